using System.Globalization;
using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Webhooks;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>What tells our program to look: webhooks and change events that get lost, doubled and late; polls; sweeps.</summary>
internal sealed class Feeds(Scheduler scheduler, Chance chance, Knobs knobs, Outside outside, Func<Worker?> live, WatchedLedger ledger, Action<Finding> found, Mutant mutant)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);
    private DateTimeOffset polled = DateTimeOffset.MinValue;

    /// <summary>Deliveries under way: sent and not yet acknowledged.</summary>
    public int Pending { get; private set; }
    public bool HasFaults { get; set; } = true;

    public void Changed(IReadOnlyList<RecordKey> keys)
    {
        var events = outside.HubSpot.DrainEvents(outside.HubSpot.Clock.GetUtcNow() + TimeSpan.FromDays(2));
        outside.HubSpot.ReturnEvents(events, taken: true, outside.HubSpot.Clock.GetUtcNow());
        foreach (var delivery in events.SelectMany(Hints).GroupBy(hint => hint.Key).OrderBy(group => group.Key)) Deliver([.. delivery], delivery.Key);
        foreach (var key in keys.Where(key => key.System == SystemName.Salesforce)) Deliver([Hint(key, knobs.HintsClaim)], key);
    }

    /// <summary>Asks both systems for what changed. The cursor moves only once what it covers is stored: nobody there, nothing moved.</summary>
    public void Poll()
    {
        if (mutant == Mutant.NothingHeals) return;
        var at = scheduler.Now;
        var since = polled == DateTimeOffset.MinValue ? polled : polled - (knobs.PollsLookBack ? LookBack : TimeSpan.Zero);
        Send([.. outside.Records.Values.Where(record => record.ChangedAt >= since && Shows(record)).OrderBy(record => record.Key).Select(record => Hint(record.Key, knobs.HintsClaim))],
            TimeSpan.Zero, () => polled = at);
    }

    public void Sweep()
    {
        if (mutant != Mutant.NothingHeals) Send([.. outside.Records.Values.OrderBy(record => record.Key).Select(record => Hint(record.Key, claims: false))], TimeSpan.Zero, () => { });
    }

    /// <summary>The ledger is an older one again, and so is its cursor.</summary>
    public void Forget(DateTimeOffset since) => polled = polled < since ? polled : since;

    // HubSpot's search shows a change when its index has it, and no deleted record at all.
    private bool Shows(TrueRecord record)
    {
        if (record.Key.System == SystemName.Salesforce) return true;
        if (record.Life != LifeState.Live) return false;
        return !HasFaults || knobs.SearchLagSeconds == 0 || record.ChangedAt.AddSeconds(chance.Of("search").Next(knobs.SearchLagSeconds)) <= scheduler.Now;
    }

    private Hint Hint(RecordKey key, bool claims)
    {
        var record = outside.Records[key];
        return new Hint(key, Lane.Normal)
        {
            IsLifeChange = record.Life != LifeState.Live,
            Claims = claims && record.Life == LifeState.Live ? FieldValues.Of([.. record.Cells.Select(cell => (cell.Key, cell.Value[^1].Value))]) : FieldValues.None,
        };
    }

    private IEnumerable<Hint> Hints(WebhookEvent told)
    {
        var kind = told.SubscriptionType[(told.SubscriptionType.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!told.SubscriptionType.StartsWith("contact.", StringComparison.Ordinal) && told.ObjectTypeId != "0-1") return [];
        IEnumerable<long> ids = told.Merged is { } merged ? [merged.PrimaryId, .. merged.OtherIds, merged.NewId] : told.ObjectId is { } id ? [id] : [];
        var claims = knobs.HintsClaim && kind == "propertyChange" && told.PropertyName is { } name && outside.Mapping.FieldsOf(SystemName.HubSpot, "contacts").Contains(name)
            ? FieldValues.Of((name, told.PropertyValue)) : FieldValues.None;
        return ids.Distinct().Select(each => new Hint(People.HubSpot(each), Lane.Normal)
        {
            Claims = claims,
            IsLifeChange = kind is "deletion" or "merge" or "restore" or "privacyDeletion",
            IsThere = kind == "restore" || told.Merged?.NewId == each,
        });
    }

    private void Deliver(IReadOnlyList<Hint> hints, RecordKey about)
    {
        var purpose = string.Create(CultureInfo.InvariantCulture, $"hint/{about}");
        if (HasFaults && chance.Strikes(purpose + "/drop", knobs.HintDropped)) return;
        Send(hints, Delay(purpose), () => { });
        if (HasFaults && chance.Strikes(purpose + "/double", knobs.HintDoubled)) Send(hints, Delay(purpose) + TimeSpan.FromSeconds(1), () => { });
    }

    private TimeSpan Delay(string purpose) =>
        TimeSpan.FromMilliseconds(chance.Of(purpose + "/delay").Next(50, 1_000 + (HasFaults ? knobs.HintDelaySeconds * 1_000 : 0)));

    /// <summary>Delivers until it is acknowledged, as both vendors do.</summary>
    private void Send(IReadOnlyList<Hint> hints, TimeSpan delay, Action stored)
    {
        Pending++;
        Attempt(hints, delay, stored);
    }

    private void Attempt(IReadOnlyList<Hint> hints, TimeSpan delay, Action stored) => scheduler.After(delay, null, () =>
    {
        var (isTaken, sent) = (false, scheduler.Now);
        void Taken()
        {
            if (isTaken) return;
            isTaken = true;
            Pending--;
            if (hints.FirstOrDefault(hint => !(ledger.HintedAt.GetValueOrDefault(hint.Key) >= sent)) is { } unstored)
                found(new Finding("I15", "a hint was acknowledged that is not in the ledger", unstored.Key));
            stored();
        }
        live()?.Take(hints, Taken);
        scheduler.After(TimeSpan.FromSeconds(30), null, () =>
        {
            if (isTaken) return;
            isTaken = true;
            Attempt(hints, TimeSpan.Zero, stored);
        });
    });
}
