using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Conversions;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Acts;

/// <summary>One member of <c>POST /_sandbox/act</c>, read with a clear word for whatever is missing.</summary>
internal sealed class ActRequest(OrgState state, JsonObject request)
{
    public string Action => Text("action") ?? throw Missing("action", "\"edit\"");
    public string Id => Text("id") ?? throw Missing("id", "\"00Q…\"");
    public string FullId => RecordId.Normalise(Id) ?? throw new SandboxRefusedException($"'{Id}' is no record id");

    public SObjectType Type
    {
        get
        {
            var name = Text("object") ?? (Action == "complete-task" ? "Task" : Action == "convert" ? "Lead" : throw Missing("object", "\"Lead\""));
            return state.Schema.Find(name) ?? throw new SandboxRefusedException($"there is no object '{name}'");
        }
    }

    public IReadOnlyDictionary<string, object?> Fields
    {
        get
        {
            if (request["fields"] is not { } fields) return new Dictionary<string, object?>();
            if (fields is not JsonObject) throw new SandboxRefusedException("'fields' is no object: send {\"Title\":\"CFO\"}");
            using var document = JsonDocument.Parse(fields.ToJsonString());
            return JsonFields.Read(document.RootElement);
        }
    }

    public IReadOnlyList<string> Losers =>
        (request["losers"] ?? request["mergeIds"]) is JsonArray { Count: > 0 } ids ? [.. ids.Select(id => id!.GetValue<string>())] : throw Missing("losers", "[\"00Q…\"]");

    /// <summary>Delay between stamp and commit, in seconds.</summary>
    public TimeSpan? CommitAfter => request["commitAfterSeconds"] is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds.ToString(), CultureInfo.InvariantCulture)) : null;

    public LeadConversion Conversion() => new(Id)
    {
        Status = Text("status"),
        AccountId = Text("accountId"),
        ContactId = Text("contactId"),
        OwnerId = Text("ownerId"),
        OpportunityName = Text("opportunityName"),
        CreateOpportunity = request["createOpportunity"]?.GetValue<bool>() ?? false,
    };

    /// <summary>By user name, e-mail or id; the rep when none is named.</summary>
    public string UserId(string byDefault)
    {
        if (Text("user") is not { } named) return byDefault;
        var users = state.Table("User");
        var user = (RecordId.Normalise(named) is { } id ? users.Find(id) : null) ?? users.Holding(users.Type["Username"], named).FirstOrDefault() ?? users.Holding(users.Type["Email"], named).FirstOrDefault();
        return user?.Id ?? throw new SandboxRefusedException($"there is no user '{named}' in the org");
    }

    private string? Text(string name) => request[name]?.GetValue<string>();

    private static SandboxRefusedException Missing(string name, string example) => new($"'{name}' is missing: send \"{name}\":{example}");
}
