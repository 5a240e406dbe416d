using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>A pair that ended, and the Contact that its lead was converted into afterwards.</summary>
public sealed class ClosedPairCycleTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task The_contact_of_a_tombstones_lead_is_closed_at_its_first_hint_and_silent_afterwards()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await EndAsync(contact);
        var heir = await ConvertedAsync(lead);
        var pair = await rig.PairOfAsync(heir);

        for (var hint = 0; hint < 5; hint++)
        {
            await rig.HintAsync(heir);
            await rig.SettleAsync();
        }

        Assert.Equal(PairStatus.Tombstone, pair.Status);
        Assert.Equal(pair.Id, (await rig.PairOfAsync(heir)).Id);
        Assert.Equal(2, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).Pairs[nameof(PairStatus.Tombstone)]);
        Assert.DoesNotContain(rig.HubSpot.Records, record => record.Value.Life.State == LifeState.Live);
    }

    [Fact]
    public async Task A_person_who_comes_anew_takes_that_contact_over_and_no_second_one_is_created()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await EndAsync(contact);
        var heir = await ConvertedAsync(lead);

        var anew = await rig.ContactAsync("ana@acme.test", "CTO");
        await rig.SettleAsync();

        Assert.Equal(heir, (await rig.PairOfAsync(anew)).Salesforce.Ref);
        Assert.Equal(2, rig.Salesforce.Records.Count);
    }

    [Fact]
    public async Task So_does_one_who_comes_before_that_contact_was_ever_hinted()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await EndAsync(contact);
        var heir = rig.Salesforce.Add("Contact", null, FieldValues.Of(("Email", "ana@acme.test"), ("Title", "CTO")));
        rig.Salesforce.Becomes(lead, LifeState.Converted, heir);

        var anew = await rig.ContactAsync("ana@acme.test", "CTO");
        await rig.SettleAsync();

        Assert.Equal(heir, (await rig.PairOfAsync(anew)).Salesforce.Ref);
    }

    private async Task EndAsync(RecordKey contact)
    {
        rig.HubSpot.Becomes(contact, LifeState.Deleted);
        await rig.HintAsync(contact);
        await rig.SettleAsync();
    }

    private async Task<RecordKey> ConvertedAsync(RecordKey lead)
    {
        var heir = rig.Salesforce.Add("Contact", null, FieldValues.Of(("Email", "ana@acme.test"), ("Title", "CTO")));
        rig.Salesforce.Becomes(lead, LifeState.Converted, heir);
        await rig.HintAsync(heir);
        await rig.SettleAsync();
        return heir;
    }
}
