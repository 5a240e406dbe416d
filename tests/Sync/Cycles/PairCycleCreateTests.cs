using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>No person is created twice, whoever else looks at the same moment.</summary>
public sealed class PairCycleCreateTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task Of_two_records_with_one_address_in_one_batch_only_one_creates()
    {
        var first = await rig.ContactAsync("ana@acme.test");
        var second = await rig.ContactAsync("ANA@acme.test");

        await rig.WorkAsync();

        Assert.Single(rig.Salesforce.Sent);
        Assert.NotNull((await rig.PairOfAsync(first)).Salesforce.Ref);
        var beaten = await rig.PairOfAsync(second);
        Assert.Equal((null, null, 1), (beaten.Salesforce.Ref, beaten.IntoSalesforce, beaten.Attempts));
    }

    [Fact]
    public async Task A_pair_whose_claim_was_taken_finds_the_other_record_and_says_so()
    {
        await rig.ContactAsync("ana@acme.test");
        var second = await rig.ContactAsync("ana@acme.test");

        await rig.WorkAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.WorkAsync();

        Assert.Equal(HoldCodes.Sibling, (await rig.PairOfAsync(second)).Hold?.Code);
        Assert.Single(rig.Salesforce.Sent);
    }

    [Fact]
    public async Task A_claim_that_is_open_in_another_process_keeps_this_one_from_creating()
    {
        await rig.ContactAsync("ana@acme.test");
        var second = await rig.ContactAsync("ana@acme.test");
        // The first process sends and hears nothing more; its claim stays.
        rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];

        await rig.WorkAsync();
        await rig.HintAsync(second);
        await rig.WorkAsync();

        Assert.Single(rig.Salesforce.Sent);
        Assert.Null((await rig.PairOfAsync(second)).IntoSalesforce);
    }

    [Fact]
    public async Task A_created_record_that_was_told_of_before_its_answer_is_absorbed()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        var half = Guid.Empty;
        rig.Salesforce.BeforeWriteAnswer = async () => half = await ToldOfAsync();

        await rig.WorkAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.SettleAsync();

        await AssertOneOfEachAsync(contact);
        await AssertTookOverAsync(contact, half);
    }

    [Fact]
    public async Task A_created_record_whose_answer_was_lost_is_absorbed_when_its_maker_looks_first()
    {
        var (contact, half) = await LostAndToldOfAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var claimed = await rig.ClaimAsync();

        await rig.Cycle.RunAsync([.. claimed.Where(pair => pair.Id != half)], rig.Time.GetUtcNow(), default);
        Assert.Equal((await rig.PairOfAsync(contact)).Id, (await rig.PairOfAsync(rig.Salesforce.Records.Keys.Single())).Id);
        // What the other process still holds of the half pair is stale by now.
        await rig.Cycle.RunAsync([.. claimed.Where(pair => pair.Id == half)], rig.Time.GetUtcNow(), default);
        await rig.SettleAsync();

        await AssertOneOfEachAsync(contact);
        await AssertTookOverAsync(contact, half);
    }

    [Fact]
    public async Task A_created_record_whose_answer_was_lost_yields_to_its_maker_when_it_is_looked_at_first()
    {
        var (contact, half) = await LostAndToldOfAsync();

        Assert.Equal(1, await rig.WorkAsync());
        await AssertTookOverAsync(contact, half);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.SettleAsync();

        await AssertOneOfEachAsync(contact);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_found_by_key_and_not_sent_again()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        rig.Salesforce.Writes = write =>
        {
            rig.Salesforce.CarryOut(write);
            return [];
        };

        await rig.WorkAsync();
        Assert.Equal(IntentKind.Create, (await rig.PairOfAsync(contact)).IntoSalesforce?.Kind);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.SettleAsync();

        await AssertOneOfEachAsync(contact);
    }

    [Fact]
    public async Task A_create_that_never_landed_is_sent_again_only_after_the_settle_time()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        rig.Salesforce.Writes = _ => [];
        await rig.WorkAsync();
        rig.Salesforce.Writes = _ => null;

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.SettleAsync();
        Assert.Single(rig.Salesforce.Sent);

        rig.Time.Advance(rig.Options.Limits.SettleTime);
        await rig.SettleAsync();
        Assert.Equal(2, rig.Salesforce.Sent.Count());
        Assert.NotNull((await rig.PairOfAsync(contact)).Salesforce.Ref);
    }

    /// <summary>The created lead is told of while its maker does not know of it yet, so that it gets a pair of its own.</summary>
    private async Task<Guid> ToldOfAsync()
    {
        var lead = rig.Salesforce.Records.Keys.Single();
        await rig.HintAsync(lead);
        return (await rig.PairOfAsync(lead)).Id;
    }

    private async Task<(RecordKey Contact, Guid Half)> LostAndToldOfAsync()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        rig.Salesforce.Writes = write =>
        {
            rig.Salesforce.CarryOut(write);
            return [];
        };
        await rig.WorkAsync();
        return (contact, await ToldOfAsync());
    }

    private async Task AssertTookOverAsync(RecordKey contact, Guid half)
    {
        var maker = await rig.PairOfAsync(contact);
        var other = await rig.Ledger.PairAsync(half, default);
        Assert.NotEqual(maker.Id, half);
        Assert.Equal((PairStatus.Superseded, maker.Id), (other!.Status, other.SupersededBy));
    }

    private async Task AssertOneOfEachAsync(RecordKey contact)
    {
        var lead = Assert.Single(rig.Salesforce.Records).Key;
        Assert.Single(rig.HubSpot.Records);
        Assert.Single(rig.Salesforce.Sent);
        var pair = await rig.PairOfAsync(lead);
        Assert.Equal((contact, null), (pair.HubSpot.Ref, pair.IntoSalesforce));
    }
}
