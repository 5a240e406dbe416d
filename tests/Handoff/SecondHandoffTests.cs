using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Handoff.Api;
using Integration.Handoff.Files;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Tests;

/// <summary>Who was rejected in spring and is handed over again in autumn: his Lead still bears the first answer.</summary>
public sealed class SecondHandoffTests
{
    [Fact]
    public async Task The_same_no_is_heard_again_when_the_lead_is_handed_over_again()
    {
        await using var rig = await Rig.SignedAsync();
        var (contact, lead) = await RejectedAsync(rig);
        await ComesBackAsync(rig, contact);

        Assert.Equal(("Open", (string?)null), (rig.World[lead]["Status"].Text, rig.World[lead]["Reject_Reason__c"].Text));
        Assert.Equal(["rejected", "delivered"], await StagesAsync(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.World.EditAsync(lead, ("Status", "Rejected"), ("Reject_Reason__c", "bad-timing"));
        await rig.SettleAsync();
        Assert.Equal(["rejected", "rejected"], await StagesAsync(rig));
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_status_is_opened_wins_and_is_heard_and_nothing_is_to_be_mended()
    {
        await using var rig = await Rig.SignedAsync();
        var (contact, lead) = await RejectedAsync(rig);
        await rig.PassAsync(TimeSpan.FromDays(91));
        await VisitAsync(rig, contact);
        // The role decides, and before the sync carries anything out the rep takes the lead.
        await rig.Loop.WorkAsync(default);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.World.EditAsync(lead, ("Status", "Working"));
        await rig.SettleAsync();

        Assert.Equal("Working", rig.World[lead]["Status"].Text);
        Assert.Equal(["rejected", "working"], await StagesAsync(rig));
        var again = (await rig.Ledger.Handoffs.ListAsync(new HandoffQuery(null, 10), default))[^1];
        Assert.Empty((await HandoffStory.TellAsync(rig.Ledger, again.Id, default))!.Problems);
    }

    [Fact]
    public async Task Where_no_status_means_open_the_first_answer_stands_and_the_api_is_heard()
    {
        await using var rig = await Rig.SignedAsync(change: terms => terms with { Answers = terms.Answers with { Meanings = terms.Answers.Meanings.Remove("Open") } });
        var (contact, lead) = await RejectedAsync(rig);
        await ComesBackAsync(rig, contact);

        Assert.Equal("Rejected", rig.World[lead]["Status"].Text);
        var again = (await rig.Ledger.Handoffs.ListAsync(new HandoffQuery(null, 10), default))[^1];
        Assert.Null((await rig.Desk.TakeAsync(again.Id, at => new Observed.Answer(at, Core.Agreements.StatusMeaning.Rejected, "bad-timing"), default)).Problem);
        Assert.Equal(["rejected", "rejected"], await StagesAsync(rig));
    }

    private static async Task<(RecordKey Contact, RecordKey Lead)> RejectedAsync(Rig rig)
    {
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        var lead = await rig.World.LeadOfAsync(contact);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.World.EditAsync(lead, ("Status", "Rejected"), ("Reject_Reason__c", "bad-timing"));
        await rig.SettleAsync();
        return (contact, lead);
    }

    /// <summary>The cool-down ends, and the person lets us know.</summary>
    private static async Task ComesBackAsync(Rig rig, RecordKey contact)
    {
        await rig.PassAsync(TimeSpan.FromDays(91));
        await VisitAsync(rig, contact);
        await rig.SettleAsync();
    }

    private static Task VisitAsync(Rig rig, RecordKey contact)
    {
        var visit = new PersonEvent { Id = "visit", Kind = "page-view", About = "pricing", At = rig.Time.GetUtcNow(), System = SystemName.HubSpot };
        return rig.Ledger.Handoffs.AddPersonEventsAsync([PersonEvents.Row(contact, visit)], rig.Time.GetUtcNow(), default);
    }

    private static async Task<string[]> StagesAsync(Rig rig) => [.. (await rig.Ledger.Handoffs.ListAsync(new HandoffQuery(null, 10), default)).Select(row => row.Stage)];
}
