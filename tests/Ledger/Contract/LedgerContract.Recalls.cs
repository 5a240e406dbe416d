using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_recall_of_linked_pairs_makes_them_due_and_no_others()
    {
        await LinkedAsync(1);
        await StoredAsync((await ClaimedAsync(2)).Done());
        await LinkedAsync(3);
        await TouchAsync(Given.Touch(Given.Contact(3), 9));
        await StoredAsync((Assert.Single(await ClaimAsync()) with { Status = PairStatus.Tombstone }).Done());

        var recalled = await Ledger.RecallAsync(new PairChoice.Linked(), null, 100, Lane.Bulk, Given.Later(5), default);

        Assert.Equal(new Recalled(1, null), recalled);
        Assert.Empty(await DueAsync(4));
        Assert.Equal([1], await DueAsync(5));
    }

    [Fact]
    public async Task A_recall_goes_page_by_page_in_the_order_of_ids()
    {
        foreach (var number in (int[])[1, 2, 3]) await LinkedAsync(number);
        var (pages, after) = (new List<int>(), (Guid?)null);

        do
        {
            var page = await Ledger.RecallAsync(new PairChoice.Linked(), after, 1, Lane.Bulk, Given.Noon, default);
            pages.Add(page.Count);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal([1, 1, 1, 0], pages);
        Assert.Equal([1, 2, 3], (await DueAsync(1)).Order());
        Assert.All(new[] { 1, 2, 3 }, number => Assert.Equal(2, Ledger.PairAsync(Given.Id(number), default).Result!.DirtyGeneration));
    }

    [Fact]
    public async Task A_recall_keeps_a_lease_and_a_more_urgent_lane()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Contact(1), 9));
        var leased = Assert.Single(await ClaimAsync());

        await Ledger.RecallAsync(new PairChoice.Linked(), null, 100, Lane.Bulk, Given.Noon, default);

        Assert.Empty(await DueAsync(1));
        Assert.Equal(Lane.Normal, (await PairAsync(1)).Lane);
        await StoredAsync(leased.Done());
        Assert.Equal([1], await DueAsync(1));
    }

    [Fact]
    public async Task Pairs_decided_under_another_version_of_their_mapping_are_recalled_until_they_are_decided_again()
    {
        await LinkedAsync(1, "v1");
        await LinkedAsync(2, "v2");
        var choice = new PairChoice.Outdated("people", "v2");

        Assert.Equal(1, (await Ledger.RecallAsync(choice, null, 100, Lane.Bulk, Given.Noon, default)).Count);
        var pair = Assert.Single(await ClaimAsync());
        Assert.Equal(Given.Id(1), pair.Id);
        await StoredAsync((pair with { MappingVersion = "v2" }).Done());

        Assert.Equal(0, (await Ledger.RecallAsync(choice, null, 100, Lane.Bulk, Given.Noon, default)).Count);
        Assert.Equal(0, (await Ledger.RecallAsync(new PairChoice.Outdated("companies", "v9"), null, 100, Lane.Bulk, Given.Noon, default)).Count);
    }

    [Fact]
    public async Task All_that_were_ever_decided_are_outdated_against_no_version()
    {
        await LinkedAsync(1, "v1");
        await TouchAsync(Given.Touch(Given.Contact(2), 2));

        Assert.Equal(1, (await Ledger.RecallAsync(new PairChoice.Outdated("people", ""), null, 100, Lane.Bulk, Given.Noon, default)).Count);
        Assert.Equal(["people"], await Ledger.MappingsAsync(default));
    }

    [Fact]
    public async Task Pairs_and_fields_held_under_a_code_are_recalled_by_it()
    {
        await StoredAsync((await ClaimedAsync(1)).Holding("PAIR-DELETES-BRAKED").Done());
        await StoredAsync((await ClaimedAsync(2)).HoldingField("email", "FIELD-TAKEN").Done());
        await StoredAsync((await ClaimedAsync(3)).Done());

        await Ledger.RecallAsync(new PairChoice.HeldUnder("people", "PAIR-DELETES-BRAKED"), null, 100, Lane.Normal, Given.Noon, default);
        Assert.Equal([1], await DueAsync(0));
        await Ledger.RecallAsync(new PairChoice.HeldUnder("people", "FIELD-TAKEN"), null, 100, Lane.Normal, Given.Noon, default);
        Assert.Equal([2], (await DueAsync(0)).Except([1]));
    }

    [Fact]
    public async Task Deletions_are_counted_by_mapping_and_system_from_when_they_were_first_seen()
    {
        await StoredAsync(Deleted(await ClaimedAsync(1), SystemName.HubSpot, at: 10));
        await StoredAsync(Deleted(await ClaimedAsync(2), SystemName.HubSpot, at: 20));
        await StoredAsync(Deleted(await ClaimedAsync(3), SystemName.Salesforce, at: 20));
        await LinkedAsync(4);

        Assert.Equal(new DeletionCount(2, 1, 0), await Ledger.DeletionsAsync("people", SystemName.HubSpot, Given.Noon, Given.Noon, default));
        Assert.Equal(1, (await Ledger.DeletionsAsync("people", SystemName.HubSpot, Given.Later(10), Given.Noon, default)).New);
        Assert.Equal(new DeletionCount(0, 0, 0), await Ledger.DeletionsAsync("companies", SystemName.HubSpot, Given.Noon, Given.Noon, default));
    }

    [Fact]
    public async Task Deletions_that_the_brake_holds_are_counted_as_waiting_until_they_were_let_go()
    {
        var braked = (await ClaimedAsync(1)).Holding("PAIR-DELETES-BRAKED");
        await StoredAsync((braked with { Deletion = new Deletion(SystemName.HubSpot, Given.Later(10)) }).Done());
        await StoredAsync(Deleted(await ClaimedAsync(2), SystemName.HubSpot, at: 20));

        Assert.Equal(1, (await Ledger.DeletionsAsync("people", SystemName.HubSpot, Given.Later(30), Given.Noon, default)).Waiting);
        Assert.Equal(0, (await Ledger.DeletionsAsync("people", SystemName.HubSpot, Given.Noon, Given.Later(10), default)).Waiting);
        Assert.Equal(0, (await Ledger.DeletionsAsync("people", SystemName.Salesforce, Given.Noon, Given.Noon, default)).Waiting);
    }

    [Fact]
    public async Task A_deletion_that_is_over_is_counted_no_more()
    {
        await StoredAsync(Deleted(await ClaimedAsync(1), SystemName.HubSpot, at: 10));
        await TouchAsync(Given.Touch(Given.Contact(1), 9).LifeChange());
        var back = Assert.Single(await ClaimAsync());

        await StoredAsync((back with { Deletion = null, Status = PairStatus.Active }).Done());

        Assert.Equal(0, (await Ledger.DeletionsAsync("people", SystemName.HubSpot, Given.Noon, Given.Noon, default)).New);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_001)]
    public async Task A_recall_has_a_limit(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ledger.RecallAsync(new PairChoice.Linked(), null, limit, Lane.Bulk, Given.Noon, default));

    private static PairCommit Deleted(Pair pair, SystemName system, double at) =>
        (pair with { Status = PairStatus.Tombstone, Deletion = new Deletion(system, Given.Later(at)) }).Done();

    /// <summary>A pair of two records, done.</summary>
    private async Task<PairCommit> LinkedAsync(int number, string version = "v1")
    {
        var pair = await ClaimedAsync(number);
        var done = (pair.Seen(Given.Read(Given.Contact(number))).Seen(Given.Read(Given.Lead(number))) with { MappingVersion = version }).Done();
        await StoredAsync(done);
        return done;
    }
}
