using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>What a portal does to contacts that nobody asked for. Facts: facts/hubspot.md sections 3.1, 3.4, 4 and 8.</summary>
public sealed class ContactRuleTests
{
    private readonly TestPortal world = new();

    private static HubSpotError Refused(Func<object?> act) => Assert.Throws<HubSpotRefusedException>(act).Error;

    [Theory]
    [InlineData("lead", "marketingqualifiedlead", "marketingqualifiedlead")]
    [InlineData("marketingqualifiedlead", "lead", "marketingqualifiedlead")] // backwards: a success that changes nothing
    [InlineData("customer", "subscriber", "customer")]
    [InlineData("lead", "customer", "customer")]
    [InlineData("lead", "", null)] // clearing is allowed, and opens the way back
    public void A_stage_moves_forward_only(string from, string to, string? then)
    {
        var contact = world.Create(("email", "a@b.test"), ("lifecyclestage", from));

        Assert.Equal(then, world.Update(contact.Id, ("lifecyclestage", to))["lifecyclestage"]);
    }

    [Fact]
    public void A_refused_step_back_moves_no_stamp_and_tells_nobody()
    {
        var contact = world.Create(("email", "a@b.test"), ("lifecyclestage", "customer"));
        world.Events();
        world.Advance(60);

        var after = world.Update(contact.Id, ("lifecyclestage", "lead"));

        Assert.Equal(contact.UpdatedAt, after.UpdatedAt);
        Assert.Empty(world.Events());
    }

    [Fact]
    public void A_stage_is_set_back_by_clearing_it_first_or_by_a_human()
    {
        var contact = world.Create(("email", "a@b.test"), ("lifecyclestage", "customer"));
        world.Update(contact.Id, ("lifecyclestage", ""));
        Assert.Equal("lead", world.Update(contact.Id, ("lifecyclestage", "lead"))["lifecyclestage"]);

        world.Update(contact.Id, ("lifecyclestage", "customer"));
        Assert.Equal("lead", world.Update(world.Human, contact.Id, ("lifecyclestage", "lead"))["lifecyclestage"]);
    }

    [Fact]
    public void A_new_stage_stamps_when_the_old_one_was_left_and_the_new_one_entered()
    {
        var contact = world.Create(("email", "a@b.test"));
        world.Advance(60);

        var after = world.Update(contact.Id, ("lifecyclestage", "opportunity"));

        Assert.Equal("2026-11-22T09:00:00Z", after["hs_v2_date_entered_lead"]);
        Assert.Equal("2026-11-22T09:01:00Z", after["hs_v2_date_exited_lead"]);
        Assert.Equal("2026-11-22T09:01:00Z", after["hs_lifecyclestage_opportunity_date"]);
    }

    [Fact]
    public void A_contact_without_a_stage_becomes_a_lead_unless_the_account_says_otherwise()
    {
        Assert.Equal("lead", world.Create(("email", "a@b.test"))["lifecyclestage"]);
        Assert.Null(new TestPortal(new HubSpotPortalOptions { DefaultLifecycleStage = null }).Create(("email", "a@b.test"))["lifecyclestage"]);
    }

    [Fact]
    public void Emails_are_stored_in_lower_case_and_belong_to_one_contact()
    {
        var contact = world.Create(("email", " Mara@X.Test "));

        Assert.Equal("mara@x.test", contact["email"]);
        var error = Refused(() => world.Create(("email", "MARA@x.test")));
        Assert.Equal((409, "CONFLICT"), (error.Status, error.Category));
    }

    [Fact]
    public void Two_contacts_without_an_email_may_have_the_same_name()
    {
        Assert.NotEqual(world.Create(("lastname", "Quint")).Id, world.Create(("lastname", "Quint")).Id);
    }

    [Fact]
    public void A_contact_needs_an_email_or_a_name() => Assert.Equal(400, Refused(() => world.Create(("city", "Ulm"))).Status);

    [Fact]
    public void A_write_of_equal_values_changes_nothing()
    {
        var contact = world.Create(("email", "a@b.test"), ("city", "Ulm"));
        world.Events();
        world.Advance(60);

        Assert.Equal(contact.UpdatedAt, world.Update(contact.Id, ("city", "Ulm"), ("email", "A@B.test")).UpdatedAt);
        Assert.Empty(world.Events());
    }

    [Fact]
    public void A_null_in_a_write_is_left_alone_and_an_empty_text_clears()
    {
        var contact = world.Create(("email", "a@b.test"), ("city", "Ulm"), ("zip", "89073"));

        var after = world.Portal.UpdateOne(world.Api, "contacts", new RecordInput(new Dictionary<string, string?> { ["city"] = null, ["zip"] = "" }) { Id = TestPortal.Text(contact.Id) }).Record;

        Assert.Equal("Ulm", after["city"]);
        Assert.Null(after["zip"]);
    }

    [Fact]
    public void A_merge_makes_a_third_record_to_which_the_old_ids_lead_on_single_calls_only()
    {
        var (primary, other) = (world.Create(("email", "a@x.test"), ("city", "Ulm")), world.Create(("email", "b@x.test"), ("city", "Bonn"), ("phone", "1")));
        world.Events();

        var made = world.Portal.Merge(world.Human, "contacts", primary.Id, other.Id);

        Assert.DoesNotContain(made.Id, new[] { primary.Id, other.Id });
        Assert.Equal(("Ulm", "1", "b@x.test"), (made["city"], made["phone"], made["hs_additional_emails"]));
        Assert.Equal(made.Id, world.Read(primary.Id).Id);
        Assert.Equal(made.Id, world.Update(other.Id, ("zip", "1")).Id);
        Assert.Equal([TestPortal.Text(other.Id)], world.Portal.Read("contacts", [TestPortal.Text(other.Id)]).Missing);
        var error = Refused(() => world.Portal.Update(world.Api, "contacts", [new RecordInput(TestPortal.Map(("zip", "2"))) { Id = TestPortal.Text(primary.Id) }]));
        Assert.Equal((404, "OBJECT_NOT_FOUND"), (error.Status, error.Category));
        Assert.Equal(["contact.deletion", "contact.deletion", "contact.merge", "contact.propertyChange zip=1"], world.Events());
    }

    [Fact]
    public void A_secondary_email_blocks_a_create_and_finds_the_contact()
    {
        var (primary, other) = (world.Create(("email", "a@x.test")), world.Create(("email", "b@x.test")));
        var made = world.Portal.Merge(world.Human, "contacts", primary.Id, other.Id);

        Assert.Contains(TestPortal.Text(made.Id), Refused(() => world.Create(("email", "b@x.test"))).Message, StringComparison.Ordinal);
        Assert.Equal(made.Id, world.Portal.ReadOne("contacts", "b@x.test", "email").Id);
    }

    [Fact]
    public void Merges_of_merges_remember_all_ids_and_resolve_them()
    {
        var contacts = Enumerable.Range(0, 3).Select(i => world.Create(("email", $"p{i}@x.test"))).ToList();
        var first = world.Portal.Merge(world.Human, "contacts", contacts[0].Id, contacts[1].Id);
        var second = world.Portal.Merge(world.Human, "contacts", first.Id, contacts[2].Id);

        Assert.Equal(second.Id, world.Read(contacts[0].Id).Id);
        Assert.Equal($"{contacts[0].Id};{contacts[1].Id};{first.Id};{contacts[2].Id}", second["hs_merged_object_ids"]);
    }

    [Fact]
    public void An_archived_contact_frees_its_email_and_comes_back_only_while_it_is_free()
    {
        var first = world.Create(("email", "a@x.test"));
        world.Portal.Archive(world.Human, "contacts", [first.Id]);
        var second = world.Create(("email", "a@x.test"));

        Assert.Throws<SandboxRefusedException>(() => world.Portal.Restore(world.Human, "contacts", first.Id));
        world.Portal.Archive(world.Human, "contacts", [second.Id]);
        world.Events();
        Assert.Equal(first.Id, world.Portal.Restore(world.Human, "contacts", first.Id).Id);
        Assert.Equal(["contact.restore"], world.Events());
    }

    [Fact]
    public void A_privacy_delete_ends_the_contact_and_forbids_its_email()
    {
        var contact = world.Create(("email", "a@x.test"));
        world.Events();

        world.Portal.Act(new System.Text.Json.Nodes.JsonObject { ["action"] = "privacy-delete", ["id"] = contact.Id });

        Assert.Equal(["contact.deletion", "contact.privacyDeletion"], world.Events());
        Assert.Equal(404, Refused(() => world.Read(contact.Id)).Status);
        Assert.Equal(400, Refused(() => world.Create(("email", "a@x.test"))).Status);
    }

    [Fact]
    public void An_opt_out_goes_by_preferences_and_never_by_a_property()
    {
        var contact = world.Create(("email", "a@x.test"));
        Assert.Equal("READ_ONLY_VALUE", Refused(() => world.Update(contact.Id, ("hs_email_optout", "true"))).Details[0].Code);
        world.Events();

        world.Portal.Act(new System.Text.Json.Nodes.JsonObject { ["action"] = "opt-out", ["id"] = contact.Id });

        Assert.Equal("true", world.Read(contact.Id)["hs_email_optout"]);
        Assert.Equal(["contact.propertyChange hs_email_optout=true"], world.Events());
    }

    [Fact]
    public void History_says_who_wrote_what()
    {
        var contact = world.Create(("email", "a@x.test"), ("city", "Ulm"));
        world.Update(world.Human, contact.Id, ("city", "Bonn"));

        var history = world.Read(contact.Id).History("city")!;

        Assert.Equal(("CRM_UI", "userId:4455"), (history.By.ChangeSource, history.By.SourceId));
        Assert.Equal(("INTEGRATION", "112233", "Ulm"), (history.Before!.By.ChangeSource, history.Before.By.SourceId, history.Before.Value));
        Assert.Equal("INTEGRATION", world.Read(contact.Id)["hs_object_source"]);
    }

    [Fact]
    public void A_race_for_an_email_is_refused_as_a_half_made_record()
    {
        var racing = new TestPortal(new HubSpotPortalOptions { RaceWindow = TimeSpan.FromSeconds(1) });
        var first = racing.Create(("email", "a@x.test"));

        var error = Refused(() => racing.Create(("email", "a@x.test")));

        Assert.Equal(400, error.Status);
        Assert.EndsWith($"{first.Id} already has that value.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_portal_costs_less_than_a_millisecond_to_construct()
    {
        _ = new TestPortal();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 200; i++) _ = new HubSpotPortal(TimeProvider.System, i);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 200, 0, 1);
    }
}
