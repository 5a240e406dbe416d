using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

public sealed class LimitTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1_000_000, 300)]
    public void The_wait_after_a_failure_doubles_up_to_five_minutes(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Limits.Backoff(attempts));

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void A_hundred_writes_a_day_are_made_and_the_next_is_held(int before, bool written)
    {
        var pair = Linked with { WritesCounted = before, WritesCountedSince = Now.AddHours(-23) };
        var decision = Decide(pair, Read(Ana(Contact, "CEO"), Ana(Lead)));
        if (written) Assert.Equal((100, Now.AddHours(-23)), (((Decision.Write)decision).Pair.WritesCounted, ((Decision.Write)decision).Pair.WritesCountedSince));
        else Assert.Equal((HoldCodes.Oscillates, Now + Limits.HoldRetry), (((Decision.Settle)decision).Pair.Hold!.Code, ((Decision.Settle)decision).DueAt));
    }

    [Theory]
    [InlineData(86_400, 101)]
    [InlineData(86_401, 1)]
    public void The_count_starts_anew_after_a_day(int secondsAgo, int counted)
    {
        var pair = Linked with { WritesCounted = 100, WritesCountedSince = Now.AddSeconds(-secondsAgo) };
        var decision = Decide(pair, Read(Ana(Contact, "CEO"), Ana(Lead)));
        if (counted > 100) Assert.Equal(HoldCodes.Oscillates, ((Decision.Settle)decision).Pair.Hold!.Code);
        else Assert.Equal((counted, Now), (((Decision.Write)decision).Pair.WritesCounted, ((Decision.Write)decision).Pair.WritesCountedSince));
    }

    [Theory]
    [InlineData(0, "CTO", 3)] // What stood before our write stands again.
    [InlineData(86_400, "CTO", 3)] // Up to a day after it.
    [InlineData(86_401, "CTO", 0)]
    [InlineData(0, "CFO", 0)] // A third value is an edit.
    public void A_write_counts_as_undone_by_the_value_that_stood_before_within_a_day(int secondsAgo, string salesforce, int undone)
    {
        var state = new FieldState { LastWrite = new OwnWrite(SystemName.Salesforce, FieldValue.Of("CTO"), Now.AddSeconds(-secondsAgo), 2) };
        Assert.Equal(undone, Undoing.Count(FieldType.Text, state, FieldValue.Of("CEO"), FieldValue.Of(salesforce), Limits, Now));
        var mirrored = new FieldState { LastWrite = state.LastWrite with { Into = SystemName.HubSpot } };
        Assert.Equal(undone, Undoing.Count(FieldType.Text, mirrored, FieldValue.Of(salesforce), FieldValue.Of("CEO"), Limits, Now));
        Assert.Equal(0, Undoing.Count(FieldType.Text, new FieldState(), FieldValue.Of("CEO"), FieldValue.Of(salesforce), Limits, Now));
    }

    [Fact]
    public void A_field_undone_three_times_waits_a_day_and_a_new_mapping_gives_it_a_chance_at_once()
    {
        var state = Linked.Field("jobtitle") with { LastWrite = new OwnWrite(SystemName.Salesforce, FieldValue.Of("CTO"), Now, 2) };
        var pair = Linked with { Fields = Linked.Fields.SetItem("jobtitle", state) };
        var settled = Settled(pair, Read(Ana(Contact, "CEO"), Ana(Lead)));
        Assert.Equal((HoldCodes.FieldOscillates, Now + Limits.HoldRetry), (settled.Pair.Field("jobtitle").Hold!.Code, settled.Pair.Field("jobtitle").Hold!.RetryAt));
        Assert.Equal(Now + Limits.HoldRetry, settled.DueAt);
        Assert.IsType<Decision.Write>(Decide(pair with { MappingVersion = "0" }, Read(Ana(Contact, "CEO"), Ana(Lead))));
        Assert.IsType<Decision.Settle>(Decide(pair with { MappingVersion = "" }, Read(Ana(Contact, "CEO"), Ana(Lead)))); // Never decided is no other mapping.
    }
}
