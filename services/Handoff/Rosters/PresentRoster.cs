using System.Collections.Immutable;
using Integration.Core.Calendars;
using Integration.Core.Routing;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Rosters;

/// <summary>Who there is now: the configured team with absences, open handoffs and turns as the ledger knows them, moved on by the decisions of one batch.</summary>
internal sealed class PresentRoster
{
    private readonly Dictionary<string, long> versions;

    private PresentRoster(Roster roster, Dictionary<string, long> versions) => (Roster, this.versions) = (roster, versions);

    public Roster Roster { get; private set; }

    public static async Task<PresentRoster> LoadAsync(ILedger ledger, Roster configured, DateTimeOffset now, CancellationToken stop)
    {
        var teams = configured.Reps.SelectMany(rep => rep.Teams).Distinct(StringComparer.Ordinal).ToList();
        configured = InactiveUsers.Mark(configured, await ledger.CursorAsync(InactiveUsers.Cursor, stop));
        var stored = await ledger.Handoffs.RostersAsync(teams, stop);
        var away = (await ledger.Handoffs.AbsencesAsync(now, stop)).ToLookup(absence => absence.Member, absence => new Absence(absence.From, absence.Until), StringComparer.Ordinal);
        // Counting open handoffs costs a page for each thousand; nobody without a cap is asked.
        var open = configured.Reps.Any(rep => rep.OpenMax is not null) ? await OpenAsync(ledger.Handoffs, stop) : [];
        return new PresentRoster(
            configured with
            {
                Reps = [.. configured.Reps.Select(rep => rep with { Open = open.GetValueOrDefault(rep.Name), Absences = [.. rep.Absences, .. away[rep.Name]] })],
                Turns = stored.ToImmutableSortedDictionary(entry => entry.Key, entry => HandoffJson.Read<Turns>(entry.Value.State), StringComparer.Ordinal),
            },
            stored.ToDictionary(entry => entry.Key, entry => entry.Value.Version, StringComparer.Ordinal));
    }

    /// <summary>Takes on what a decision changed; the rows go into its commit. If that commit is refused, so are those after it, and all are decided anew.</summary>
    public IReadOnlyList<StoredRoster> Move(IReadOnlyList<FileDraft> files)
    {
        var rows = new List<StoredRoster>();
        foreach (var (team, turns) in files.SelectMany(file => file.Turns).GroupBy(turn => turn.Key, StringComparer.Ordinal).Select(group => group.Last()))
        {
            var version = versions.GetValueOrDefault(team);
            rows.Add(new StoredRoster(team, version, HandoffJson.Write(turns)));
            versions[team] = version + 1;
            Roster = Roster with { Turns = Roster.Turns.SetItem(team, turns) };
        }
        var owners = files.Where(file => file.Turns.Count > 0).Select(file => file.File.Handoff.Owner?.Name).ToList();
        if (owners.Count > 0) Roster = Roster with { Reps = [.. Roster.Reps.Select(rep => rep with { Open = rep.Open + owners.Count(name => name == rep.Name) })] };
        return rows;
    }

    private static async Task<Dictionary<string, int>> OpenAsync(IHandoffLedger ledger, CancellationToken stop)
    {
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var rows in ledger.PagesAsync(HandoffPages.Open, stop))
            foreach (var owner in rows.Select(row => row.Owner).OfType<string>()) open[owner] = open.GetValueOrDefault(owner) + 1;
        return open;
    }
}
