using System.Globalization;
using System.Text;
using Integration.Core.Agreements;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Verdicts;

namespace Integration.Config.Tests.RealLeads;

/// <summary>Judges every lead of the file as the service would, and tells how much better those who were found ready did.</summary>
internal static class LeadReport
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Columns that the Agreement may ask for, by the name it asks with.</summary>
    private static readonly (string Field, string Column)[] Known =
    [
        ("lead_origin", "Lead Origin"), ("lead_source", "Lead Source"), ("do_not_email", "Do Not Email"), ("do_not_call", "Do Not Call"),
        ("visits", "TotalVisits"), ("seconds_on_website", "Total Time Spent on Website"), ("city", "City"),
    ];

    public static string Of(Agreement agreement, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var leads = rows.Select((row, index) => new Lead(Judge.Of(agreement, Facts(row, index), [], Moment)[0], row["Converted"] == "1", index)).ToList();
        var (ready, rest) = (leads.Where(lead => lead.IsReady).ToList(), leads.Where(lead => !lead.IsReady).ToList());
        var never = leads.Where(lead => lead.Verdict.Kind == VerdictKind.Never).ToList();
        var page = new StringBuilder($"""
            # The real leads

            {Number(leads.Count)} leads of a company that sells courses; the file knows who bought. Each was judged by [agreement.yaml](agreement.yaml) with the
            code that judges people in the service. This page is written by a test (`UPDATE_GOLDEN=1 dotnet test tests/Config`), which also
            checks that it is current. The file lies beside the repository and no row of it is in here.

            | | leads | share | bought | conversion |
            | --- | ---: | ---: | ---: | ---: |
            {Row("ready", ready, leads.Count)}
            {Row("the rest", rest, leads.Count)}
            {Row("of them never (do not mail, do not call)", never, leads.Count)}
            {Row("all", leads, leads.Count)}

            A lead that the Agreement finds ready buys **{Times(Rate(ready) / Rate(rest))} as often** as one that it does not, and {Times(Rate(ready) / Rate(leads))} as often as a lead picked
            blindly. With {Percent(ready.Count, leads.Count)} of the calls sales reaches {Percent(ready.Count(lead => lead.Bought), leads.Count(lead => lead.Bought))} of the buyers. The {Number(rest.Count(lead => lead.Bought))} buyers
            among the rest are the price: they stay with marketing's nurture and come back when they have done more.

            ## Why they were ready

            The rule that gave most points, of those found ready.

            | rule | leads | conversion |
            | --- | ---: | ---: |

            """);
        foreach (var rule in ready.GroupBy(lead => lead.Verdict.Score.Parts.MaxBy(part => part.Points)!.Rule).OrderByDescending(group => group.Count()))
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Key} | {Number(rule.Count())} | {Percent(rule.Count(lead => lead.Bought), rule.Count())} |\n");
        var halves = leads.GroupBy(lead => lead.Index % 2).OrderBy(half => half.Key).Select(half => (Ready: half.Where(lead => lead.IsReady).ToList(), Others: half.Where(lead => !lead.IsReady).ToList())).ToList();
        page.Append($"""

            ## How far to believe it

            - **Asked for**: origin, source, do-not-mail, do-not-call, visits, seconds on the website.
            - **Left out, since they are written during or after the talk with sales and tell the outcome**: Tags ("Will revert after reading the email",
              "Closed by Horizzon", "Ringing"), Lead Quality, Lead Profile, Last Activity and Last Notable Activity. An Agreement over Tags would
              look almost perfect and could never be used: on the day of the handoff they are blank.
            - **Left out, since nobody says how they came about**: the four Asymmetrique columns (somebody else's score), and occupation,
              specialization and "what matters most". Those three are blank for 16 to 29 % of the leads, and of the blank ones only 11 to 14 % buy:
              it looks as if they were asked in the talk.
            - **Still doubtful**: seconds on the website and visits are totals without a date. A buyer who read on after buying has more of them, so a
              part of what they seem to foretell may be hindsight. `Lead Add Form` and references buy nine times in ten; a rep may have
              entered some of them once the sale was near. The file cannot settle either, and the live service does not have the question:
              it judges at the moment at which it knows.
            - **Not blind**: the limits of the rules were chosen by somebody who had seen how conversion goes with each column of this file. By halves of the file (odd and
              even rows) ready against rest is {string.Join(" and ", halves.Select(half => $"{Percent(half.Ready.Count(lead => lead.Bought), half.Ready.Count)} against {Percent(half.Others.Count(lead => lead.Bought), half.Others.Count)}"))}: the rules are no accident of single rows, which
              is less than a test on another year's leads would show.
            - **No follow-up in the file**: it does not say whom sales called when, so no clock, acceptance or recycling can be reckoned from it.

            """);
        return page.Replace("\r\n", "\n").ToString();
    }

    private static PersonFacts Facts(IReadOnlyDictionary<string, string> row, int index) => new()
    {
        PairId = new Guid(index, 0, 0, new byte[8]),
        // "Select" is what the form shows before anything was chosen.
        HubSpot = FieldValues.Of([.. Known.Select(known => (known.Field, row[known.Column] is { Length: > 0 } text && text != "Select" ? text : null))]),
    };

    private static string Row(string name, List<Lead> leads, int of) => $"| {name} | {Number(leads.Count)} | {Percent(leads.Count, of)} | {Number(leads.Count(lead => lead.Bought))} | {Percent(leads.Count(lead => lead.Bought), leads.Count)} |";

    private static double Rate(List<Lead> leads) => leads.Count(lead => lead.Bought) / (double)leads.Count;

    private static string Percent(int part, int of) => of == 0 ? "no data" : string.Create(CultureInfo.InvariantCulture, $"{100d * part / of:0.0} %");

    private static string Times(double times) => string.Create(CultureInfo.InvariantCulture, $"{times:0.0} times");

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed record Lead(Verdict Verdict, bool Bought, int Index)
    {
        public bool IsReady => Verdict.Kind == VerdictKind.Ready;
    }
}
