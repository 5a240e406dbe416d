using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

public sealed class SnapshotTests
{
    [Fact]
    public void A_loaded_org_has_the_records_fields_grants_events_and_bin_of_the_saved_one()
    {
        var world = new OrgWorld();
        var kept = world.Lead("Kept", ("HubSpot_Contact_Id__c", "1"), ("AnnualRevenue", 5m), ("DoNotCall", true));
        var gone = world.Lead("Gone");
        world.Act("delete", "Lead", gone);
        using var file = new MemoryStream();
        world.Org.Save(file);
        file.Position = 0;

        var next = new SalesforceOrg(new SandboxClock(TimeProvider.System));
        next.Clock.Set(OrgServer.Start);
        next.Load(file);

        Assert.Equal(world.Org.Dump("Lead").ToJsonString(), next.Dump("Lead").ToJsonString());
        Assert.Equal(kept, (string)next.Query(next.Integration, "SELECT Id FROM Lead WHERE HubSpot_Contact_Id__c = '1'")[0]["Id"]!);
        Assert.Equal(Told(world.Org), Told(next));
        Assert.Equal(world.Org.LastReplayId, next.LastReplayId);
        next.Act(new JsonObject { ["action"] = "undelete", ["object"] = "Lead", ["id"] = gone });
        var created = next.Save(next.Integration, "Lead", null, [OrgWorld.Fields(("LastName", "Next"), ("Company", "C"))])[0];
        Assert.True(created.Id != kept && created.Id != gone && created.Success);
    }

    [Fact]
    public void A_snapshot_of_another_format_is_refused()
    {
        using var file = new MemoryStream("""{"format":99,"customFields":[]}"""u8.ToArray());
        Assert.Throws<InvalidDataException>(() => new SalesforceOrg(TimeProvider.System).Load(file));
    }

    [Fact]
    public void Two_orgs_of_one_seed_and_one_clock_tell_the_same_story()
    {
        static string Story()
        {
            var world = new OrgWorld();
            world.Lead("A");
            world.Act("convert", "Lead", world.Lead("B"), ("createOpportunity", true));
            return string.Concat(new[] { "Lead", "Contact", "Account", "Opportunity" }.Select(name => world.Org.Dump(name).ToJsonString())) + Told(world.Org);
        }
        Assert.Equal(Story(), Story());
    }

    private static string Told(SalesforceOrg org) => string.Join('\n', org.ReadEvents("/data/ChangeEvents", -2).Select(change => change.ToJsonString()));
}
