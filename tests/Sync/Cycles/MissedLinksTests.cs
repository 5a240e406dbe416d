using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>A company that is linked between the look and the store of who waits for it.</summary>
public sealed class MissedLinksTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task A_wait_stored_after_its_link_is_woken_at_once()
    {
        var (company, _) = await rig.LinkedAsync("stands-for-a-company@acme.test", "x");
        var waiting = await WaitAsync(company);

        await LookAsync(waiting.Before, waiting.After);

        Assert.Single(await rig.ClaimAsync());
    }

    [Fact]
    public async Task A_wait_for_a_record_without_a_counterpart_sleeps()
    {
        var waiting = await WaitAsync(new RecordKey(SystemName.HubSpot, "companies", "4711"));

        await LookAsync(waiting.Before, waiting.After);

        Assert.Empty(await rig.ClaimAsync());
    }

    [Fact]
    public async Task Who_waited_before_is_not_looked_at_again()
    {
        var (company, _) = await rig.LinkedAsync("stands-for-a-company@acme.test", "x");
        var waiting = await WaitAsync(company);

        await LookAsync(waiting.After, waiting.After);

        Assert.Empty(await rig.ClaimAsync());
    }

    [Fact]
    public void A_field_that_refers_to_no_mapping_is_refused_at_the_start()
    {
        var lost = Rig.People with { Fields = Rig.People.Fields.Add(new FieldMapping { HubSpot = Mapping.HubSpotPrimaryCompany, Salesforce = "AccountId", RefersTo = new Reference.Record("companies") }) };

        Assert.Contains("'companies'", Assert.Throws<ArgumentException>(() => new MappingSet([lost])).Message, StringComparison.Ordinal);
    }

    private async Task LookAsync(Pair before, Pair after) => await LookAgain.TouchAsync(
        await new MissedLinks(rig.Ledger).OfAsync([new PairWork(before, Rig.People, []) { Decision = new Decision.Settle(after) }], default), rig.Ledger, new CountedIds(), rig.Time.GetUtcNow(), default);

    /// <summary>A pair whose field was stored as waiting for a record, and which nobody works on.</summary>
    private async Task<(Pair Before, Pair After)> WaitAsync(RecordKey on)
    {
        await rig.ContactAsync("bob@acme.test");
        var before = Assert.Single(await rig.ClaimAsync());
        var hold = HoldCodes.Hold(HoldCodes.FieldWaitsForRecord, "cause") with { WaitsOn = on.ToString() };
        var after = before with { CleanGeneration = before.DirtyGeneration, Fields = before.Fields.SetItem("company", new FieldState { Hold = hold }) };
        await rig.Ledger.CommitAsync([new PairCommit(after, null, Release: true)], rig.Time.GetUtcNow(), default);
        Assert.Empty(await rig.ClaimAsync());
        return (before, after);
    }
}
