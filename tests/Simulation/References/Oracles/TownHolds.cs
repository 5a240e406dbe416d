using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Oracles;

/// <summary>Whether the cause that a hold names is so in the systems now. A hold whose cause has ended excuses nothing.</summary>
internal sealed class TownHolds(BothSystems town, ILedger ledger, TownBook book)
{
    /// <summary>Set until the day has passed: what nobody tells us of is found out once a day only.</summary>
    public bool IsBeforeDaily { get; set; } = true;

    /// <summary>The link of a record's pair, as the ledger has it.</summary>
    public (RecordKey HubSpot, RecordKey Salesforce)? LinkOf(RecordKey key) => WatchedLedger.Now(ledger.PairsOfAsync([key], CancellationToken.None)).GetValueOrDefault(key)?.Link();

    public bool Of(Pair pair, Hold hold)
    {
        var sides = pair.Refs().Select(key => town.Records.GetValueOrDefault(key)).OfType<TrueRecord>().ToList();
        var own = sides.FirstOrDefault(side => side.Life == LifeState.Live);
        return hold.Code switch
        {
            HoldCodes.NoMatchValue => own is not null && Match(own) is null,
            HoldCodes.Sibling => own is not null && IsHeldBy(own, own.Key.System.Other()),
            HoldCodes.EditBeatsDelete or HoldCodes.DeletesBraked => sides.Exists(side => side.Life != LifeState.Live),
            HoldCodes.Rejected => own is not null && IsHeldBy(own, SystemName.HubSpot),
            _ => false,
        };
    }

    public bool Of(Pair pair, FieldMapping field, Hold hold)
    {
        var (hubSpot, salesforce) = (Now(pair.HubSpot.Ref, field), Now(pair.Salesforce.Ref, field));
        return hold.Code switch
        {
            HoldCodes.FieldWaitsForRecord => hold.WaitsOn is { } waits && RecordKey.Parse(waits) is var on && LinkOf(on) is null && (on.System == SystemName.HubSpot ? hubSpot : salesforce) == on.Id,
            // Nobody tells of owners: they are looked at when somebody asks, and every day.
            HoldCodes.FieldNoOwner => IsBeforeDaily || IsUnmatched(SystemName.HubSpot, hubSpot) || IsUnmatched(SystemName.Salesforce, salesforce),
            HoldCodes.FieldTaken => field == town.MappingOf(pair.HubSpot.Ref!.Value).Match && Meanings.Of(field, salesforce) is { } value && IsHeld(SystemName.HubSpot, pair.HubSpot.Ref.Value, value),
            HoldCodes.FieldOscillates => Undone(pair, field) >= 3,
            HoldCodes.FieldRejected => IsBeforeDaily && field.RefersTo is Reference.Owner,
            _ => false,
        };
    }

    /// <summary>How often what stood there before a write of ours was put back before the next one.</summary>
    private int Undone(Pair pair, FieldMapping field) => book.RecordsOf(pair.Id).Select(key => town.Records[key].Cells.GetValueOrDefault(field.NameIn(key.System))).OfType<List<CellChange>>()
        .Sum(changes => Enumerable.Range(1, Math.Max(0, changes.Count - 2)).Count(at => changes[at].By == Actor.Engine
            && changes.Skip(at + 1).TakeWhile(change => change.By != Actor.Engine).Any(change => change.Value == changes[at - 1].Value)));

    private bool IsUnmatched(SystemName system, string? id) => id is not null && town.Owners.Namesakes(system, id) is not { Kind: OwnerIsService } && town.Owners.Namesakes(system, id).Active.Count != 1;

    private const Integration.Connectors.Ports.OwnerKind OwnerIsService = Integration.Connectors.Ports.OwnerKind.Service;

    private string? Now(RecordKey? key, FieldMapping field) => key is { } known && town.Records.TryGetValue(known, out var record) ? record.Now(field.NameIn(known.System)) : null;

    private string? Match(TrueRecord record) => town.MappingOf(record.Key).Match is var match ? Meanings.Of(match, record.Now(match.NameIn(record.Key.System))) : null;

    // HubSpot also refuses an address that another contact has as a secondary one, as the survivor of a merge does.
    private bool IsHeldBy(TrueRecord own, SystemName system) => Match(own) is { } value && IsHeld(system, own.Key, value);

    private bool IsHeld(SystemName system, RecordKey except, string value) =>
        town.Records.Values.Any(other => other.Key != except && other.Key.System == system && other.Life == LifeState.Live && BothSystems.IsFirm(other.Key) == BothSystems.IsFirm(except) && Match(other) == value)
            || (system == SystemName.HubSpot && !BothSystems.IsFirm(except) && town.Outside.HubSpot.Read("contacts", [value], "email").Found.Any(other => BothSystems.HubSpot(other.Type, other.Id) != except));
}
