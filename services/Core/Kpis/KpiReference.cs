using System.Text;

namespace Integration.Core.Kpis;

/// <summary>Writes docs/reference/kpis.md from the table, so that the page cannot say something else than the program.</summary>
public static class KpiReference
{
    /// <summary>The whole page as Markdown.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Figures

            One definition for each figure, one reckoning, the same answer for both teams: `GET /api/kpis?id=K2&from=2026-10-01&to=2026-12-31` and
            `integration kpis --id K2`. Each answer carries numerator, denominator and the list of handoffs behind it.
            This page is generated from `services/Core/Kpis/KpiTable.cs`; do not edit it by hand (`UPDATE_GOLDEN=1 dotnet test tests/Core`).

            ## For all of them

            - **From events, never from fields.** A later edit of a stage or a source rewrites nothing. What counts is when a thing happened, by the clock of the system where it did.
            - **The unit is the handoff.** `people` counts different persons beside it. Whoever comes back after a recycling has a new handoff, and the old one is closed.
            - **Cohort** (the default where there are two views): the starting event lies in the window and is followed up to the stated maturity; what comes after that does not count.
              Members that are younger are `stillOpen`, in neither number, and the figure is not mature. **Period**: numerator's and denominator's event of one handoff both lie in the window, so that no rate exceeds 1; nothing is waited for.
            - **Shares** of fewer than 20 are told as a fraction and not coloured; of 0 as `no data`.
            - **Times** are business time of the owner's calendar (the team's without one), wall time beside it: median, p80 and p95, never a mean.
            - **Left out**, by name: handoffs that were merged into another. Whom a `never` rule keeps out (test addresses, own staff, competitors, spam) has no handoff. Erased people count without identity.
            - **A changed Agreement** within the window gives both parts (`versions`) and a break line.
            - **A team** is that of the first owner, by the roster as it is now; **a source** is HubSpot's original source as stamped when the handoff was opened.

            """);
        foreach (var one in KpiTable.All)
        {
            page.Append($"\n## {one.Id}: {one.Name}\n\n**{Capital(one.Numerator)}** by **{one.Denominator}**. Window: {one.Window}.\n");
            page.Append($"Views: {string.Join(", ", one.Views.Select(view => view.ToString().ToLowerInvariant()))}. {(one.HasTeam ? "" : "Not by team. ")}{(one.HasSource ? "" : "Not by source. ")}Told in: {Told(one.Unit)}.\n\n");
            foreach (var line in one.Decided) page.Append($"- {line}\n");
        }
        return page.Replace("\r\n", "\n").ToString();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Told(KpiUnit unit) => unit switch
    {
        KpiUnit.Share => "a share",
        KpiUnit.Minutes => "business minutes",
        KpiUnit.Hours => "business hours",
        _ => "a count; the target is 0",
    };
}
