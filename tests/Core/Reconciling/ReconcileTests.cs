using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Core.Tests.Reconciling;

public sealed class ReconcileTests
{
    [Fact]
    public void A_contact_without_a_counterpart_becomes_a_lead_once()
    {
        var world = new World();
        var ana = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));

        world.Settle().Settle();

        var lead = Assert.Single(world.Live("Lead"));
        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Equal("[not provided]", world.Value(lead, "Company"));
        Assert.Null(world.Value(ana, "company"));
        Assert.Equal(1, world.Writes);
    }

    [Fact]
    public void A_lead_without_a_counterpart_becomes_a_contact_once()
    {
        var world = new World();
        world.Add("Lead", ("Email", "ana@acme.test"), ("Title", "CTO"), ("Company", "Acme"));

        world.Settle().Settle();

        Assert.Equal("CTO", world.Value(Assert.Single(world.Live("contacts")), "jobtitle"));
        Assert.Equal(1, world.Writes);
    }

    [Fact]
    public void Records_with_one_email_are_linked_and_their_blanks_filled()
    {
        var world = new World();
        var contact = world.Add("contacts", ("email", "Ana@Acme.test"), ("jobtitle", "CTO"));
        var lead = world.Add("Lead", ("Email", "ana@acme.test"), ("Company", "Acme"));

        world.Settle().Settle();

        Assert.Equal(world.PairOf(contact).Id, world.PairOf(lead).Id);
        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Equal("Acme", world.Value(contact, "company"));
        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void A_lead_merged_into_one_that_was_converted_since_relinks_to_the_contact()
    {
        var (world, contact, lead) = Linked();
        var (winner, heir) = (world.Add("Lead", ("Email", "other@acme.test")), world.Add("Contact", ("Email", "ana@acme.test")));
        world.Becomes(lead, LifeState.Merged, winner);
        world.Becomes(winner, LifeState.Converted, heir);

        world.Settle();

        Assert.Equal(heir, world.PairOf(contact).Salesforce.Ref);
    }

    [Fact]
    public void A_survivor_that_cannot_be_seen_is_waited_for_and_not_taken_for_deleted()
    {
        var (world, contact, lead) = Linked();
        var winner = world.Add("Lead", ("Email", "ana@acme.test"));
        world.Becomes(lead, LifeState.Merged, winner);
        world.Becomes(winner, LifeState.Unknown);

        world.Settle();

        Assert.Equal(HoldCodes.Unreachable, world.PairOf(contact).Hold?.Code);
    }

    [Fact]
    public void A_created_value_stored_in_another_form_is_listed_as_such()
    {
        var world = new World { Stores = (key, _, value) => key.System == SystemName.Salesforce ? FieldValue.Of(value.Text?.ToUpperInvariant()) : value };
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "Chief"));

        world.Settle();

        Assert.True(world.PairOf(contact).Field("jobtitle").StoredDifferently);
        Assert.Contains(world.Journal, line => line is { Kind: JournalKind.StoredDifferently, Field: "Title" });
    }

    [Fact]
    public void Our_own_write_coming_back_causes_no_further_write()
    {
        var world = new World { Stores = (key, _, value) => key.System == SystemName.Salesforce ? FieldValue.Of(value.Text?.ToUpperInvariant()) : value };
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "Chief"));
        world.Settle();
        var writes = world.Writes;

        world.Settle().Settle();

        Assert.Equal(writes, world.Writes);
        Assert.Equal("Chief", world.Value(contact, "jobtitle"));
    }

    [Fact]
    public void Edits_on_different_fields_of_both_sides_are_both_kept()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, "jobtitle", "CEO");
        world.Edit(lead, "Company", "Acme Ltd");

        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
        Assert.Equal("Acme Ltd", world.Value(contact, "company"));
    }

    [Fact]
    public void The_value_that_loses_a_conflict_is_in_the_journal()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, "jobtitle", "CEO");
        world.Edit(lead, "Title", "CFO");

        world.Settle();

        Assert.Equal("CFO", world.Value(contact, "jobtitle"));
        var lost = Assert.Single(world.Journal, line => line.Kind == JournalKind.Lost);
        Assert.Equal("CEO", lost.Before.Text);
        Assert.Equal("both changed: salesforce", lost.Rule);
    }

    [Fact]
    public void A_create_whose_answer_was_lost_is_found_again_and_not_repeated()
    {
        var world = new World();
        world.Add("contacts", ("email", "ana@acme.test"));
        var lost = true;
        world.Meets = intent =>
        {
            if (!lost) return null;
            lost = false;
            world.Apply(world.Pairs.Single(), intent);
            return new WriteEnd.Unknown();
        };

        world.Settle();
        world.Wait(TimeSpan.FromMinutes(5));
        world.Settle();

        Assert.Single(world.Live("Lead"));
        Assert.Equal(PairStatus.Active, Assert.Single(world.Pairs, pair => pair.Status != PairStatus.Superseded).Status);
        Assert.Equal(1, world.Writes);
    }

    [Fact]
    public void A_create_that_never_landed_is_sent_again_only_after_the_settle_time()
    {
        var world = new World();
        world.Add("contacts", ("email", "ana@acme.test"));
        var lost = true;
        world.Meets = _ => lost ? new WriteEnd.Unknown() : null;
        world.Settle();
        lost = false;

        world.Settle();
        Assert.Empty(world.Live("Lead"));
        world.Wait(world.Limits.SettleTime);
        world.Settle();

        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void An_edit_made_while_a_lost_write_was_resolved_still_travels()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, "jobtitle", "CEO");
        var first = true;
        world.Meets = intent =>
        {
            if (!first) return null;
            first = false;
            world.Apply(world.PairOf(lead), intent);
            world.Edit(contact, "jobtitle", "Chair");
            return new WriteEnd.Unknown();
        };

        world.Settle().Settle();

        Assert.Equal("Chair", world.Value(lead, "Title"));
        Assert.Equal("Chair", world.Value(contact, "jobtitle"));
    }

    [Fact]
    public void A_silently_refused_value_is_journalled_and_not_sent_again()
    {
        var (world, contact, lead) = Linked();
        world.Stores = (key, field, value) => field == "Title" ? FieldValue.Of("CTO") : value;
        world.Edit(contact, "jobtitle", "CEO");

        world.Settle();
        var writes = world.Writes;
        world.Settle().Settle();

        Assert.Equal(writes, world.Writes);
        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Equal("CEO", world.Value(contact, "jobtitle"));
        Assert.Contains(world.Journal, line => line.Kind == JournalKind.Refused);
    }

    [Fact]
    public void A_converted_lead_relinks_to_its_contact()
    {
        var (world, contact, lead) = Linked();
        var converted = world.Add("Contact", ("Email", "ana@acme.test"), ("Title", "CTO"));
        world.Becomes(lead, LifeState.Converted, converted);

        world.Settle().Settle();

        Assert.Equal(converted, world.PairOf(contact).Salesforce.Ref);
        Assert.Single(world.Live("contacts"));
        world.Edit(converted, "Title", "CEO");
        world.Settle();
        Assert.Equal("CEO", world.Value(contact, "jobtitle"));
    }

    [Fact]
    public void The_contact_of_a_conversion_seen_first_gets_no_second_hubspot_contact()
    {
        var (world, contact, lead) = Linked();
        var converted = world.Add("Contact", ("Email", "new-address@acme.test"));
        world.Becomes(lead, LifeState.Converted, converted);

        world.Settle().Settle().Settle();

        Assert.Equal(contact, Assert.Single(world.Live("contacts")));
        Assert.Equal(converted, world.PairOf(contact).Salesforce.Ref);
    }

    [Fact]
    public void Blanks_of_the_contact_that_a_lead_was_converted_into_are_filled_and_clear_nothing()
    {
        var (world, contact, lead) = Linked();
        var converted = world.Add("Contact", ("Email", "ana@acme.test"));
        world.Becomes(lead, LifeState.Converted, converted);

        world.Settle().Settle();

        Assert.Equal("CTO", world.Value(contact, "jobtitle"));
        Assert.Equal("CTO", world.Value(converted, "Title"));
    }

    [Fact]
    public void A_property_that_has_another_field_on_each_object_follows_the_conversion()
    {
        var (world, contact, lead) = Linked(World.People(
            new FieldMapping { HubSpot = "city", Salesforce = "City", SalesforceObjects = ["Lead"] },
            new FieldMapping { HubSpot = "city", Salesforce = "MailingCity", SalesforceObjects = ["Contact"] }));
        world.Edit(lead, "City", "Bonn");
        world.Settle().Settle();
        Assert.Equal("Bonn", world.Value(contact, "city"));
        var converted = world.Add("Contact", ("Email", "ana@acme.test"), ("Title", "CTO"), ("MailingCity", "Bonn"));
        world.Becomes(lead, LifeState.Converted, converted);
        world.Settle().Settle();
        var writes = world.Writes;

        world.Edit(contact, "city", "Köln");
        world.Settle().Settle();

        Assert.Equal("Köln", world.Value(converted, "MailingCity"));
        Assert.Equal(writes + 1, world.Writes);
    }

    [Fact]
    public void A_merge_moves_the_pair_to_the_survivor_even_when_that_is_a_third_record()
    {
        var (world, contact, lead) = Linked();
        var survivor = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));
        world.Becomes(contact, LifeState.Merged, survivor);

        world.Settle().Settle();

        Assert.Equal(survivor, world.PairOf(lead).HubSpot.Ref);
        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void Of_two_merged_people_the_one_whose_address_survives_keeps_the_counterpart_whoever_is_looked_at_first()
    {
        var world = new World();
        var loser = world.Add("contacts", ("email", "ben@acme.test"));
        world.Settle();
        var primary = world.Add("contacts", ("email", "ana@acme.test"));
        world.Settle();
        var (theirs, ours) = (world.PairOf(loser).Salesforce.Ref!.Value, world.PairOf(primary).Salesforce.Ref!.Value);
        var survivor = world.Add("contacts", ("email", "ana@acme.test"));
        world.Becomes(loser, LifeState.Merged, survivor);
        world.Becomes(primary, LifeState.Merged, survivor);

        world.Settle().Settle();

        Assert.Equal(survivor, world.PairOf(ours).HubSpot.Ref);
        Assert.Equal("ben@acme.test", world.Value(theirs, "Email"));
    }

    [Fact]
    public void A_deleted_record_unlinks_and_its_survivor_is_not_created_again()
    {
        var (world, contact, lead) = Linked();
        world.Becomes(contact, LifeState.Deleted);

        world.Settle().Settle();

        Assert.Empty(world.Live("contacts"));
        Assert.Equal(PairStatus.Tombstone, world.PairOf(lead).Status);
        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void A_restored_record_goes_on_where_it_was()
    {
        var (world, contact, lead) = Linked();
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();
        world.Restore(contact);
        world.Edit(lead, "Title", "CEO");

        world.Settle();

        Assert.Equal("CEO", world.Value(contact, "jobtitle"));
    }

    [Fact]
    public void A_person_created_anew_takes_over_the_survivor_of_a_deletion()
    {
        var (world, contact, lead) = Linked();
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();
        var anew = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));

        world.Settle().Settle();

        Assert.Equal(lead, world.PairOf(anew).Salesforce.Ref);
        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void A_record_that_only_stopped_showing_is_held_and_not_taken_for_deleted()
    {
        var (world, contact, lead) = Linked();
        world.Becomes(lead, LifeState.Unknown);

        world.Settle();

        Assert.Equal(HoldCodes.Unreachable, world.PairOf(contact).Hold!.Code);
    }

    [Fact]
    public void A_carried_deletion_spares_a_record_that_was_edited_since()
    {
        var mapping = World.People() with { DeleteFromHubSpot = DeleteRule.Propagate };
        foreach (var edited in (bool[])[false, true])
        {
            var (world, contact, lead) = Linked(mapping);
            world.Becomes(contact, LifeState.Deleted);
            if (edited) world.Edit(lead, "Title", "CEO");

            world.Settle();

            Assert.Equal(edited ? 1 : 0, world.Live("Lead").Count);
            Assert.Equal(edited ? HoldCodes.EditBeatsDelete : null, world.PairOf(lead).Hold?.Code);
        }
    }

    [Fact]
    public void A_contact_without_an_email_is_held_with_its_reason()
    {
        var world = new World();
        var nameless = world.Add("contacts", ("jobtitle", "CTO"));

        world.Settle();

        var hold = world.PairOf(nameless).Hold!;
        Assert.Equal((HoldCodes.NoMatchValue, PairStatus.Held), (hold.Code, world.PairOf(nameless).Status));
        Assert.NotEmpty(hold.Mend);
        world.Edit(nameless, "email", "ana@acme.test");
        world.Settle();
        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void The_second_lead_of_one_email_waits_and_steals_nothing()
    {
        var (world, contact, lead) = Linked();
        var second = world.Add("Lead", ("Email", "ana@acme.test"));

        world.Settle();

        Assert.Equal(HoldCodes.Sibling, world.PairOf(second).Hold!.Code);
        Assert.Equal(lead, world.PairOf(contact).Salesforce.Ref);
        Assert.Single(world.Live("contacts"));
    }

    [Fact]
    public void One_contact_wins_over_leads_with_the_same_email()
    {
        var world = new World();
        var lead = world.Add("Lead", ("Email", "ana@acme.test"));
        var contact = world.Add("Contact", ("Email", "ana@acme.test"));
        var person = world.Add("contacts", ("email", "ana@acme.test"));

        world.Cycle(world.Hint(person));
        world.Settle();

        Assert.Equal(contact, world.PairOf(person).Salesforce.Ref);
        Assert.NotEqual(world.PairOf(person).Id, world.PairOf(lead).Id);
    }

    [Fact]
    public void A_refused_field_is_held_with_its_reason_and_the_other_fields_are_written()
    {
        var world = new World();
        world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"), ("company", "Acme"));
        world.Meets = intent => intent.Values["Title"].IsMissing ? null : new WriteEnd.FieldRefused("Title", "STRING_TOO_LONG", "too long", "shorten it", null);

        world.Settle();
        var writes = world.Writes;
        world.Settle();

        var lead = Assert.Single(world.Live("Lead"));
        Assert.Equal("Acme", world.Value(lead, "Company"));
        Assert.Equal(writes, world.Writes);
        Assert.Contains("STRING_TOO_LONG", world.PairOf(lead).Field("jobtitle").Hold!.Reason);
        world.Meets = _ => null;
        world.Edit(world.PairOf(lead).HubSpot.Ref!.Value, "jobtitle", "C");
        world.Settle();
        Assert.Equal("C", world.Value(lead, "Title"));
    }

    [Fact]
    public void A_rejected_record_is_held_and_tried_again_when_it_changes_or_a_day_later()
    {
        var world = new World();
        var ana = world.Add("contacts", ("email", "ana@acme.test"));
        world.Meets = _ => new WriteEnd.RecordRefused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "a title is required", "give one", null);
        world.Settle().Settle();
        Assert.Equal(1, world.Writes);

        world.Edit(ana, "jobtitle", "CTO");
        world.Settle().Settle();
        Assert.Equal(2, world.Writes);
        world.Wait(TimeSpan.FromDays(1));
        world.Settle().Settle();

        Assert.Equal(3, world.Writes);
        Assert.Equal(HoldCodes.Rejected, world.PairOf(ana).Hold!.Code);
    }

    [Fact]
    public void A_refused_write_stays_listed_while_another_field_is_written_to_the_other_side()
    {
        var (world, contact, lead) = Linked();
        world.Meets = intent => intent.System == SystemName.Salesforce ? new WriteEnd.RecordRefused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "no such title", "give another", null) : null;
        world.Edit(contact, "jobtitle", "POISON");
        world.Settle();
        world.Edit(lead, "Company", "Acme");
        world.Settle().Settle();

        Assert.Equal("Acme", world.Value(contact, "company"));
        Assert.Equal(HoldCodes.Rejected, world.PairOf(contact).Hold?.Code);
    }

    [Fact]
    public void An_address_that_our_own_write_replaces_wakes_whoever_waits_on_its_record()
    {
        var (world, contact, lead) = Linked();
        world.Edit(lead, "Email", "anna@acme.test");
        world.Settle();
        Assert.Equal("anna@acme.test", world.Value(contact, "email"));
        Assert.Contains(contact.ToString(), world.Woken);
    }

    [Fact]
    public void An_email_held_by_another_record_waits_until_its_holder_lets_go()
    {
        var (world, contact, lead) = Linked();
        var other = world.Add("contacts", ("email", "bob@acme.test"));
        world.Settle();
        world.Meets = intent => intent.System == SystemName.HubSpot && world.Value(other, "email") == "bob@acme.test"
            ? new WriteEnd.FieldRefused("email", "CONFLICT", "taken", "", other) : null;
        world.Edit(lead, "Email", "bob@acme.test");
        world.Settle();
        var writes = world.Writes;

        world.Settle().Settle();
        Assert.Equal(writes, world.Writes);
        Assert.Equal(HoldCodes.FieldTaken, world.PairOf(lead).Field("email").Hold!.Code);
        world.Edit(other, "email", "robert@acme.test");
        world.Settle().Settle();

        Assert.Equal("bob@acme.test", world.Value(contact, "email"));
    }

    [Fact]
    public void A_pair_written_too_often_in_a_day_is_held()
    {
        var (world, contact, lead) = Linked();
        for (var i = 0; i <= world.Limits.WritesPerDayMax + 1; i++)
        {
            world.Edit(contact, "jobtitle", $"title {i}");
            world.Settle();
        }

        Assert.Equal(HoldCodes.Oscillates, world.PairOf(lead).Hold!.Code);
    }

    [Fact]
    public void A_mapping_may_leave_creation_to_handoffs()
    {
        var world = new World(World.People() with { CreateInSalesforce = CreateRule.WhenHandedOff });
        var ana = world.Add("contacts", ("email", "ana@acme.test"));

        world.Settle();

        Assert.Empty(world.Live("Lead"));
        Assert.Equal(HoldCodes.AwaitsHandoff, world.PairOf(ana).Hold!.Code);
    }

    [Fact]
    public void Every_hold_code_has_a_reason_and_a_mend()
    {
        var codes = typeof(HoldCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Order(), HoldCodes.All.Select(entry => entry.Code).Order());
        Assert.All(HoldCodes.All, entry => Assert.True(entry.Reason.Length > 10 && entry.Mend.Length > 10));
    }

    private static (World World, RecordKey Contact, RecordKey Lead) Linked(Mapping? mapping = null)
    {
        var world = new World(mapping);
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"), ("company", "Acme"));
        var lead = world.Add("Lead", ("Email", "ana@acme.test"), ("Title", "CTO"), ("Company", "Acme"));
        world.Settle().Settle();
        return (world, contact, lead);
    }
}
