using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>HubSpot in process: the portal's own methods, one outcome per record.</summary>
internal sealed partial class SimulatedHubSpot(Process process, Surroundings around)
    : SimulatedConnector(SystemName.HubSpot, process, around)
{
    private static readonly Caller Us = Caller.Integration(112233);

    protected override Observation Seen(RecordKey key, FieldSelection fields, DateTimeOffset began)
    {
        var id = long.Parse(key.Id, CultureInfo.InvariantCulture);
        var (record, through) = Outside.HubSpot.Locked(state => (state.Table(ObjectType.Contact).Find(id), state.Table(ObjectType.Contact).FindThroughMerges(id)));
        if (record is { Archived: false }) return Observed(key, record, fields.ByObject[key.Object], began);
        var life = through is not null && through.Id != id ? new Life(LifeState.Merged, People.HubSpot(through.Id))
            : new Life(record is null ? LifeState.Unknown : LifeState.Deleted);
        return new Observation { Key = key, Life = life, ReadStartedAt = began, ReadEndedAt = began, Version = record?.UpdatedAt.ToUnixTimeMilliseconds() ?? 0 };
    }

    protected override IReadOnlyList<RecordKey> Find(Find find, FindRequest request)
    {
        if (find.Kind == FindKind.ConvertedInto) return [];
        var property = find.Kind == FindKind.ByPairKey ? Mapping.HubSpotKeyProperty : request.MatchField;
        var found = Outside.HubSpot.Read("contacts", [find.Value.Trim().ToLowerInvariant()], property).Found;
        return [.. found.Select(record => People.HubSpot(record.Id))];
    }

    protected override RecordKey? Made(RecordWrite write) =>
        Outside.HubSpot.Read("contacts", [write.PairKey.ToString("D")], Mapping.HubSpotKeyProperty).Found is [var record] ? People.HubSpot(record.Id) : null;

    protected override WriteOutcome Apply(RecordWrite write, FieldSelection fields, DateTimeOffset began)
    {
        var intent = write.Intent;
        if (intent.Kind == IntentKind.Delete)
        {
            Outside.HubSpot.Archive(Us, "contacts", [long.Parse(intent.Target!.Value.Id, CultureInfo.InvariantCulture)]);
            return new WriteOutcome(intent.Id, WriteResult.Done) { Key = intent.Target, Stored = new Observation { Key = intent.Target.Value, Life = new Life(LifeState.Deleted), ReadStartedAt = began, ReadEndedAt = began } };
        }
        var values = intent.Values.ToDictionary(field => field.Key, field => (string?)(field.Value.Text ?? ""));
        try
        {
            WrittenRecord written;
            if (intent.Kind == IntentKind.Create)
            {
                values[Mapping.HubSpotKeyProperty] = write.PairKey.ToString("D");
                written = Outside.HubSpot.Upsert(Us, "contacts", [new RecordInput(values) { Id = write.PairKey.ToString("D"), IdProperty = Mapping.HubSpotKeyProperty }]).Results[0];
            }
            else written = Outside.HubSpot.Update(Us, "contacts", [new RecordInput(values) { Id = intent.Target!.Value.Id }]).Results[0];
            var key = People.HubSpot(written.Record.Id);
            // An answer shows all of a new record, and of an old one little more than was written.
            var shown = intent.Kind == IntentKind.Create ? fields.ByObject[key.Object] : [.. intent.Values.Names];
            return new WriteOutcome(intent.Id, WriteResult.Done) { Key = key, Stored = Observed(key, written.Record, shown, began) with { ChangedByUs = true } };
        }
        catch (HubSpotRefusedException refused)
        {
            return new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = intent.Target, Fault = FaultOf(refused.Error, intent.Kind == IntentKind.Create) };
        }
    }

    protected override Task<IReadOnlyList<WriteOutcome>> ShownAsync(WriteRequest request, IReadOnlyList<WriteOutcome> ends, CancellationToken stop) => Task.FromResult(ends);

    private Observation Observed(RecordKey key, HubSpotRecord record, IReadOnlyList<string> fields, DateTimeOffset began) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of([.. Readable(fields).Select(name => (name, record[name]))]),
        Version = record.UpdatedAt.ToUnixTimeMilliseconds(),
        ReadStartedAt = began,
        ReadEndedAt = began,
        CreatedAt = record.CreatedAt,
        PairKey = Guid.TryParse(record[Mapping.HubSpotKeyProperty], out var pair) ? pair : null,
    };

    internal static Fault FaultOf(HubSpotError error, bool isCreate)
    {
        if (error.Status == 404) return new Fault(FaultClass.Identity, "OBJECT_NOT_FOUND", "Not there.", "It is read again.");
        if (Taken().Match(error.Message) is { Success: true } taken)
        {
            var holder = People.HubSpot(long.Parse(taken.Groups["holder"].Value, CultureInfo.InvariantCulture));
            var property = taken.Groups["property"].Value;
            var kind = property == Mapping.HubSpotKeyProperty ? FaultClass.Identity : isCreate ? FaultClass.Record : FaultClass.Field;
            return new Fault(kind, "CONFLICT", "Held by another.", "Change one.") { Field = property, Holder = holder };
        }
        if (Existing().Match(error.Message) is { Success: true } existing)
            return new Fault(isCreate ? FaultClass.Record : FaultClass.Field, "CONFLICT", "Held by another.", "Change one.") { Field = "email", Holder = People.HubSpot(long.Parse(existing.Groups["holder"].Value, CultureInfo.InvariantCulture)) };
        return new Fault(FaultClass.Record, error.Category ?? "VALIDATION_ERROR", error.Message, "Correct it.");
    }

    [GeneratedRegex(@"propertyName=(?<property>\w+).* (?<holder>\d+) already has that value")]
    private static partial Regex Taken();

    [GeneratedRegex(@"Existing ID: (?<holder>\d+)")]
    private static partial Regex Existing();
}
