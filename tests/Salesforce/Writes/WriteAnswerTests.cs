using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Salesforce.Tests.Writes;

/// <summary>Writes whose answer is late, lost, refused for a while or not to be trusted.</summary>
public class WriteAnswerTests
{
    [Fact]
    public async Task A_locked_row_was_not_written_and_may_be_sent_again()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        world.Fault("PATCH */composite/sobjects", FaultKind.Lock);

        var outcome = await world.WriteAsync(world.Update(ada, ("Title", "CFO")));

        Assert.Equal((WriteResult.NotApplied, FaultClass.Transient, "UNABLE_TO_LOCK_ROW"), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Code));
        Assert.NotNull(outcome.Fault.RetryAfter);
        Assert.Equal(WriteResult.Done, (await world.WriteAsync(world.Update(ada, ("Title", "CFO")))).Result);
    }

    // what happens to the call     -> is it known, and was it written?
    [Theory]
    [InlineData(FaultKind.DropAnswer, WriteResult.Unknown, true)]
    [InlineData(FaultKind.ServerErrorAfterCommit, WriteResult.Unknown, true)]
    [InlineData(FaultKind.HalfJson, WriteResult.Unknown, true)]
    [InlineData(FaultKind.ServerError, WriteResult.Unknown, false)]
    [InlineData(FaultKind.Unavailable, WriteResult.Unknown, false)]
    [InlineData(FaultKind.Html, WriteResult.Unknown, false)]
    [InlineData(FaultKind.WrongType, WriteResult.Unknown, false)]
    public async Task A_write_without_a_trusted_answer_is_unknown_and_never_sent_twice(FaultKind kind, WriteResult result, bool landed)
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Fault("PATCH */composite/sobjects", kind);
        world.Server.Calls.Clear();

        var outcome = await world.WriteAsync(world.Update(ada, ("Title", "CFO")));

        Assert.Equal(result, outcome.Result);
        Assert.Equal(FaultClass.Transient, outcome.Fault!.Class);
        Assert.Equal(ada, outcome.Key);
        Assert.Equal(landed ? "CFO" : null, (await world.SeenAsync(ada)).Values["Title"].Text);
        Assert.Equal(1, world.Calls("PATCH"));
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_found_by_its_key()
    {
        await using var world = await OrgWorld.StartAsync();
        var pair = OrgWorld.Pair(7);
        await world.FindAsync(FindKind.ByPairKey, pair.ToString());
        world.Fault("PATCH */composite/sobjects/Lead/*", FaultKind.DropAnswer);

        var lost = await world.WriteAsync(world.Create("Lead", pair, ("LastName", "Byron"), ("Company", "Acme")));
        var found = await world.FindAsync(FindKind.ByPairKey, pair.ToString());

        Assert.Equal(WriteResult.Unknown, lost.Result);
        Assert.Equal(pair, Assert.Single(found.Found).PairKey);
    }

    [Fact]
    public async Task An_expired_token_in_the_middle_of_a_batch_costs_one_renewal_and_no_write()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(450);
        world.Fault("PATCH */composite/sobjects", FaultKind.Unauthorized, times: 1, after: 1);

        var outcomes = await world.WriteAllAsync([.. leads.Select(lead => world.Update(lead, ("Title", "CFO")))]);

        Assert.All(outcomes, outcome => Assert.Equal(WriteResult.Done, outcome.Result));
    }

    [Fact]
    public async Task A_limit_that_is_reached_proves_that_nothing_was_written()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Fault("PATCH */composite/sobjects", FaultKind.RateLimit);

        var outcome = await world.WriteAsync(world.Update(ada, ("Title", "CFO")));

        Assert.Equal((WriteResult.NotApplied, FaultClass.Side), (outcome.Result, outcome.Fault!.Class));
        Assert.NotNull(outcome.Fault.RetryAfter);
    }
}
