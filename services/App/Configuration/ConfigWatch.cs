using Integration.App.Running;
using Integration.Config;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Sightings;
using Integration.Handoff.Agreements;
using Integration.Hosting.Health;
using Integration.Ledger;
using Integration.Sync.Owners;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.App.Configuration;

/// <summary>Takes Agreement and team anew when their files change, without a restart. What cannot be taken leaves the last good ones in force and degrades the health, by name.</summary>
/// <remarks>
/// Connections and mappings are read at the start only: they decide what is subscribed and how records are compared, and a mistake in them
/// reaches everybody at once. An Agreement may change at any time, since nothing of it counts before both sides have signed.
/// </remarks>
/// <param name="directory">What is watched.</param>
/// <param name="environment">Variables that files refer to.</param>
/// <param name="live">What the two systems said of their objects at the start.</param>
/// <param name="started">The mappings that this process started with.</param>
/// <param name="sightings">What it watches beside paired records.</param>
/// <param name="mappings">Which fields Sync reads; null where Sync is not.</param>
/// <param name="owners">Whose users are looked after; null where Sync is not.</param>
/// <param name="agreements">The versions; null where nobody judges.</param>
/// <param name="nextStart">Begins the roles anew; null = nobody does.</param>
internal sealed class ConfigWatch(
    string directory, Func<string, string?> environment, SchemaCatalog? live, IReadOnlyList<Mapping> started, SightingPlan sightings, Sync.MappingSet? mappings, OwnerWatch? owners, KnownAgreements? agreements, NextStart? nextStart,
    RoleBoard board, TimeProvider time, ILogger<ConfigWatch> log) : BackgroundService
{
    /// <summary>Name of this on the health page.</summary>
    public const string Role = "configuration";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private string? taken = ConfigFingerprint.Of(directory);
    private string? seen;

    /// <summary>Looks once. A change is taken when two looks in a row saw the same, so that no file is read that is still being written.</summary>
    /// <returns>Whether a change was taken or refused.</returns>
    public async Task<bool> LookAsync(CancellationToken stop)
    {
        var now = ConfigFingerprint.Of(directory);
        if (now == taken || now is null) return false;
        if (now != seen)
        {
            seen = now;
            return false;
        }
        var refusal = await TakeAsync(stop);
        taken = now;
        if (refusal is null) board.Running(Role);
        else
        {
            board.Degraded(Role, refusal);
            log.LogWarning("The configuration in {Directory} changed: {Refusal}", directory, refusal);
        }
        return true;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.EveryAsync(Period, "The look at the configuration", LookAsync, time, log, stoppingToken);

    /// <returns>What was not taken, and how to mend it; null when everything was.</returns>
    private async Task<string?> TakeAsync(CancellationToken stop)
    {
        var result = ConfigLoader.Load(directory, environment, live);
        if (result.Configuration is not { } next)
        {
            var first = result.Diagnostics.First(found => found.Severity == Severity.Error);
            return $"it is refused with {result.Count(Severity.Error)} errors, and the last good one stays in force; the first: {first.Code.Id} at {first.Place.File}:{first.Place.Line}. 'integration check --config {directory}' lists them all";
        }
        var left = new List<string>();
        if (Sync.MappingSet.RunOf(next.Mappings) != Sync.MappingSet.RunOf(started)) left.Add("the mappings changed: they are read at the next start");
        // What is watched is wired at the start: with the first Agreement, and with other fields of opportunities, the roles of this process begin
        // anew by themselves. Beside changed mappings they do not: those are to reach everybody at a moment that somebody chose.
        if (next.Agreements.Length > 0 && !SightingsOf(HandoffSettings.Sightings(next.Agreements)).SetEquals(SightingsOf(sightings)))
        {
            if (left.Count == 0 && nextStart is not null)
            {
                log.LogWarning("The configuration in {Directory} changed what is watched: the roles of this process begin anew", directory);
                nextStart.Ask();
                return null;
            }
            left.Add(sightings.Objects.IsEmpty ? "there is an Agreement now: it is read at the next start" : "the Agreement asks for other fields of opportunities: they are read from the next start on");
        }
        // First what is read, then who decides by it.
        mappings?.Read(HandoffSettings.Extra(next.Agreements, started));
        if (next.Agreements.Length > 0) owners?.Watch(HandoffSettings.UsersOf(next.Roster));
        if (agreements is not null && await agreements.ChangeAsync(HandoffSettings.Terms(next.Agreements, next.Roster, live), stop) is { Count: > 0 } problems)
            left.Add($"the Agreement and the team stay as they were: {string.Join("; ", problems.Select(problem => $"{problem.What} ({problem.Mend})"))}");
        return left.Count == 0 ? null : string.Join("; ", left);
    }

    private static HashSet<string> SightingsOf(SightingPlan plan) => [.. plan.Objects.SelectMany(each => each.Fields.Select(field => $"{each.System}/{each.Object}/{field}"))];
}
