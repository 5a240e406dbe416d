using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.People;
using Integration.Core.Receipts;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;

namespace Integration.Core.Tests.Quarter;

/// <summary>The quarter as the product lives it: Judge, Opening, Advance and Fire along a virtual clock, person by person.</summary>
/// <param name="seed">Of people and habits.</param>
/// <param name="late">Whether what happens is heard of up to a day late, and some of it twice.</param>
internal sealed class FastQuarter(int seed, bool late)
{
    private readonly int end = (Company.Weeks * 7 + 60) * 1440;

    public Dictionary<int, HandoffLog> Logs { get; } = [];
    public Dictionary<int, Handoff> Handoffs { get; } = [];
    public Dictionary<int, List<(int At, VerdictKind Kind)>> Verdicts { get; } = [];
    public ImmutableDictionary<Guid, SealedHandoff>.Builder Receipts { get; } = ImmutableDictionary.CreateBuilder<Guid, SealedHandoff>();

    public FastQuarter Run(IEnumerable<Person> people)
    {
        foreach (var person in people) Live(person);
        return this;
    }

    private void Live(Person person)
    {
        var events = new List<HandoffEvent>();
        var hearings = new PriorityQueue<Observed, int>();
        var verdicts = Verdicts[person.Number] = [];
        Handoff? handoff = null;
        ImmutableArray<HandoffTimer> timers = [];
        var looks = new SortedSet<int>(person.Views.Where(view => view > person.Arrives).Append(person.Arrives));
        if (person.OptsOut is { } optOut) looks.Add(optOut);
        void Take(HandoffStep step)
        {
            handoff = step.Handoff;
            events.AddRange(step.Events);
            timers = step.Timers;
        }
        while (true)
        {
            var look = looks.Count > 0 ? looks.Min : int.MaxValue;
            var heard = hearings.TryPeek(out _, out var when) ? when : int.MaxValue;
            var due = timers.IsEmpty ? int.MaxValue : Minutes.Of(timers[0].DueAt);
            var now = Math.Min(look, Math.Min(heard, due));
            if (now > end) break;
            var facts = Facts(person, now);
            var context = new HandoffContext(Company.Terms, Company.Staff, facts);
            // What has happened by now is taken in before the clock that counts against sales.
            if (now == heard)
            {
                Take(Advance.Of(handoff!, hearings.Dequeue(), context, Minutes.At(now)));
            }
            else if (now == due) Take(Fire.Of(handoff!, timers[0].Id, context, Minutes.At(now)));
            else
            {
                looks.Remove(now);
                if (handoff is { IsOpen: true } && person.OptsOut == now) Take(Advance.Of(handoff, new Observed.PersonGone(Minutes.At(now), GoneHow.OptedOut), context, Minutes.At(now)));
                ImmutableArray<PastHandoff> history = handoff is null ? [] : [new PastHandoff(handoff.Id, handoff.Product, handoff.State, handoff.Reason, handoff.ReturnedAt, handoff.ClosedAt)];
                var verdict = Judge.Of(Company.Terms, facts, history, Minutes.At(now))[0];
                if (handoff is null && (verdicts.Count == 0 || verdicts[^1].Kind != verdict.Kind)) verdicts.Add((now, verdict.Kind));
                if (verdict.ReviewAt is { } review && handoff is null && Minutes.Of(review) > now) looks.Add(Minutes.Of(review));
                if (verdict.Kind != VerdictKind.Ready || handoff is not null) continue;
                var opening = Opening.Of(new OpeningRequest(new Guid(person.Number, 1, 0, new byte[8]), "0123456789abcdef", null, []), verdict, context, Minutes.At(now));
                Take(opening.Step);
                Seal(opening.Receipt!, handoff!);
                foreach (var (observed, at) in Hearings(person, handoff!.Owner!.Name, now)) hearings.Enqueue(observed, at);
            }
        }
        if (handoff is null) return;
        Handoffs[person.Number] = handoff;
        Logs[person.Number] = HandoffLog.Of(events);
    }

    private IEnumerable<(Observed Observed, int At)> Hearings(Person person, string owner, int sent)
    {
        var deeds = Script.Of(owner, person.Number, sent, seed);
        var random = new Random(seed + person.Number);
        var lateness = late ? Minutes.Lateness(seed, person.Number) : 0;
        IEnumerable<(Observed, int)> Once(int? after, Func<DateTimeOffset, Observed> observed)
        {
            if (after is not { } minutes) yield break;
            var at = sent + minutes;
            yield return (observed(Minutes.At(at)), at + lateness);
            if (late && random.Next(5) == 0) yield return (observed(Minutes.At(at)), at + lateness + random.Next(60));
        }
        var twist = Twist.Of(owner, person.Number, seed);
        // What sales says through the API is heard as it is said.
        IEnumerable<(Observed, int)> AtOnce(int? after, Func<DateTimeOffset, Observed> observed)
        {
            if (after is { } minutes) yield return (observed(Minutes.At(sent + minutes)), sent + minutes);
        }
        var deal = new RecordKey(SystemName.Salesforce, "Opportunity", $"006{person.Number}");
        Opportunity Deal(bool closed) => new(deal, Minutes.At(sent + deeds.Opportunity!.Value), closed ? "Closed" : "Open", 1_000, "EUR", closed, closed && deeds.Won, closed && deeds.Told ? "price" : null, closed && deeds.Told ? "none" : null);
        return
        [
            // That Salesforce has it is our own word, and never late.
            (new Observed.Delivered(Minutes.At(sent + deeds.Delivered), new RecordKey(SystemName.Salesforce, "Lead", $"00Q{person.Number}")), sent + deeds.Delivered),
            .. Once(twist.Moved, at => new Observed.OwnedBy(at, Company.IdOf(twist.MovedTo!))),
            .. AtOnce(twist.Paused, at => new Observed.PauseAsked(at, Twist.PauseReason)),
            .. AtOnce(twist.Resumed, at => new Observed.ResumeAsked(at)),
            .. Once(deeds.Touched, at => new Observed.Touched(at, $"t{person.Number}", "call", ByPerson: true)),
            .. Once(deeds.Accepted, at => new Observed.Status(at, "Accepted")),
            .. Once(deeds.Working, at => new Observed.Status(at, "Working")),
            .. Once(deeds.Rejected, at => new Observed.Status(at, "Rejected")),
            .. Once(deeds.ReasonAt, at => new Observed.Status(at, "Rejected", deeds.RejectReason)),
            .. Once(deeds.Opportunity, at => new Observed.Deal(at, Deal(closed: false))),
            .. Once(deeds.Closed, at => new Observed.Deal(at, Deal(closed: true))),
        ];
    }

    private void Seal(ReceiptDraft draft, Handoff handoff)
    {
        using var body = JsonDocument.Parse(draft.Body);
        Receipts[handoff.Id] = new SealedHandoff(handoff.Id, handoff.PairId, handoff.SentAt!.Value, body.RootElement.GetProperty("packet").GetProperty("completeness").GetDecimal(), true);
    }

    private static PersonFacts Facts(Person person, int now) => new()
    {
        PairId = person.Id,
        HubSpot = FieldValues.Of(("country", person.Country), ("numemployees", person.Size.ToString(CultureInfo.InvariantCulture)), ("jobtitle", person.Title), ("hs_email_optout", person.OptsOut <= now ? "true" : null)),
        Events = [.. person.Views.Where(view => view <= now).Select(view => new PersonEvent { Id = $"{view}", Kind = "page-view", About = "pricing", At = Minutes.At(view) })],
    };
}
