using System.Net;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>What a connector does first, end to end: set up, write by external id, read back, poll.</summary>
public sealed class ConnectorPathTests
{
    [Fact]
    public async Task A_connector_sets_up_its_field_and_writes_reads_and_polls_by_it()
    {
        await using var org = await OrgServer.StartAsync();
        var integration = (string)(await org.QueryAsync("SELECT Id FROM User WHERE Username = 'integration@sandbox.test'")).Records[0]["Id"]!;

        var field = await org.SendAsync("POST", $"{OrgServer.Root}/tooling/sobjects/CustomField", JsonNode.Parse(
            """{"FullName":"Lead.HubSpot_Contact_Id__c","Metadata":{"label":"HubSpot Contact Id","type":"Text","length":64,"externalId":true,"unique":true,"caseSensitive":false,"required":false,"trackHistory":false}}"""));
        Assert.Equal(HttpStatusCode.Created, field.Status);
        Assert.Equal("INVALID_FIELD", (await org.QueryAsync("SELECT HubSpot_Contact_Id__c FROM Lead")).ErrorCode);

        var set = await org.CreateAsync("PermissionSet", new JsonObject { ["Name"] = "HubSync", ["Label"] = "HubSync" });
        await org.CreateAsync("FieldPermissions", new JsonObject { ["ParentId"] = set, ["SobjectType"] = "Lead", ["Field"] = "Lead.HubSpot_Contact_Id__c", ["PermissionsRead"] = true, ["PermissionsEdit"] = true });
        await org.CreateAsync("PermissionSetAssignment", new JsonObject { ["AssigneeId"] = integration, ["PermissionSetId"] = set });

        var upsert = await org.SendAsync("PATCH", $"{OrgServer.Root}/composite/sobjects/Lead/HubSpot_Contact_Id__c", JsonNode.Parse(
            """{"allOrNone":false,"records":[{"attributes":{"type":"Lead"},"HubSpot_Contact_Id__c":"90210","LastName":"Byron","Company":"Analytical Engines Ltd","Email":"Ada.Byron@example.com"}]}"""));
        Assert.True((bool)upsert.Array[0]!["success"]!, upsert.Text);
        var id = (string)upsert.Array[0]!["id"]!;

        var read = await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects/Lead", new JsonObject { ["ids"] = new JsonArray(id), ["fields"] = new JsonArray("Id", "Email", "SystemModstamp") });
        Assert.Equal("ada.byron@example.com", (string)read.Array[0]!["Email"]!);
        var poll = await org.QueryAsync("SELECT Id, Email, Owner.Email, SystemModstamp FROM Lead WHERE SystemModstamp >= 2026-11-22T09:00:00Z ORDER BY SystemModstamp, Id LIMIT 2000");
        Assert.Equal("integration@sandbox.test", (string)poll.Records[0]["Owner"]!["Email"]!);
    }

    [Fact]
    public async Task A_human_edit_seed_and_dump_work_through_the_control_surface()
    {
        await using var org = await OrgServer.StartAsync();
        var seeded = await org.SendAsync("POST", "/_sandbox/seed", JsonNode.Parse("""{"object":"Lead","records":[{"LastName":"Hopper","Company":"Remington Rand"}]}"""));
        Assert.Equal(HttpStatusCode.OK, seeded.Status);
        var id = (string)seeded.Object["ids"]![0]!;

        var act = await org.SendAsync("POST", "/_sandbox/act", new JsonObject { ["action"] = "edit", ["object"] = "Lead", ["id"] = id, ["fields"] = new JsonObject { ["Title"] = "Rear Admiral" } });

        Assert.Equal("Rear Admiral", (string)act.Object["record"]!["Title"]!);
        Assert.Equal(org.Org.RepId, (string)act.Object["record"]!["LastModifiedById"]!);
        Assert.Equal("Rear Admiral", (string)(await org.SendAsync("GET", "/_sandbox/dump?object=Lead")).Array[0]!["Title"]!);
    }
}
