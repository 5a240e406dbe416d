using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Webhooks;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>What tells our program to look: HubSpot's own events, Salesforce's changed rows; lost, doubled, late and out of order; polls; the list of what was deleted; sweeps over everything.</summary>
internal sealed class TownFeeds(Scheduler scheduler, Chance chance, Knobs knobs, BothSystems town, Func<TownWorker?> live, TownMutant mutant)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries under way: sent and not yet acknowledged.</summary>
    public int Pending { get; private set; }
    public bool HasFaults { get; set; } = true;

    public void Changed(IReadOnlyList<RecordKey> keys)
    {
        var portal = town.Outside.HubSpot;
        var events = portal.DrainEvents(portal.Clock.GetUtcNow() + TimeSpan.FromDays(2));
        portal.ReturnEvents(events, taken: true, portal.Clock.GetUtcNow());
        foreach (var told in events.SelectMany(Hints).GroupBy(hint => hint.Key).OrderBy(group => group.Key)) Deliver([.. told.Distinct()], told.Key);
        foreach (var key in keys.Where(key => key.System == SystemName.Salesforce).Order()) Deliver([Told(key)], key);
    }

    /// <summary>Tells of every record there is or was.</summary>
    public void Sweep() => Send([.. town.Records.Keys.Order().Select(Hint)], TimeSpan.Zero);

    /// <summary>Asks both systems for what changed, until it is answered.</summary>
    public void Poll()
    {
        Pending++;
        Ask();
    }

    /// <summary>HubSpot's deleted records, which no poll shows: their list is read once a day.</summary>
    public void Deleted() => Send([.. town.Records.Values.Where(record => record.Key.System == SystemName.HubSpot && record.Life == LifeState.Deleted).Select(record => Hint(record.Key)).OrderBy(hint => hint.Key)], TimeSpan.Zero);

    private void Ask()
    {
        var isDone = false;
        live()?.Poll(() =>
        {
            if (isDone) return;
            isDone = true;
            Pending--;
        });
        scheduler.After(TimeSpan.FromMinutes(1), null, () =>
        {
            if (isDone) return;
            isDone = true;
            // In the storm the next one comes in any case.
            if (HasFaults) Pending--;
            else Ask();
        });
    }

    private IEnumerable<Hint> Hints(WebhookEvent told)
    {
        if (told.Link is not null && mutant == TownMutant.LinksUntold) return [];
        var kind = told.SubscriptionType[(told.SubscriptionType.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var typeId = told.Link?.FromTypeId ?? told.ObjectTypeId ?? (told.SubscriptionType.StartsWith("contact.", StringComparison.Ordinal) ? "0-1" : told.SubscriptionType.StartsWith("company.", StringComparison.Ordinal) ? "0-2" : "");
        if (typeId is not ("0-1" or "0-2")) return [];
        var type = typeId == "0-1" ? ObjectType.Contact : ObjectType.Company;
        IEnumerable<long> ids = told.Merged is { } merged ? [merged.PrimaryId, .. merged.OtherIds, merged.NewId] : told.Link is { } link ? [link.FromId] : told.ObjectId is { } id ? [id] : [];
        var name = told.PropertyName;
        var claims = knobs.HintsClaim && kind == "propertyChange" && name is not null && town.InForce(BothSystems.HubSpot(type, 0)).FieldsOf(SystemName.HubSpot, type.Plural).Contains(name)
            ? FieldValues.Of((name, told.PropertyValue)) : FieldValues.None;
        return ids.Distinct().Select(each => new Hint(BothSystems.HubSpot(type, each), Lane.Normal)
        {
            Claims = claims,
            IsLifeChange = kind is "deletion" or "merge" or "restore",
            IsThere = kind == "restore" || told.Merged?.NewId == each,
        });
    }

    private void Deliver(IReadOnlyList<Hint> hints, RecordKey about)
    {
        var purpose = $"hint/{about}";
        if (HasFaults && chance.Strikes(purpose + "/drop", knobs.HintDropped)) return;
        Send(hints, Delay(purpose));
        if (HasFaults && chance.Strikes(purpose + "/double", knobs.HintDoubled)) Send(hints, Delay(purpose) + TimeSpan.FromSeconds(1));
    }

    private void Send(IReadOnlyList<Hint> hints, TimeSpan delay)
    {
        if (hints.Count == 0) return;
        Pending++;
        scheduler.After(delay, null, () => Attempt(hints));
    }

    /// <summary>Delivers until it is acknowledged, as both vendors do.</summary>
    private void Attempt(IReadOnlyList<Hint> hints)
    {
        var isDone = false;
        live()?.Take(hints, () =>
        {
            if (isDone) return;
            isDone = true;
            Pending--;
        });
        scheduler.After(RetryAfter, null, () =>
        {
            if (isDone) return;
            isDone = true;
            Attempt(hints);
        });
    }

    private Hint Hint(RecordKey key) => new(key, Lane.Normal) { IsLifeChange = town.Records[key].Life != LifeState.Live };

    private Hint Told(RecordKey key) => !knobs.HintsClaim || town.Records[key] is not { Life: LifeState.Live } record ? Hint(key)
        : Hint(key) with { Claims = FieldValues.Of([.. town.InForce(key).FieldsOf(key.System, key.Object).Select(name => (name, record.Now(name)))]) };

    private TimeSpan Delay(string purpose) => TimeSpan.FromMilliseconds(chance.Of(purpose + "/delay").Next(50, 1_000 + (HasFaults ? knobs.HintDelaySeconds * 1_000 : 0)));
}
