using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Leaks;
using Integration.Core.Packets;
using Integration.Core.Records;
using Integration.Handoff.Api;
using Integration.Handoff.Proofs;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;

namespace Integration.Handoff.Tests;

public class HandoffLoopTests
{
    [Fact]
    public async Task A_ready_person_gets_a_lead_an_owner_a_task_and_a_receipt()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();

        var lead = await rig.World.LeadOfAsync(contact);
        Assert.Equal(Rig.Ana, rig.World[lead]["OwnerId"].Text);
        var task = Assert.Single(rig.World.Activities, made => made.Made.Object == "Task").Made;
        Assert.Equal(Rig.Ana, task.Values["OwnerId"].Text);
        Assert.Equal("delivered", rig.World[contact]["handoff_outcome"].Text);
        var story = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Delivered, 0), (story.Handoff.State, story.AsksOpen));
        Assert.Equal("Qualified Sent Delivered", Told(story));
        var proof = await ChainProof.ProveAsync(rig.Ledger.Handoffs, default);
        Assert.Equal((1L, null), (proof.Receipts, proof.Broken));
    }

    [Fact]
    public async Task Nobody_is_handed_over_before_both_sides_have_signed()
    {
        await using var rig = new Rig();
        await rig.BuyerAsync();
        await rig.SettleAsync();
        Assert.Empty(await rig.Ledger.Handoffs.ListAsync(new(null, 10), default));
        Assert.Contains("mia for marketing and sam for sales", HandoffStanding.Lack(rig.Agreements), StringComparison.Ordinal);

        await rig.SignAsync();
        await rig.SettleAsync();
        Assert.Equal(HandoffState.Delivered, (await rig.OnlyAsync()).Handoff.State);
    }

    [Fact]
    public async Task A_status_that_stood_before_is_no_answer_and_a_new_one_is()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        var lead = await rig.World.LeadOfAsync(contact);
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Null((await rig.OnlyAsync()).Handoff.AcceptedAt);

        await rig.World.EditAsync(lead, ("Status", "Working"));
        await rig.SettleAsync();

        var story = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Working, rig.Time.GetUtcNow()), (story.Handoff.State, story.Handoff.AcceptedAt));
        Assert.Equal(("working", "salesqualifiedlead"), (rig.World[contact]["handoff_outcome"].Text, rig.World[contact]["lifecyclestage"].Text));
        Assert.Contains(rig.World.Activities, made => made.Made is { System: SystemName.HubSpot, Object: "notes" });
    }

    [Fact]
    public async Task A_rejection_with_its_reason_a_moment_later_sends_the_person_back_and_keeps_it_there()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        var lead = await rig.World.LeadOfAsync(contact);
        await rig.World.EditAsync(lead, ("Status", "Rejected"));
        await rig.SettleAsync();
        Assert.True((await rig.OnlyAsync()).Handoff.IsOpen);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.World.EditAsync(lead, ("Reject_Reason__c", "bad-timing"));
        await rig.SettleAsync();
        await rig.World.EditAsync(contact, ("jobtitle", "VP Marketing"));
        await rig.SettleAsync();

        var story = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Rejected, false, "bad-timing"), (story.Handoff.State, story.Handoff.IsOpen, story.Handoff.Reason));
        Assert.Equal("lead", rig.World[contact]["lifecyclestage"].Text);
        Assert.Equal("cooling-down", Assert.Single(await rig.Ledger.Handoffs.StandingsAsync("people", null, 10, default)).Code);
    }

    [Fact]
    public async Task A_missed_touch_is_told_once_over_a_restart()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(4.5));
        rig.Restart();
        await rig.PassAsync(TimeSpan.FromHours(1));
        await rig.PassAsync(TimeSpan.FromHours(1));

        var story = await rig.OnlyAsync();
        Assert.Single(story.Events, line => line is { Kind: HandoffEventKind.Breached, Reason: "first-touch" });
        Assert.Single(story.Events, line => line.Kind == HandoffEventKind.Escalated);
        Assert.Equal(Rig.Max, Assert.Single(rig.World.Activities, made => made.Made.Values["Subject"].Text?.StartsWith("No touch", StringComparison.Ordinal) == true).Made.Values["OwnerId"].Text);
    }

    [Fact]
    public async Task A_refused_delivery_fails_the_handoff_by_name_and_is_not_tried_every_second()
    {
        await using var rig = await Rig.SignedAsync();
        rig.World.Refuses = AskCodes.NeverCreated;
        await rig.BuyerAsync();
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));

        var story = await rig.OnlyAsync();
        Assert.Equal(HandoffState.Failed, story.Handoff.State);
        Assert.Contains(story.Problems, problem => problem.What.Contains(AskCodes.NeverCreated, StringComparison.Ordinal));

        rig.World.Refuses = null;
        await rig.PassAsync(TimeSpan.FromHours(24));
        Assert.Equal(["delivered", "failed"], (await rig.Ledger.Handoffs.ListAsync(new(null, 10), default)).Select(row => row.Stage).Order());
    }

    [Fact]
    public async Task An_open_handoff_stays_under_its_version_when_the_next_is_signed()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        await rig.SettleAsync();
        var next = Rig.Hashed(rig.Agreement with { Version = 2, FollowUp = rig.Agreement.FollowUp with { FirstTouch = BusinessDuration.OfHours(1) } });
        rig.Restart(next);
        await rig.SettleAsync();
        Assert.Equal((1, 2), (rig.Agreements.Live!.Version, rig.Agreements.Shadow!.Version));
        await rig.SignAsync();
        await rig.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal((2, null), (rig.Agreements.Live.Version, rig.Agreements.Shadow));
        Assert.DoesNotContain((await rig.OnlyAsync()).Events, line => line.Kind == HandoffEventKind.Breached);
        await rig.World.ContactAsync(("email", "other@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();
        Assert.Equal([rig.Agreement.Hash, next.Hash], (await rig.Ledger.Handoffs.ListAsync(new(null, 10), default)).Select(row => row.Agreement));
    }

    [Fact]
    public async Task An_incomplete_packet_is_held_and_goes_on_by_itself_when_it_is_filled()
    {
        var company = new Core.Conditions.FieldRef(SystemName.HubSpot, "company");
        await using var rig = await Rig.SignedAsync(change: terms => terms with { Handover = terms.Handover with { HoldIncomplete = true, Packet = [new PacketField(company)] } });
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        var held = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Held, "packet misses company"), (held.Handoff.State, held.Handoff.HeldFor));
        Assert.Empty(held.Receipts);
        var version = (await rig.Ledger.Handoffs.HandoffAsync(held.Handoff.Id, default))!.Version;
        for (var retry = 0; retry < 3; retry++) await rig.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(version, (await rig.Ledger.Handoffs.HandoffAsync(held.Handoff.Id, default))!.Version);

        await rig.World.EditAsync(contact, ("company", "Corp"));
        await rig.SettleAsync();
        var sent = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Delivered, 1), (sent.Handoff.State, sent.Receipts.Count));
    }

    [Fact]
    public async Task An_answer_through_the_api_is_the_same_answer()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var id = (await rig.OnlyAsync()).Handoff.Id;

        Assert.Null((await rig.Desk.TakeAsync(id, at => new Observed.Answer(at, StatusMeaning.Rejected, "not-icp"), default)).Problem);
        await rig.SettleAsync();
        Assert.Equal(("rejected", "lead"), (rig.World[contact]["handoff_outcome"].Text, rig.World[contact]["lifecyclestage"].Text));

        var late = await rig.Desk.TakeAsync(id, at => new Observed.Answer(at, StatusMeaning.Accepted), default);
        Assert.Equal(HandoffProblems.Closed, late.Problem?.Code);
        Assert.Equal(HandoffState.Rejected, (await rig.OnlyAsync()).Handoff.State);
    }

    [Fact]
    public async Task Everybody_stands_in_one_place_and_two_roles_at_once_hand_over_once()
    {
        await using var rig = await Rig.SignedAsync();
        for (var each = 0; each < 25; each++) await rig.World.ContactAsync(("email", $"{each}@corp.test"), ("jobtitle", each % 2 == 0 ? "VP" : "Intern"));
        var first = rig.Loop;
        rig.Restart();
        await Task.WhenAll(first.WorkAsync(default), rig.Loop.WorkAsync(default));
        await rig.SettleAsync();

        var report = await LeakReport.WalkAsync(rig.Ledger, "people", rig.Agreements.LiveSince, null, rig.Time.GetUtcNow(), default);
        Assert.Empty(report.Leaks);
        Assert.Equal((25L, 13L, 12L), (report.People, report.States[Standing.HandedOff], report.States[Standing.NotReady]));
        var parity = await ParityReport.ReadAsync(rig.Ledger, null, 100, default);
        Assert.Equal((13L, 13L, 0L), (parity.Sent, parity.Parts["waiting"], parity.Gap));
        Assert.Empty(parity.Differences);
    }

    private static string Told(HandoffStory story) => string.Join(' ', story.Events.Select(line => line.Kind));
}
