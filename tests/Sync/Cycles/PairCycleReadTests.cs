using Integration.Connectors.Ports;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>The first half of a cycle: what is read, and what a missing or failed answer does to its pair and to the others.</summary>
public sealed class PairCycleReadTests
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private readonly Rig rig = new();

    [Fact]
    public async Task A_batch_reads_each_system_once()
    {
        for (var person = 0; person < 5; person++) await rig.LinkedAsync($"p{person}@acme.test", "CEO");
        rig.HubSpot.ReadRequests.Clear();
        rig.Salesforce.ReadRequests.Clear();
        await rig.HintAsync([.. rig.HubSpot.Records.Keys]);

        Assert.Equal(5, await rig.WorkAsync());

        Assert.Equal(5, Assert.Single(rig.HubSpot.ReadRequests).Keys.Count);
        Assert.Equal(5, Assert.Single(rig.Salesforce.ReadRequests).Keys.Count);
    }

    [Fact]
    public async Task A_record_that_a_read_answers_nothing_for_is_asked_again_and_the_others_go_on()
    {
        var ana = await rig.ContactAsync("ana@acme.test");
        var ben = await rig.ContactAsync("ben@acme.test");
        rig.HubSpot.Reads = key => key == ana ? [] : null;

        await rig.WorkAsync();

        var silent = await rig.PairOfAsync(ana);
        Assert.Equal((PairStatus.Active, 1, null), (silent.Status, silent.Attempts, silent.HubSpot.Seen));
        Assert.NotNull((await rig.PairOfAsync(ben)).Salesforce.Ref);
        Assert.Single(rig.Salesforce.Sent);

        rig.HubSpot.Reads = _ => null;
        rig.Time.Advance(FirstBackoff);
        await rig.WorkAsync();
        Assert.Equal(2, rig.Salesforce.Sent.Count());
        Assert.Equal(0, (await rig.PairOfAsync(ana)).Attempts);
    }

    [Fact]
    public async Task A_read_fault_postpones_only_its_own_pair()
    {
        var ana = await rig.ContactAsync("ana@acme.test");
        var ben = await rig.ContactAsync("ben@acme.test");
        rig.HubSpot.Reads = key => key == ana ? [new ReadOutcome(key, null, Rig.Fault(FaultClass.Transient))] : null;

        await rig.WorkAsync();

        Assert.Null((await rig.PairOfAsync(ana)).Salesforce.Ref);
        Assert.NotNull((await rig.PairOfAsync(ben)).Salesforce.Ref);
        await rig.AssertDueInAsync(FirstBackoff);
    }

    [Fact]
    public async Task A_read_fault_that_names_its_wait_is_waited_for_exactly()
    {
        await rig.ContactAsync("ana@acme.test");
        rig.HubSpot.Reads = key => [new ReadOutcome(key, null, Rig.Fault(FaultClass.Side) with { RetryAfter = TimeSpan.FromMinutes(7) })];

        await rig.WorkAsync();

        await rig.AssertDueInAsync(TimeSpan.FromMinutes(7));
    }

    [Fact]
    public async Task Each_further_fault_doubles_the_wait()
    {
        var ana = await rig.ContactAsync("ana@acme.test");
        rig.HubSpot.Reads = key => [new ReadOutcome(key, null, Rig.Fault(FaultClass.Transient))];

        await rig.WorkAsync();
        rig.Time.Advance(FirstBackoff);
        await rig.WorkAsync();

        Assert.Equal(2, (await rig.PairOfAsync(ana)).Attempts);
        await rig.AssertDueInAsync(FirstBackoff * 2);
    }

    [Fact]
    public async Task A_fault_on_one_side_writes_to_neither()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");
        rig.Salesforce.Reads = key => [new ReadOutcome(key, null, Rig.Fault(FaultClass.Transient))];

        await rig.WorkAsync();

        Assert.Empty(rig.Salesforce.Sent);
        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
        Assert.True((await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).Pending == 1, "the edit is still to be carried over");
    }

    [Fact]
    public async Task A_look_up_that_answers_nothing_creates_nobody_and_is_asked_again()
    {
        var ana = await rig.ContactAsync("ana@acme.test");
        var ben = await rig.ContactAsync("ben@acme.test");
        rig.Salesforce.Finds = find => find.Value.StartsWith("ana", StringComparison.Ordinal) ? [] : null;

        await rig.WorkAsync();

        Assert.Null((await rig.PairOfAsync(ana)).Salesforce.Ref);
        Assert.NotNull((await rig.PairOfAsync(ben)).Salesforce.Ref);
        await rig.AssertDueInAsync(FirstBackoff);
    }

    [Fact]
    public async Task A_look_up_fault_is_not_taken_for_nobody_there()
    {
        await rig.ContactAsync("ana@acme.test");
        rig.Salesforce.Finds = find => [new FindOutcome(find.Ref, [], Rig.Fault(FaultClass.Transient) with { RetryAfter = TimeSpan.FromSeconds(30) })];

        await rig.WorkAsync();

        Assert.Empty(rig.Salesforce.Sent);
        await rig.AssertDueInAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_hint_that_comes_while_its_record_is_read_is_looked_at_again()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");
        // The answer is already on its way when the next edit is told of.
        var old = rig.HubSpot.Records[contact];
        rig.HubSpot.Reads = key => [new ReadOutcome(key, old)];
        rig.Salesforce.DuringRead = () => rig.EditAsync(contact, "Chair");

        await rig.WorkAsync();
        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
        (rig.HubSpot.Reads, rig.Salesforce.DuringRead) = (_ => null, () => Task.CompletedTask);
        await rig.SettleAsync();

        Assert.Equal("Chair", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task A_pair_whose_mapping_is_gone_is_held_and_nothing_is_read()
    {
        var unmapped = new Rig(isMapped: false);
        var ana = await unmapped.ContactAsync("ana@acme.test");

        await unmapped.WorkAsync();

        Assert.Equal(HoldCodes.NoMapping, (await unmapped.PairOfAsync(ana)).Hold?.Code);
        Assert.Empty(unmapped.HubSpot.ReadRequests);
    }
}
