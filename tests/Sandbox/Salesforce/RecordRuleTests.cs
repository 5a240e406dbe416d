using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>The rules a record meets on its way into the org, each with its own name.</summary>
public sealed class RecordRuleTests
{
    [Theory]
    [InlineData("Email", "Ada.Byron@Example.COM", "ada.byron@example.com")]
    [InlineData("Title", "  Countess  ", "Countess")]
    [InlineData("Title", "", null)]
    [InlineData("Status", "Any text at all", "Any text at all")] // The list is not restricted.
    public void A_text_is_stored_as(string field, string sent, string? stored)
    {
        var world = new OrgWorld();
        var id = world.Lead("Byron", (field, sent));
        Assert.Equal(stored, (string?)world.One($"SELECT {field} FROM Lead WHERE Id = '{id}'")[field]);
    }

    [Theory]
    [InlineData("Email", "not-an-email", "INVALID_EMAIL_ADDRESS")]
    [InlineData("CleanStatus", "Sparkling", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("ConvertedDate", "2026-11-22", "INVALID_FIELD_FOR_INSERT_UPDATE")]
    [InlineData("OwnerId", "00Q5g00000LeadA", "MALFORMED_ID")]
    [InlineData("OwnerId", "not an id", "MALFORMED_ID")]
    [InlineData("OwnerId", "0055g0000000009", "INVALID_CROSS_REFERENCE_KEY")]
    [InlineData("NumberOfEmployees", "123456789", "NUMBER_OUTSIDE_VALID_RANGE")]
    [InlineData("LastName", "", "REQUIRED_FIELD_MISSING")]
    [InlineData("DoNotCall", null, "INVALID_TYPE_ON_FIELD_IN_RECORD")]
    public void A_wrong_value_is_refused_as(string field, string? sent, string code)
    {
        var world = new OrgWorld();
        var fields = OrgWorld.Fields(("LastName", "Byron"), ("Company", "Ltd"));
        fields[field] = sent;
        var refused = world.Org.Save(world.Api, "Lead", null, [fields])[0];
        Assert.Equal(code, Assert.Single(refused.Errors).Code);
    }

    [Fact]
    public void A_text_over_its_length_is_refused_with_the_length()
    {
        var refused = new OrgWorld().TryCreate("Lead", ("LastName", "B"), ("Company", "C"), ("Title", new string('x', 129)));
        Assert.Equal("STRING_TOO_LONG", refused.Errors[0].Code);
        Assert.EndsWith("(max length=128)", refused.Errors[0].Message);
    }

    [Fact]
    public void A_number_sent_as_text_is_a_number()
    {
        var world = new OrgWorld();
        world.Lead("Byron", ("NumberOfEmployees", "10000"));
        Assert.Equal(10_000, (int)world.One("SELECT NumberOfEmployees FROM Lead")["NumberOfEmployees"]!);
    }

    [Fact]
    public void A_unique_value_is_held_by_one_record_whatever_its_case_and_the_holder_is_named_by_15_characters()
    {
        var world = new OrgWorld();
        var holder = world.Lead("Byron", ("HubSpot_Contact_Id__c", "abc"));
        var refused = world.TryCreate("Lead", ("LastName", "B"), ("Company", "C"), ("HubSpot_Contact_Id__c", "ABC"));
        Assert.Equal("DUPLICATE_VALUE", refused.Errors[0].Code);
        Assert.EndsWith($"record with id: {holder[..15]}", refused.Errors[0].Message);
    }

    [Fact]
    public void A_deleted_record_frees_its_unique_value_and_cannot_be_restored_over_the_next_holder()
    {
        var world = new OrgWorld();
        var first = world.Lead("Byron", ("HubSpot_Contact_Id__c", "abc"));
        world.Act("delete", "Lead", first);
        world.Lead("Hopper", ("HubSpot_Contact_Id__c", "abc"));
        Assert.Contains("UNDELETE_FAILED", Assert.Throws<SandboxRefusedException>(() => world.Act("undelete", "Lead", first)).Message);
    }

    [Fact]
    public void Stamps_are_whole_seconds_of_the_orgs_clock_and_an_identical_write_moves_them()
    {
        var world = new OrgWorld();
        var id = world.Lead();
        world.Pass(TimeSpan.FromMilliseconds(7_400));
        world.Update("Lead", id, ("LastName", "Byron"));
        Assert.Equal("2026-11-22T09:15:09.000+0000", (string)world.One("SELECT SystemModstamp FROM Lead")["SystemModstamp"]!);
    }

    [Fact]
    public void A_delete_moves_both_stamps_and_queryAll_shows_it_for_15_days()
    {
        var world = new OrgWorld();
        var id = world.Lead();
        world.Pass(TimeSpan.FromMinutes(1));
        world.Act("delete", "Lead", id);
        Assert.Empty(world.Query("SELECT Id FROM Lead"));
        var row = world.One("SELECT IsDeleted, SystemModstamp, LastModifiedDate FROM Lead", all: true);
        Assert.Equal((string)row["SystemModstamp"]!, (string)row["LastModifiedDate"]!);
        Assert.StartsWith("2026-11-22T09:16:0", (string)row["SystemModstamp"]!);
        world.Pass(TimeSpan.FromDays(15));
        Assert.Empty(world.Query("SELECT Id FROM Lead", all: true));
    }

    [Fact]
    public void An_inactive_user_cannot_own_a_record_and_a_queue_only_where_it_serves()
    {
        var world = new OrgWorld();
        var former = (string)world.One("SELECT Id FROM User WHERE IsActive = false")["Id"]!;
        var queue = (string)world.One("SELECT Id FROM Group WHERE Type = 'Queue'")["Id"]!;
        Assert.Equal("INACTIVE_OWNER_OR_USER", world.TryCreate("Lead", ("LastName", "B"), ("Company", "C"), ("OwnerId", former)).Errors[0].Code);
        world.Lead("Byron", ("OwnerId", queue));
        Assert.Equal("MALFORMED_ID", world.TryCreate("Contact", ("LastName", "B"), ("OwnerId", queue)).Errors[0].Code);
    }

    [Fact]
    public void A_validation_rule_and_a_wrong_value_are_told_together()
    {
        var world = new OrgWorld(new SalesforceOrgOptions { ValidationRules = [new ValidationRule("Lead", "Phone", "Work leads need a phone number", value => value("Phone") is null)] });
        var refused = world.TryCreate("Lead", ("LastName", "B"), ("Company", "C"), ("Email", "nope"));
        Assert.Equal(["INVALID_EMAIL_ADDRESS", "FIELD_CUSTOM_VALIDATION_EXCEPTION"], refused.Errors.Select(error => error.Code));
    }

    [Fact]
    public void A_duplicate_rule_that_alerts_lets_pass_who_says_so_and_one_that_blocks_does_not()
    {
        foreach (var blocks in new[] { false, true })
        {
            var world = new OrgWorld(new SalesforceOrgOptions { DuplicateRules = [new DuplicateRule("Lead", blocks)] });
            world.Lead("Byron", ("Email", "a@example.com"));
            Assert.Equal("DUPLICATES_DETECTED", world.TryCreate("Lead", ("LastName", "B"), ("Company", "C"), ("Email", "A@example.com")).Errors[0].Code);
            var allowed = world.Org.Save(world.Api with { AllowDuplicates = true }, "Lead", null, [OrgWorld.Fields(("LastName", "B"), ("Company", "C"), ("Email", "a@example.com"))])[0];
            Assert.Equal(!blocks, allowed.Success);
        }
    }

    [Fact]
    public void An_assignment_rule_takes_the_lead_on_create_and_on_update_unless_switched_off()
    {
        var options = new SalesforceOrgOptions();
        var world = new OrgWorld(options);
        options.LeadAssignmentOwner = world.Org.RepId;
        var id = world.Lead();
        Assert.NotEqual(world.Org.RepId, (string)world.One("SELECT OwnerId FROM Lead")["OwnerId"]!);
        Assert.True(world.Org.Update(world.Api with { AutoAssign = true }, "Lead", [OrgWorld.Fields(("Id", id), ("Title", "x"))])[0].Success);
        Assert.Equal(world.Org.RepId, (string)world.One("SELECT OwnerId FROM Lead")["OwnerId"]!);
    }

    [Fact]
    public void A_formatter_stores_something_else_than_was_sent()
    {
        var world = new OrgWorld(new SalesforceOrgOptions { Formatter = (_, field, value) => field == "Phone" ? "(" + value + ")" : null });
        world.Lead("Byron", ("Phone", "0049"));
        Assert.Equal("(0049)", (string)world.One("SELECT Phone FROM Lead")["Phone"]!);
    }

    [Fact]
    public void A_late_commit_shows_its_record_afterwards_with_the_older_stamp_and_locks_it_until_then()
    {
        var world = new OrgWorld();
        var id = world.Lead();
        world.Act("edit", "Lead", id, ("fields", new System.Text.Json.Nodes.JsonObject { ["Title"] = "late" }), ("commitAfterSeconds", 30));
        var mark = world.Org.LastReplayId;
        world.Pass(TimeSpan.FromSeconds(20));
        Assert.Null(world.One("SELECT Title FROM Lead")["Title"]);
        Assert.Equal("UNABLE_TO_LOCK_ROW", world.TryUpdate("Lead", id, ("Phone", "1")).Errors[0].Code);
        Assert.Empty(world.Events(mark));
        world.Pass(TimeSpan.FromSeconds(11));
        var row = world.One("SELECT Title, SystemModstamp FROM Lead");
        Assert.Equal("late", (string)row["Title"]!);
        Assert.StartsWith("2026-11-22T09:15:0", (string)row["SystemModstamp"]!);
        Assert.Single(world.Events(mark));
        world.Update("Lead", id, ("Phone", "1"));
    }

    [Fact]
    public void An_opportunity_follows_its_stage()
    {
        var world = new OrgWorld();
        var id = world.Create("Opportunity", ("Name", "Deal"), ("StageName", "Prospecting"), ("CloseDate", "2026-12-31"), ("Amount", 1000m));
        world.Update("Opportunity", id, ("StageName", "Closed Won"));
        var row = world.One("SELECT IsClosed, IsWon, Probability, ForecastCategory, Fiscal, ExpectedRevenue FROM Opportunity");
        Assert.Equal("true true 100.0 Closed 2026 4 1000.00", string.Join(' ', row.Where(pair => pair.Key != "attributes").Select(pair => pair.Value!.ToString())));
    }
}
