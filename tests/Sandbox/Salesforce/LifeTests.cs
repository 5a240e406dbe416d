using System.Text.Json.Nodes;
using Integration.Sandbox.Control;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>Conversion, merge, deletion: what becomes of a person's records.</summary>
public sealed class LifeTests
{
    private readonly OrgWorld world = new();

    [Fact]
    public void A_converted_lead_becomes_account_contact_and_opportunity_in_one_transaction_of_four_events()
    {
        var id = world.Lead("Byron", ("FirstName", "Ada"), ("Email", "ada@example.com"), ("City", "London"), ("HubSpot_Contact_Id__c", "90210"), ("OwnerId", world.Org.RepId), ("HasOptedOutOfEmail", true));
        var mark = world.Org.LastReplayId;
        world.Act("convert", "Lead", id, ("createOpportunity", true));

        var lead = world.One("SELECT Status, IsConverted, ConvertedAccountId, ConvertedContactId, ConvertedOpportunityId FROM Lead");
        Assert.Equal("Closed - Converted", (string)lead["Status"]!);
        var contact = world.One("SELECT Id, AccountId, MailingCity, HubSpot_Contact_Id__c, HasOptedOutOfEmail FROM Contact");
        Assert.Equal((string)lead["ConvertedContactId"]!, (string)contact["Id"]!);
        Assert.Equal("90210", (string)contact["HubSpot_Contact_Id__c"]!);
        Assert.Equal("London", (string)contact["MailingCity"]!);
        Assert.True((bool)contact["HasOptedOutOfEmail"]!);

        var events = world.Events(mark);
        Assert.Equal(["Account CREATE 1", "Contact CREATE 2", "Opportunity CREATE 3", "Lead UPDATE 4"],
            events.Select(change => $"{OrgWorld.Header(change, "entityName")} {OrgWorld.Header(change, "changeType")} {OrgWorld.Header(change, "sequenceNumber")}"));
        Assert.Single(events.Select(change => OrgWorld.Header(change, "transactionKey")).Distinct());
        var sample = Samples.Json("streaming/cdc.lead-conversion.json").AsArray();
        for (var at = 0; at < 4; at++) Samples.AssertShape(sample[at]!["data"]!["payload"]!["ChangeEventHeader"], events[at]["ChangeEventHeader"]);
        Assert.Equal(["Status", "IsConverted", "ConvertedDate", "ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId"],
            events[3]["ChangeEventHeader"]!["changedFields"]!.AsArray().Select(name => (string)name!).Where(name => name.StartsWith("Conv", StringComparison.Ordinal) || name is "Status" or "IsConverted"));
    }

    [Fact]
    public void A_conversion_into_an_existing_contact_fills_only_what_is_blank()
    {
        var account = world.Create("Account", ("Name", "Acme"));
        var contact = world.Create("Contact", ("LastName", "King"), ("Title", "Countess"), ("AccountId", account));
        var lead = world.Lead("Byron", ("Title", "Poet"), ("Phone", "123"));
        world.Act("convert", "Lead", lead, ("accountId", account), ("contactId", contact));
        var row = world.One("SELECT LastName, Title, Phone FROM Contact");
        Assert.Equal("King Countess 123", $"{row["LastName"]} {row["Title"]} {row["Phone"]}");
    }

    [Fact]
    public void A_converted_lead_is_read_only_and_still_found()
    {
        var id = world.Lead();
        world.Act("convert", "Lead", id);
        Assert.Equal("CANNOT_UPDATE_CONVERTED_LEAD", world.TryUpdate("Lead", id, ("Title", "x")).Errors[0].Code);
        Assert.Contains("CANNOT_UPDATE_CONVERTED_LEAD", Assert.Throws<SandboxRefusedException>(() => world.Act("edit", "Lead", id, ("fields", new JsonObject { ["Title"] = "x" }))).Message);
        Assert.Single(world.Query("SELECT Id FROM Lead WHERE IsConverted = true"));
    }

    [Fact]
    public void A_refused_conversion_leaves_nothing_behind()
    {
        var queue = (string)world.One("SELECT Id FROM Group WHERE Type = 'Queue'")["Id"]!;
        var id = world.Lead("Byron", ("OwnerId", queue));
        Assert.Throws<SandboxRefusedException>(() => world.Act("convert", "Lead", id));
        Assert.Empty(world.Query("SELECT Id FROM Account"));
        world.Act("convert", "Lead", id, ("ownerId", world.Org.RepId));
    }

    [Fact]
    public void A_merge_sends_the_losers_to_the_bin_with_their_master_and_moves_their_children()
    {
        var winner = world.Lead("Byron");
        var loser = world.Lead("Lovelace", ("HubSpot_Contact_Id__c", "7"));
        var task = world.Create("Task", ("Subject", "Call"), ("WhoId", loser));
        var mark = world.Org.LastReplayId;
        world.Act("merge", "Lead", winner, ("losers", new JsonArray(loser)), ("fields", new JsonObject { ["MobilePhone"] = "+44" }));

        var gone = world.One("SELECT Id, MasterRecordId FROM Lead WHERE IsDeleted = true", all: true);
        Assert.Equal((loser, winner), ((string)gone["Id"]!, (string)gone["MasterRecordId"]!));
        Assert.Equal(winner, (string)world.One($"SELECT WhoId FROM Task WHERE Id = '{task}'")["WhoId"]!);
        Assert.Null(world.One("SELECT HubSpot_Contact_Id__c FROM Lead")["HubSpot_Contact_Id__c"]);
        var events = world.Events(mark).ToList();
        Assert.Equal([("DELETE", loser), ("UPDATE", winner)], events.Select(change => (OrgWorld.Header(change, "changeType"), (string)change["ChangeEventHeader"]!["recordIds"]![0]!)));
        Assert.Equal(["ChangeEventHeader"], events[0].Select(pair => pair.Key)); // No MasterRecordId: the loser's master is told by queryAll alone.
        Assert.Equal("ENTITY_IS_DELETED", world.TryUpdate("Lead", loser, ("Title", "x")).Errors[0].Code);
    }

    [Fact]
    public void Undelete_brings_back_the_record_with_its_children_and_tells_all_its_fields()
    {
        var id = world.Lead("Lamarr", ("FirstName", "Hedy"));
        world.Create("Task", ("Subject", "Call"), ("WhoId", id));
        world.Act("delete", "Lead", id);
        Assert.Empty(world.Query("SELECT Id FROM Task"));
        var mark = world.Org.LastReplayId;
        world.Act("undelete", "Lead", id);
        Assert.Single(world.Query("SELECT Id FROM Task"));
        var change = Assert.Single(world.Events(mark));
        Assert.Equal("UNDELETE", OrgWorld.Header(change, "changeType"));
        Assert.Equal("Hedy", (string)change["Name"]!["FirstName"]!);
    }
}
