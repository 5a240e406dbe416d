using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Merges;
using Integration.Sandbox.HubSpot.Preferences;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Actions;

/// <summary>What a human does in HubSpot's pages: changes carry <c>CRM_UI</c> and the user.</summary>
/// <remarks><c>{user?, action, object?, id?, properties?}</c>, or <c>{acts: [...]}</c>, which answers <c>{results: [...]}</c> one by one, refusals included.</remarks>
internal sealed class UserActions(PortalState state)
{
    private const long DefaultUser = 4455;
    private const string Names = "edit, create, merge, delete, undelete, complete-task, opt-out, opt-in, privacy-delete, associate";

    public JsonObject Run(JsonObject request)
    {
        if (request["acts"] is not { } acts) return One(request);
        var results = new JsonArray();
        foreach (var act in acts.AsArray())
        {
            try
            {
                results.Add(One(act as JsonObject ?? throw new SandboxRefusedException("each of 'acts' must be an object")));
            }
            catch (SandboxRefusedException refused)
            {
                results.Add(new JsonObject { ["error"] = refused.Message });
            }
        }
        return new JsonObject { ["results"] = results };
    }

    private JsonObject One(JsonObject act)
    {
        if (Text(act, "system") is { } system && system != "hubspot") throw new SandboxRefusedException($"this is the hubspot system, not '{system}'");
        var by = Caller.User(User(act["user"]));
        try
        {
            return Text(act, "action") switch
            {
                "edit" => Record(Edit(act, Type(act), Properties(act), by)),
                "create" => Record(Create(act, by)),
                "merge" => Record(Merge(act, by)),
                "delete" => Record(Delete(act, by)),
                "undelete" => Record(new RecordEnds(state).Restore(Type(act), Id(act), by)),
                "complete-task" => Record(Edit(act, ObjectType.Task, new Dictionary<string, string?> { ["hs_task_status"] = "COMPLETED" }, by)),
                "opt-out" => OptOut(act, optedOut: true, by),
                "opt-in" => OptOut(act, optedOut: false, by),
                "privacy-delete" => PrivacyDelete(act, by),
                "associate" => Associate(act, by),
                var action => throw new SandboxRefusedException($"unknown action '{action}'; there are: {Names}"),
            };
        }
        catch (HubSpotRefusedException refused)
        {
            throw new SandboxRefusedException(refused.Message);
        }
    }

    private HubSpotRecord Edit(JsonObject act, ObjectType type, IReadOnlyDictionary<string, string?> properties, Caller by)
    {
        var table = state.Table(type);
        var record = Live(act, type);
        return new RecordWrites(state).Commit(new WriteChecks(state).Plan(table, record, new RecordInput(properties), WriteRules.Human, new Claims()), by).Record;
    }

    private HubSpotRecord Create(JsonObject act, Caller by)
    {
        var plan = new WriteChecks(state).Plan(state.Table(Type(act)), null, new RecordInput(Properties(act)), WriteRules.Human, new Claims());
        return new RecordWrites(state).Commit(plan, by).Record;
    }

    private HubSpotRecord Merge(JsonObject act, Caller by)
    {
        var other = Text(act, "otherId") ?? Text(act, "mergeId") ?? throw new SandboxRefusedException("'otherId' is missing: the record that is merged into 'id'");
        return new RecordMerges(state).Merge(Type(act), Id(act), long.Parse(other, NumberStyles.None, CultureInfo.InvariantCulture), by);
    }

    private HubSpotRecord Delete(JsonObject act, Caller by)
    {
        var record = Live(act, Type(act));
        new RecordEnds(state).Archive(record.Type, record.Id, by);
        return state.Table(record.Type).Find(record.Id)!;
    }

    private JsonObject OptOut(JsonObject act, bool optedOut, Caller by)
    {
        var email = Text(act, "email") ?? Live(act, ObjectType.Contact)["email"] ?? throw new SandboxRefusedException("the contact has no email to opt out");
        return new OptOuts(state).Set(email, optedOut, by) is { } contact ? Record(contact) : new JsonObject { ["email"] = email, ["optedOut"] = optedOut };
    }

    private JsonObject PrivacyDelete(JsonObject act, Caller by)
    {
        var (id, property) = Text(act, "email") is { } email ? (email, "email") : (Id(act).ToString(CultureInfo.InvariantCulture), null);
        return new JsonObject { ["deleted"] = new RecordEnds(state).PrivacyDelete(id, property, by) };
    }

    private JsonObject Associate(JsonObject act, Caller by)
    {
        var from = Live(act, Type(act));
        var to = ObjectType.Named(Text(act, "toObject") ?? throw new SandboxRefusedException("'toObject' is missing"));
        var toId = long.Parse(Text(act, "toId") ?? throw new SandboxRefusedException("'toId' is missing"), NumberStyles.None, CultureInfo.InvariantCulture);
        var primary = act["primary"]?.GetValue<bool>() == true;
        var type = (primary ? AssociationTypes.Primary(from.Type, to) : AssociationTypes.Default(from.Type, to))
            ?? throw new SandboxRefusedException($"{from.Type.Plural} and {to.Plural} have no such association");
        state.Links.Check(type, toId);
        state.Links.Add(type, from.Id, toId, by);
        return Record(state.Table(from.Type).Find(from.Id)!);
    }

    private HubSpotRecord Live(JsonObject act, ObjectType type)
    {
        var table = state.Table(type);
        var record = Text(act, "id") is null && Text(act, "email") is { } email ? table.Resolve(email, "email", throughMerges: true) : table.FindThroughMerges(Id(act));
        return record is { Archived: false } ? record : throw new SandboxRefusedException($"no live record {type.Plural} {Text(act, "id") ?? Text(act, "email")}");
    }

    private long User(JsonNode? user)
    {
        var text = user is JsonValue value ? value.ToString() : null;
        if (text is null) return DefaultUser;
        if (text.StartsWith("userId:", StringComparison.Ordinal)) text = text["userId:".Length..];
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return id;
        return state.Owners.OfEmail(text)?.UserId ?? throw new SandboxRefusedException($"unknown user '{text}': give a user id or the email of an owner");
    }

    private static ObjectType Type(JsonObject act) =>
        ObjectType.TryNamed(Text(act, "object") ?? "contacts", out var type) ? type! : throw new SandboxRefusedException($"there is no object '{Text(act, "object")}'");

    private static long Id(JsonObject act) =>
        long.TryParse(Text(act, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new SandboxRefusedException("'id' is missing or not a number");

    private static string? Text(JsonObject act, string name) => act[name] is JsonValue value ? value.ToString() : null;

    private static Dictionary<string, string?> Properties(JsonObject act)
    {
        var given = (act["properties"] ?? act["fields"]) as JsonObject ?? throw new SandboxRefusedException("'properties' is missing: an object of names and values");
        // A human who empties a field clears it: null means that here, unlike in an API write.
        return given.ToDictionary(field => field.Key, field => field.Value is null ? (string?)"" : field.Value.ToString());
    }

    /// <summary>The record as the control surface shows it: every value.</summary>
    public static JsonObject Record(HubSpotRecord record)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in record.Properties) properties[name] = value;
        var shown = new JsonObject
        {
            ["id"] = record.Id.ToString(CultureInfo.InvariantCulture),
            ["properties"] = properties,
            ["createdAt"] = WireTime.Iso(record.CreatedAt),
            ["updatedAt"] = WireTime.Iso(record.UpdatedAt),
            ["archived"] = record.Archived,
        };
        if (record.ArchivedAt is { } archivedAt) shown["archivedAt"] = WireTime.Iso(archivedAt);
        return shown;
    }
}
