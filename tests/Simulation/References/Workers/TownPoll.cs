using System.Globalization;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>One process's poll of one object: the product's own look-back and its own idea of the system's clock, between the simulated systems and the real sink. The cursor is the ledger's.</summary>
/// <remarks>Paging, and not telling twice, are the pollers' own tests' matter.</remarks>
internal sealed class TownPoll(Process process, TownSurroundings around, IReadOnlyList<Mapping> mappings, IHintSink sink, TimeProvider time, SystemName system, string objectName)
{
    private static readonly TimeSpan Full = TimeSpan.FromMinutes(5);
    private readonly ServerClock server = new(time);
    private readonly ClockSetBack setBack = new();
    private readonly LookBack lookBack = new(Full, system == SystemName.HubSpot ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(1), time);

    private string Name => $"{system}.poll.{objectName}";

    /// <summary>Looks once.</summary>
    /// <returns>False when no answer came; the next look reads the same again.</returns>
    public async Task<bool> LookAsync(CancellationToken stop)
    {
        var cursor = await sink.CursorAsync(Name, stop) is { } text ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) : DateTimeOffset.UnixEpoch;
        server.Saw(cursor);
        var from = cursor > DateTimeOffset.UnixEpoch ? cursor - lookBack.Next() : cursor;
        var (sentAt, began) = (time.GetTimestamp(), time.GetUtcNow());
        var serverAtLeast = server.At(sentAt);
        var (fate, page) = await around.Network.CallAsync(process, system, "poll", () => (Rows: Shown(from), Date: around.Town.ClockOf(system)));
        if (fate != Fate.Answered) return false;
        var highest = page.Rows.Select(row => row.Stamp).Append(cursor).Max();
        server.Saw(highest);
        setBack.Heard(server.Heard(page.Date, sentAt));
        // As the two pollers have it: HubSpot's watermark stays behind by as long as the pass took, Salesforce's at what was there when it was asked.
        var passed = time.GetUtcNow() - began;
        DateTimeOffset[] reached = system == SystemName.HubSpot
            ? [cursor, server.At(time.GetTimestamp()) - (passed > TimeSpan.Zero ? passed : TimeSpan.Zero)]
            : [cursor, server.Within(serverAtLeast), server.Within(highest)];
        var moved = setBack.Within(reached.Max());
        await sink.StoreAsync(new HintBatch([.. page.Rows.SelectMany(row => row.Hints)], new CursorMove(Name, moved.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))), stop);
        await setBack.StoredAsync(Name, lookBack, sink, _ => { }, stop);
        return true;
    }

    // HubSpot's search shows a change when its index has it, and nothing deleted; what went into a survivor is told by the survivor.
    private List<(DateTimeOffset Stamp, IReadOnlyList<Hint> Hints)> Shown(DateTimeOffset from) =>
        [.. around.Town.ChangedSince(system, objectName, from).Where(record => system == SystemName.Salesforce || (record.Life == LifeState.Live && IsIndexed(record))).Select(record => (around.Town.StampOf(record.Key), Hints(record)))];

    private bool IsIndexed(TrueRecord record) => around.Town.Outside.IsCalm || around.Knobs.SearchLagSeconds == 0
        || record.ChangedAt.AddSeconds(around.Chance.Of("poll/lag").Next(around.Knobs.SearchLagSeconds)) <= process.Scheduler.Now;

    private IReadOnlyList<Hint> Hints(TrueRecord record)
    {
        if (record.Life != LifeState.Live) return [new Hint(record.Key, Lane.Normal) { IsLifeChange = true }];
        var told = new Hint(record.Key, Lane.Normal) { Claims = Claims(record) };
        return system == SystemName.Salesforce ? [told] : [told, .. around.Town.MergedInto(record.Key).Select(merged => new Hint(merged, Lane.Normal) { IsLifeChange = true })];
    }

    private FieldValues Claims(TrueRecord record)
    {
        var names = mappings.First(mapping => mapping.ObjectsIn(system).Contains(objectName)).FieldsOf(system, objectName);
        if (around.Mutant == TownMutant.PollSkipsCompany) names = [.. names.Where(name => name != Mapping.HubSpotPrimaryCompany)];
        return FieldValues.Of([.. names.Select(name => (name, name == Mapping.HubSpotPrimaryCompany ? around.Town.MirrorOf(record.Key) : record.Now(name)))]);
    }
}
