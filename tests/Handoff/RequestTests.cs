using Integration.Core.Records;
using Integration.Handoff.Api;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Tests;

public class RequestTests
{
    [Fact]
    public async Task Somebody_who_is_not_ready_is_handed_over_when_asked_for_and_only_once()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.World.ContactAsync(("email", "intern@corp.test"), ("jobtitle", "Intern"));
        await rig.SettleAsync();
        await AskAsync(rig, contact, "k1");
        await AskAsync(rig, contact, "k2");
        await rig.SettleAsync();

        Assert.Equal(("opened", "already-open"), ((await StandingAsync(rig, "k1")).Status, (await StandingAsync(rig, "k2")).Status));
        var story = await rig.OnlyAsync();
        Assert.Equal(((Guid?)story.Handoff.Id, "crm"), ((await StandingAsync(rig, "k2")).HandoffId, story.Handoff.AskedBy));
        Assert.Equal("delivered", story.Line.State);
    }

    [Fact]
    public async Task A_request_for_somebody_unknown_waits_until_the_person_is_told_of()
    {
        await using var rig = await Rig.SignedAsync();
        var before = new RecordKey(SystemName.HubSpot, "contacts", "1");
        var stranger = await StrangerAsync(rig, before);
        Assert.Equal("waiting", stranger.Status);

        // The number that was asked for is the next that the portal gives.
        Assert.Equal(before, await rig.World.ContactAsync(("email", "late@corp.test"), ("jobtitle", "Intern")));
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("opened", (await StandingAsync(rig, "k1")).Status);
    }

    [Fact]
    public async Task A_request_for_somebody_who_never_comes_is_looked_at_ever_more_seldom_and_ended_after_a_week()
    {
        await using var rig = await Rig.SignedAsync();
        var nobody = new RecordKey(SystemName.HubSpot, "contacts", "1");
        await StrangerAsync(rig, nobody);
        for (var minute = 0; minute < 8 * 1440; minute++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            await rig.Loop.WorkAsync(default);
        }

        Assert.Equal("unknown-person", (await StandingAsync(rig, "k1")).Status);
        // Each look is a call of HubSpot's: one a minute would be ten thousand.
        Assert.InRange((await rig.World.PairAsync(nobody)).DirtyGeneration, 7 * 24, (7 * 24) + 20);
    }

    [Fact]
    public async Task An_unknown_product_and_a_person_who_cools_down_are_refused_by_name()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        await AskAsync(rig, contact, "k1", "rockets");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.Desk.TakeAsync((await rig.OnlyAsync()).Handoff.Id, at => new Core.Handoffs.Observed.Answer(at, Core.Agreements.StatusMeaning.Rejected, "bad-timing"), default);
        await AskAsync(rig, contact, "k2");
        await rig.SettleAsync();

        Assert.Equal("unknown-product", (await StandingAsync(rig, "k1")).Status);
        var cooling = await StandingAsync(rig, "k2");
        Assert.Equal(("refused", Core.Verdicts.VerdictKind.CoolingDown), (cooling.Status, cooling.Verdict));
    }

    private static async Task<RequestStanding> StrangerAsync(Rig rig, RecordKey record)
    {
        // Nothing is there to read: the sync would never finish a cycle over it, so the touch is left to lie.
        await rig.Ledger.Handoffs.ReceiveAsync(Request(rig, record, "k1", null), default);
        await rig.Loop.WorkAsync(default);
        return await StandingAsync(rig, "k1");
    }

    private static Task<RequestReceived> AskAsync(Rig rig, RecordKey record, string key, string? product = null) => rig.Ledger.Handoffs.ReceiveAsync(Request(rig, record, key, product), default);

    private static HandoffRequest Request(Rig rig, RecordKey record, string key, string? product) =>
        new() { Id = rig.Ids.NextId(rig.Time.GetUtcNow()), Caller = "crm", Key = key, Record = record, Product = product, Body = "{}", ReceivedAt = rig.Time.GetUtcNow() };

    private static async Task<RequestStanding> StandingAsync(Rig rig, string key) => RequestStanding.Of((await rig.Ledger.Handoffs.RequestAsync("crm", key, default))!);
}
