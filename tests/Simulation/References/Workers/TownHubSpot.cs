using System.Globalization;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Searches;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>HubSpot in process, with companies, the association between both, and owners: what the real connector makes of the same calls.</summary>
internal sealed class TownHubSpot(Process process, Surroundings around, BothSystems town) : SimulatedConnector(SystemName.HubSpot, process, around)
{
    private static readonly Caller Us = Caller.Integration(112233);
    private readonly Process own = process;
    private readonly Network network = around.Network;

    public override async Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        var (fate, owners) = await network.CallAsync(own, System, "owners", () => town.Owners.In(System));
        if (fate != Fate.Answered) town.Owners.LastFailed = own.Scheduler.Now;
        return fate == Fate.Answered ? new OwnersAnswer(owners!) : new OwnersAnswer([], FaultOf(fate));
    }

    public override async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        var answer = await base.FindAsync(request, stop);
        return new FindAnswer([.. answer.Outcomes.Zip(request.Finds, (outcome, find) => outcome with { MayLag = find.Kind == FindKind.ByDomain })]);
    }

    protected override Observation Seen(RecordKey key, FieldSelection fields, DateTimeOffset began)
    {
        var (type, id) = (BothSystems.TypeOf(key), BothSystems.IdOf(key));
        var (record, through) = Outside.HubSpot.Locked(state => (state.Table(type).Find(id), state.Table(type).FindThroughMerges(id)));
        if (record is { Archived: false }) return Observed(key, record, fields.ByObject[key.Object], began);
        var life = through is not null && through.Id != id ? new Life(LifeState.Merged, BothSystems.HubSpot(type, through.Id)) : new Life(record is null ? LifeState.Unknown : LifeState.Deleted);
        return new Observation { Key = key, Life = life, ReadStartedAt = began, ReadEndedAt = began, Version = record?.UpdatedAt.ToUnixTimeMilliseconds() ?? 0 };
    }

    protected override IReadOnlyList<RecordKey> Find(Find find, FindRequest request)
    {
        if (find.Kind == FindKind.ConvertedInto) return [];
        var name = request.Objects[0];
        var type = ObjectType.Named(name);
        if (find.Kind == FindKind.ByDomain)
        {
            var host = Canonical.Of(FieldType.Domain, FieldValue.Of(find.Value));
            if (host is null) return [];
            var hits = Outside.HubSpot.Search(name, new SearchRequest { FilterGroups = [[new SearchFilter(request.MatchField, "IN", Values: [host, "www." + host])]], Limit = 200 }).Results;
            // What the index names is read by id before it is believed.
            return [.. hits.Select(hit => Outside.HubSpot.Locked(state => state.Table(type).Find(hit.Id))).OfType<HubSpotRecord>()
                .Where(record => !record.Archived && Canonical.Of(FieldType.Domain, FieldValue.Of(record[request.MatchField])) == host).Select(record => BothSystems.HubSpot(type, record.Id))];
        }
        var property = find.Kind == FindKind.ByPairKey ? Mapping.HubSpotKeyProperty : request.MatchField;
        return [.. Outside.HubSpot.Read(name, [find.Value.Trim().ToLowerInvariant()], property).Found.Select(record => BothSystems.HubSpot(type, record.Id))];
    }

    protected override RecordKey? Made(RecordWrite write) =>
        Outside.HubSpot.Read(write.Intent.Object, [write.PairKey.ToString("D")], Mapping.HubSpotKeyProperty).Found is [var record] ? BothSystems.HubSpot(record.Type, record.Id) : null;

    protected override Task<IReadOnlyList<WriteOutcome>> ShownAsync(WriteRequest request, IReadOnlyList<WriteOutcome> ends, CancellationToken stop) => Task.FromResult(ends);

    protected override WriteOutcome Apply(RecordWrite write, FieldSelection fields, DateTimeOffset began)
    {
        var intent = write.Intent;
        if (intent.Kind == IntentKind.Delete)
        {
            Outside.HubSpot.Archive(Us, intent.Object, [BothSystems.IdOf(intent.Target!.Value)]);
            return new WriteOutcome(intent.Id, WriteResult.Done) { Key = intent.Target, Stored = new Observation { Key = intent.Target.Value, Life = new Life(LifeState.Deleted), ReadStartedAt = began, ReadEndedAt = began } };
        }
        try
        {
            return intent.Values[Mapping.HubSpotPrimaryCompany].IsMissing ? Written(write, fields, began) : Linked(intent, began);
        }
        catch (HubSpotRefusedException refused)
        {
            var fault = SimulatedHubSpot.FaultOf(refused.Error, intent.Kind == IntentKind.Create);
            return new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = intent.Target, Fault = fault.Holder is { } holder ? fault with { Holder = holder with { Object = intent.Object } } : fault };
        }
    }

    private WriteOutcome Written(RecordWrite write, FieldSelection fields, DateTimeOffset began)
    {
        var intent = write.Intent;
        var values = intent.Values.ToDictionary(field => field.Key, field => (string?)(field.Value.Text ?? ""));
        WrittenRecord written;
        if (intent.Kind == IntentKind.Create)
        {
            values[Mapping.HubSpotKeyProperty] = write.PairKey.ToString("D");
            written = Outside.HubSpot.Upsert(Us, intent.Object, [new RecordInput(values) { Id = write.PairKey.ToString("D"), IdProperty = Mapping.HubSpotKeyProperty }]).Results[0];
        }
        else written = Outside.HubSpot.Update(Us, intent.Object, [new RecordInput(values) { Id = intent.Target!.Value.Id }]).Results[0];
        var key = BothSystems.HubSpot(written.Record.Type, written.Record.Id);
        // An answer shows all properties of a new record, and of an old one little more than was written; an association it never shows.
        IEnumerable<string> shown = intent.Kind == IntentKind.Create ? fields.ByObject[key.Object].Where(name => name != Mapping.HubSpotPrimaryCompany) : intent.Values.Names;
        return new WriteOutcome(intent.Id, WriteResult.Done) { Key = key, Stored = Observed(key, written.Record, [.. shown], began) with { ChangedByUs = true } };
    }

    // The answer names both ends and nothing else: no stamp, no key.
    private WriteOutcome Linked(Intent intent, DateTimeOffset began)
    {
        var wanted = intent.Values[Mapping.HubSpotPrimaryCompany];
        var (contact, company) = (intent.Target!.Value, long.Parse((wanted.HasText ? wanted : intent.Prior[Mapping.HubSpotPrimaryCompany]).Text!, CultureInfo.InvariantCulture));
        var type = AssociationTypes.Primary(ObjectType.Contact, ObjectType.Company)!;
        var isRefused = Outside.HubSpot.Locked(state =>
        {
            if (!wanted.HasText)
            {
                state.Links.Drop(type, BothSystems.IdOf(contact), company, Us);
                return false;
            }
            if (state.Table(ObjectType.Contact).Find(BothSystems.IdOf(contact)) is not { Archived: false } || state.Table(ObjectType.Company).FindThroughMerges(company) is not { Archived: false }) return true;
            state.Links.Add(type, BothSystems.IdOf(contact), company, Us);
            return false;
        });
        return isRefused
            ? new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = contact, Fault = new Fault(FaultClass.Identity, "INVALID_IDENTIFIER", "Merged or deleted.", "Both are read again.") }
            : new WriteOutcome(intent.Id, WriteResult.Done)
            {
                Key = contact,
                Stored = new Observation { Key = contact, Life = Life.Live, Values = FieldValues.Of((Mapping.HubSpotPrimaryCompany, wanted.Text)), ReadStartedAt = began, ReadEndedAt = began, ChangedByUs = true },
            };
    }

    private Observation Observed(RecordKey key, HubSpotRecord record, IReadOnlyList<string> fields, DateTimeOffset began) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of([.. fields.Select(name => (name, name == Mapping.HubSpotPrimaryCompany ? town.CompanyOf(key) : record[name]))]),
        Version = record.UpdatedAt.ToUnixTimeMilliseconds(),
        ReadStartedAt = began,
        ReadEndedAt = began,
        CreatedAt = record.CreatedAt,
        PairKey = Guid.TryParse(record[Mapping.HubSpotKeyProperty], out var pair) ? pair : null,
    };
}
