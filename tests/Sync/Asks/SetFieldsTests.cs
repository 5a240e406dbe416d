using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Asks;

/// <summary>Fields that were asked for are written once, guarded, journalled, and seen by the sync as a change of that side.</summary>
public sealed class SetFieldsTests
{
    private readonly AskRig world = new();
    private Rig Rig => world.Rig;

    [Fact]
    public async Task An_asked_field_is_written_and_the_ask_ends_with_the_record()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.HubSpot, ("handoff_outcome", "accepted"));
        await Rig.SettleAsync();

        Assert.Equal("accepted", Rig.HubSpot.Value(world.Contact, "handoff_outcome"));
        Assert.Equal(new AskEnd.Done(world.Contact), await world.EndAsync(ask));
    }

    [Fact]
    public async Task The_journal_keeps_the_value_before_and_after_and_who_wanted_it()
    {
        await world.LinkedAsync();
        await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await Rig.SettleAsync();

        var line = (await Rig.Ledger.JournalAsync((await Rig.PairOfAsync(world.Contact)).Id, 100, default)).Single(entry => entry.Rule == "asked");
        Assert.Equal(
            (JournalKind.Written, world.Lead, "OwnerId", "005A", "005B", "handoff 1: accepted"),
            (line.Kind, line.Record!.Value, line.Field, line.Before.Text, line.After.Text, line.Cause));
    }

    [Fact]
    public async Task A_mapped_field_that_was_asked_for_travels_on_to_the_other_side()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.Salesforce, ("Title", "CEO"));
        await Rig.SettleAsync();

        Assert.Equal(("CEO", "CEO"), (Rig.Salesforce.Value(world.Lead, "Title"), Rig.HubSpot.Value(world.Contact, "jobtitle")));
        Assert.IsType<AskEnd.Done>(await world.EndAsync(ask));
    }

    [Fact]
    public async Task An_edit_made_on_the_other_side_meanwhile_is_a_conflict_and_no_lost_update()
    {
        await world.LinkedAsync();
        await world.SetAsync(SystemName.Salesforce, ("Title", "CEO"));
        await Rig.EditAsync(world.Contact, "CTO");
        await Rig.SettleAsync();

        // The policy says Salesforce; what HubSpot held stands in the journal.
        Assert.Equal(("CEO", "CEO"), (Rig.Salesforce.Value(world.Lead, "Title"), Rig.HubSpot.Value(world.Contact, "jobtitle")));
        var journal = await Rig.Ledger.JournalAsync((await Rig.PairOfAsync(world.Contact)).Id, 100, default);
        Assert.Contains(journal, line => line.Kind == JournalKind.Lost && line.Before.Text == "CTO");
    }

    [Fact]
    public async Task What_stands_there_already_is_not_sent()
    {
        await world.LinkedAsync();
        var sent = Rig.Salesforce.Sent.Count();
        var ask = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005A"));
        await Rig.SettleAsync();
        Assert.Equal(sent, Rig.Salesforce.Sent.Count());
        Assert.Equal(new AskEnd.Done(world.Lead), await world.EndAsync(ask));
    }

    [Fact]
    public async Task Asks_of_one_side_go_in_one_write_and_the_later_counts()
    {
        await world.LinkedAsync();
        var first = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"), ("Handoff_Why__c", "pricing"));
        var later = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005C"));
        await Rig.SettleAsync();

        var write = Assert.Single(Rig.Salesforce.Sent);
        Assert.Equal(("005C", "pricing"), (write.Values["OwnerId"].Text, write.Values["Handoff_Why__c"].Text));
        Assert.All([first, later], ask => Assert.IsType<AskEnd.Done>(world.EndAsync(ask).Result));
    }

    [Fact]
    public async Task A_later_ask_that_wants_the_present_value_leaves_nothing_to_write()
    {
        await world.LinkedAsync();
        var first = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        var later = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005A"));
        await Rig.SettleAsync();
        Assert.Equal("005A", Rig.Salesforce.Value(world.Lead, "OwnerId"));
        Assert.All([first, later], ask => Assert.IsType<AskEnd.Done>(world.EndAsync(ask).Result));
    }

    [Fact]
    public async Task A_field_that_the_record_does_not_have_is_refused_by_name_and_nothing_of_the_ask_is_written()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.Salesforce, ("Handoff_Why__c", "pricing"), ("Nowhere__c", "x"));
        var other = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await Rig.SettleAsync();

        var refused = Assert.IsType<AskEnd.Refused>(await world.EndAsync(ask));
        Assert.Equal(AskCodes.NoField, refused.Code);
        Assert.Contains("Lead has no Nowhere__c", refused.Reason);
        Assert.Null(Rig.Salesforce.Value(world.Lead, "Handoff_Why__c"));
        Assert.IsType<AskEnd.Done>(await world.EndAsync(other));
    }

    [Fact]
    public async Task A_value_that_the_system_refuses_ends_its_own_ask_and_lets_the_others_through()
    {
        await world.LinkedAsync();
        var bad = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "nobody"));
        var good = await world.SetAsync(SystemName.Salesforce, ("Handoff_Why__c", "pricing"));
        Rig.Salesforce.Writes = write => write.Intent.Values["OwnerId"].HasText
            ? [new WriteOutcome(write.Intent.Id, WriteResult.Rejected) { Fault = Rig.Fault(FaultClass.Field, "INACTIVE_OWNER") with { Field = "OwnerId" } }]
            : null;
        await Rig.SettleAsync();

        var refused = Assert.IsType<AskEnd.Refused>(await world.EndAsync(bad));
        Assert.Equal(("INACTIVE_OWNER", "Mend it."), (refused.Code, refused.Mend));
        Assert.Contains("Lead OwnerId", refused.Reason);
        Assert.IsType<AskEnd.Done>(await world.EndAsync(good));
        Assert.Equal(PairStatus.Active, (await Rig.PairOfAsync(world.Contact)).Status);
    }

    [Fact]
    public async Task A_refusal_that_names_no_field_is_found_by_sending_each_ask_alone()
    {
        await world.LinkedAsync();
        var bad = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "nobody"));
        var good = await world.SetAsync(SystemName.Salesforce, ("Handoff_Why__c", "pricing"));
        Rig.Salesforce.Writes = write => write.Intent.Values["OwnerId"].HasText
            ? [new WriteOutcome(write.Intent.Id, WriteResult.Rejected) { Fault = Rig.Fault(FaultClass.Record, "FIELD_CUSTOM_VALIDATION_EXCEPTION") }]
            : null;
        await Rig.SettleAsync();
        Assert.IsType<AskEnd.Refused>(await world.EndAsync(bad));
        Assert.IsType<AskEnd.Done>(await world.EndAsync(good));
    }

    [Fact]
    public async Task A_write_that_was_not_applied_is_tried_again_and_the_sync_goes_on_meanwhile()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.HubSpot, ("handoff_outcome", "accepted"));
        Rig.HubSpot.Writes = write => write.Intent.IsAsked ? [new WriteOutcome(write.Intent.Id, WriteResult.NotApplied) { Fault = Rig.Fault(FaultClass.Transient, "429") with { RetryAfter = TimeSpan.FromSeconds(40) } }] : null;
        await Rig.EditAsync(world.Contact, "CEO");
        await Rig.SettleAsync();

        Assert.Equal("CEO", Rig.Salesforce.Value(world.Lead, "Title"));
        Assert.Equal((null, 1), ((await world.StandingAsync(ask)).End, (await world.StandingAsync(ask)).Ask.Attempts));
        Rig.HubSpot.Writes = _ => null;
        Rig.Time.Advance(TimeSpan.FromSeconds(40));
        await Rig.SettleAsync();
        Assert.IsType<AskEnd.Done>(await world.EndAsync(ask));
    }

    [Fact]
    public async Task A_later_ask_of_a_field_waits_for_an_earlier_one_that_is_tried_again()
    {
        await world.LinkedAsync();
        var first = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        Rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.NotApplied) { Fault = Rig.Fault(FaultClass.Transient, "503") with { RetryAfter = TimeSpan.FromSeconds(40) } }];
        await Rig.SettleAsync();
        Rig.Salesforce.Writes = _ => null;
        var later = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005C"));
        var beside = await world.SetAsync(SystemName.Salesforce, ("Handoff_Why__c", "pricing"));
        await Rig.SettleAsync();
        Assert.Equal(("005A", null), (Rig.Salesforce.Value(world.Lead, "OwnerId"), await world.EndAsync(later)));
        Assert.IsType<AskEnd.Done>(await world.EndAsync(beside));

        Rig.Time.Advance(TimeSpan.FromSeconds(40));
        await Rig.SettleAsync();
        Assert.Equal("005C", Rig.Salesforce.Value(world.Lead, "OwnerId"));
        Assert.All([first, later], ask => Assert.IsType<AskEnd.Done>(world.EndAsync(ask).Result));
    }

    [Fact]
    public async Task A_value_that_the_system_silently_keeps_is_refused_and_journalled()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.HubSpot, ("lifecyclestage", "subscriber"));
        Rig.HubSpot.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Done) { Key = write.Intent.Target, Stored = Rig.HubSpot.Records[world.Contact] }];
        await Rig.SettleAsync();

        var refused = Assert.IsType<AskEnd.Refused>(await world.EndAsync(ask));
        Assert.Equal(AskCodes.NotTaken, refused.Code);
        Assert.Contains("lifecyclestage", refused.Reason);
        Assert.Single(Rig.HubSpot.Sent);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_for_and_not_sent_again()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        Rig.Salesforce.Writes = write =>
        {
            Rig.Salesforce.CarryOut(write);
            return [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];
        };
        await Rig.SettleAsync();
        Assert.Null(await world.EndAsync(ask));
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.SettleAsync();

        Assert.Equal(new AskEnd.Done(world.Lead), await world.EndAsync(ask));
        Assert.Single(Rig.Salesforce.Sent);
    }

    [Fact]
    public async Task An_ask_is_written_although_the_pair_waits_for_a_handoff()
    {
        await world.WaitingAsync();
        var ask = await world.SetAsync(SystemName.HubSpot, ("handoff_outcome", "not ready"));
        var waits = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await Rig.SettleAsync();

        Assert.Equal(new AskEnd.Done(world.Contact), await world.EndAsync(ask));
        Assert.Null(await world.EndAsync(waits));
        var pair = await Rig.PairOfAsync(world.Contact);
        Assert.Equal((HoldCodes.AwaitsHandoff, null), (pair.Hold?.Code, pair.Salesforce.Ref));
    }
}
