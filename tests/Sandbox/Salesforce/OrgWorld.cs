using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>An org in process, at a fixed instant, with the words that tests are written in.</summary>
internal sealed class OrgWorld
{
    public OrgWorld(SalesforceOrgOptions? options = null, bool hubSpotId = true)
    {
        Org = new SalesforceOrg(new SandboxClock(new FrozenTime(OrgServer.Start)), 1, options);
        if (!hubSpotId) return;
        foreach (var name in new[] { "Lead", "Contact" })
            Org.AddCustomField(name, "HubSpot_Contact_Id__c", new JsonObject { ["type"] = "Text", ["label"] = "HubSpot Contact Id", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
    }

    public SalesforceOrg Org { get; }
    public Caller Api => Org.Integration;

    public static Dictionary<string, object?> Fields(params (string Name, object? Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    public SaveResult TryCreate(string objectName, params (string Name, object? Value)[] fields) => Org.Save(Api, objectName, null, [Fields(fields)])[0];

    public string Create(string objectName, params (string Name, object? Value)[] fields)
    {
        var saved = TryCreate(objectName, fields);
        Assert.True(saved.Success, string.Join("; ", saved.Errors.Select(error => error.Message)));
        return saved.Id!;
    }

    public string Lead(string lastName = "Byron", params (string Name, object? Value)[] more) => Create("Lead", [("LastName", lastName), ("Company", "Analytical Engines Ltd"), .. more]);

    public SaveResult TryUpdate(string objectName, string id, params (string Name, object? Value)[] fields) => Org.Update(Api, objectName, [Fields([("Id", id), .. fields])])[0];

    public void Update(string objectName, string id, params (string Name, object? Value)[] fields) => Assert.True(TryUpdate(objectName, id, fields).Success);

    public JsonObject Act(string action, string objectName, string id, params (string Name, JsonNode? Value)[] more)
    {
        var act = new JsonObject { ["action"] = action, ["object"] = objectName, ["id"] = id };
        foreach (var (name, value) in more) act[name] = value;
        return Org.Act(act);
    }

    public IReadOnlyList<JsonObject> Query(string soql, bool all = false) => Org.Query(Api, soql, all);

    public JsonObject One(string soql, bool all = false) => Assert.Single(Query(soql, all));

    public List<JsonObject> Events(long after) => [.. Org.ReadEvents("/data/ChangeEvents", after).Select(message => message["data"]!["payload"]!.AsObject())];

    public static string Header(JsonObject payload, string name) => payload["ChangeEventHeader"]![name]!.ToString();

    public void Pass(TimeSpan time) => Org.Clock.Advance(time);
}
