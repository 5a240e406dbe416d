using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Sightings;
using Integration.Handoff.Following;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;

namespace Integration.Handoff.Tests.Following;

public sealed class FollowingTests
{
    private static readonly RecordKey Task = new(SystemName.Salesforce, "Task", "00T000000000001AAA");

    [Fact]
    public async Task A_user_who_is_deactivated_while_his_clock_runs_loses_the_handoff_at_once_and_by_name()
    {
        await using var rig = await Rig.SignedAsync(change: terms => terms with { Handover = terms.Handover with { Owner = [new RoutingStep.RoundRobin("emea"), new RoutingStep.Queue("Inbound", "00G000000000001AAA")] } });
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(5));

        await rig.Ledger.TouchAsync([], new CursorValue(InactiveUsers.Cursor, InactiveUsers.Write([Rig.Ana])), rig.Time.GetUtcNow(), default);
        await rig.SettleAsync();

        var story = await rig.OnlyAsync();
        var moved = Assert.Single(story.Events, line => line.Kind == HandoffEventKind.Reassigned);
        Assert.Equal(("Inbound", "owner deactivated; queue Inbound"), (moved.Owner, moved.Detail));
        Assert.Equal("00G000000000001AAA", rig.World[await rig.World.LeadOfAsync(contact)]["OwnerId"].Text);
        await rig.SettleAsync();
        Assert.Single((await rig.OnlyAsync()).Events, line => line.Kind == HandoffEventKind.Reassigned);
    }

    [Theory]
    [InlineData(10, "working")]
    [InlineData(25, "delivered")] // A clock that is off by more than that tells nothing of when anything was done.
    public async Task An_answer_is_heard_though_Salesforces_clock_goes_behind_ours(int minutes, string stage)
    {
        await using var rig = await Rig.SignedAsync();
        rig.World.SalesforceBehind = TimeSpan.FromMinutes(minutes);
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        await rig.World.EditAsync(await rig.World.LeadOfAsync(contact), ("Status", "Working"));
        await rig.SettleAsync();

        Assert.Equal(stage, (await rig.OnlyAsync()).Line.State);
    }

    [Fact]
    public async Task A_field_that_the_org_lacks_is_named_and_the_rest_lands()
    {
        await using var rig = await Rig.SignedAsync();
        rig.World.Lacks.Add("Description");
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();

        var story = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Delivered, 0), (story.Handoff.State, story.AsksOpen));
        Assert.Equal(Rig.Ana, rig.World[await rig.World.LeadOfAsync(contact)]["OwnerId"].Text);
        Assert.Equal("delivered", rig.World[contact]["handoff_outcome"].Text);
        Assert.Contains(AskCodes.NoField + ": Salesforce has no Description", Assert.Single(story.Problems).What, StringComparison.Ordinal);
    }

    // KPI K4: a logged call, personal mail, a meeting, a message by a person. A to-do that was ticked off is none of them.
    [Theory]
    [InlineData("Call", "true", null, "call")]
    [InlineData("Email", "true", null, "mail")]
    [InlineData("LinkedIn", "true", null, "message")]
    [InlineData("Task", "true", null, null)]
    [InlineData(null, "true", null, null)]
    [InlineData("Task", "true", "Outbound", "call")]
    [InlineData("Cadence", "true", null, null)]
    [InlineData("ListEmail", "true", null, null)]
    [InlineData("Call", "false", null, null)]
    public void What_counts_of_a_task_is_what_reached_for_the_person(string? subtype, string closed, string? callType, string? channel)
    {
        var now = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var seen = new Sighting
        {
            Seen = new Observation { Key = Task, Life = Life.Live, Version = now.AddHours(-1).ToUnixTimeMilliseconds(), Values = FieldValues.Of(("IsClosed", closed), ("TaskSubtype", subtype), ("CallType", callType), ("OwnerId", Rig.Ana)), ReadStartedAt = now, ReadEndedAt = now },
        };
        Assert.Equal(channel, TouchSigns.Of(seen, Rig.Team, now)?.Channel);
    }
}
