using Integration.Core.Asks;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Asks;

/// <summary>A person, and asks on the person's pair.</summary>
internal sealed class AskRig
{
    private readonly CountedIds ids = new(7_000);

    public Rig Rig { get; } = new(mapping: Rig.People with { CreateInSalesforce = CreateRule.WhenHandedOff });

    public RecordKey Contact { get; private set; }
    public RecordKey Lead { get; private set; }

    /// <summary>A contact and a lead, in step, each with fields of the handoff beside the mapped ones.</summary>
    public async Task LinkedAsync()
    {
        (Contact, Lead) = await Rig.LinkedAsync("ana@acme.test", "VP");
        Rig.HubSpot.Edit(Contact, FieldValues.Of(("handoff_outcome", null), ("lifecyclestage", "lead")));
        Rig.Salesforce.Edit(Lead, FieldValues.Of(("Handoff_Why__c", null), ("OwnerId", "005A")));
    }

    /// <summary>A contact that waits for its handoff.</summary>
    public async Task WaitingAsync()
    {
        Contact = await Rig.ContactAsync("ana@acme.test", "VP");
        Rig.HubSpot.Edit(Contact, FieldValues.Of(("handoff_outcome", null)));
        await Rig.SettleAsync();
    }

    public async Task<Guid> AskAsync(AskKind kind, string cause = "handoff 1: accepted")
    {
        var now = Rig.Time.GetUtcNow();
        var ask = new Ask { Id = ids.NextId(now), PairId = (await Rig.PairOfAsync(Contact)).Id, Cause = cause, AskedAt = now, Kind = kind };
        Assert.Equal(1, await Rig.Ledger.AskAsync([ask], now, default));
        return ask.Id;
    }

    public Task<Guid> SetAsync(SystemName system, params (string, string?)[] values) => AskAsync(new AskKind.SetFields(system, FieldValues.Of(values)));

    public Task<Guid> TaskAsync(string subject) => AskAsync(new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", subject))));

    public async Task<AskStanding> StandingAsync(Guid ask) => (await Rig.Ledger.AsksAsync([ask], default))[ask];

    public async Task<AskEnd?> EndAsync(Guid ask) => (await StandingAsync(ask)).End;

    /// <summary>The tasks that exist in Salesforce.</summary>
    public IEnumerable<RecordKey> Tasks => Rig.Salesforce.Records.Keys.Where(key => key.Object == "Task");
}
