using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_wake_finds_pairs_and_fields_that_wait_on_it_and_no_others()
    {
        await StoredAsync((await ClaimedAsync(1)).Holding("PAIR-SIBLING", "HubSpot/contacts/9").Done());
        await StoredAsync((await ClaimedAsync(2)).HoldingField("email", "FIELD-TAKEN", "HubSpot/contacts/9").Done());
        await StoredAsync((await ClaimedAsync(3)).Holding("PAIR-SIBLING", "HubSpot/contacts/8").Done());
        await StoredAsync((await ClaimedAsync(4)).Holding("PAIR-NO-MATCH-VALUE").Done());

        await StoredAsync((await ClaimedAsync(5)).Done() with { Wakes = ["HubSpot/contacts/9"] }, at: 1);

        Assert.Equal([1, 2], (await DueAsync(1)).Order());
        Assert.Equal(2, (await PairAsync(1)).DirtyGeneration);
    }

    [Fact]
    public async Task A_wake_during_the_waiters_lease_is_not_lost()
    {
        var waiter = await ClaimedAsync(1);
        await StoredAsync(waiter.Holding("PAIR-SIBLING", "k").Done());
        await TouchAsync(Given.Touch(Given.Contact(1), 9));
        waiter = Assert.Single(await ClaimAsync());
        await StoredAsync((await ClaimedAsync(2)).Done() with { Wakes = ["k"] });
        // It decided before the wake, and holds again.
        await StoredAsync(waiter.Done());
        Assert.Equal([1], await DueAsync(1));
    }

    [Fact]
    public async Task A_wake_in_the_same_batch_reaches_a_wait_stored_before_it()
    {
        var waiter = await ClaimedAsync(1);
        var waker = await ClaimedAsync(2);
        await Ledger.CommitAsync([waiter.Holding("PAIR-SIBLING", "k").Done(), waker.Done() with { Wakes = ["k"] }], Given.Noon, default);
        Assert.Equal([1], await DueAsync(0));
    }

    [Fact]
    public async Task What_no_longer_waits_is_not_woken()
    {
        var waiter = await ClaimedAsync(1);
        await StoredAsync(new PairCommit(waiter.Holding("PAIR-SIBLING", "k"), null, Release: false));
        await StoredAsync(waiter.Done());
        await StoredAsync((await ClaimedAsync(2)).Done() with { Wakes = ["k"] });
        Assert.Empty(await DueAsync(1));
    }

    [Fact]
    public async Task A_commit_that_stores_nothing_wakes_nobody()
    {
        await StoredAsync((await ClaimedAsync(1)).Holding("PAIR-SIBLING", "k").Done());
        var stale = (await ClaimedAsync(2)) with { Epoch = 77 };
        await CommitAsync(stale.Done() with { Wakes = ["k"] });
        Assert.Empty(await DueAsync(1));
    }
}
