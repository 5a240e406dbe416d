using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Acts;

/// <summary>What a person does in the org's own pages.</summary>
internal static class HumanActs
{
    // What Lightning leaves in a change event: captured, facts/salesforce.md section 8.2.
    private const string Origin = "com/salesforce/api/soap/68.0;client=SfdcInternalAPI/";

    /// <summary>One act, or <c>{"acts":[…]}</c>: these are carried out in order, each for itself, and a refused one stops the rest.</summary>
    public static JsonObject Carry(SalesforceOrg org, JsonObject request)
    {
        if (request["acts"] is not { } list) return One(org, request);
        var acts = list as JsonArray ?? throw new SandboxRefusedException("'acts' is no list: send {\"acts\":[{\"action\":\"edit\",…},…]}");
        return new JsonObject { ["acts"] = new JsonArray([.. acts.Select(act => One(org, act as JsonObject ?? throw new SandboxRefusedException("a member of 'acts' is no object")))]) };
    }

    private static JsonObject One(SalesforceOrg org, JsonObject request)
    {
        var act = new ActRequest(org.State, request);
        var caller = new Caller(act.UserId(org.Standard.RepId)) { SeesEverything = true, AutoAssign = false, AllowDuplicates = true, Origin = Origin };
        var tx = new Transaction(org.State, caller);
        try
        {
            var changed = Carry(tx, act);
            var answer = Answer(org.State, changed);
            if (Delay(org, act) is { } delay && delay > TimeSpan.Zero)
            {
                answer["visibleAt"] = FieldJson.ZStamp(org.State.Now + delay);
                org.Withhold(tx, org.State.Now + delay);
            }
            else org.Commit(tx);
            return answer;
        }
        catch (RefusedException refused)
        {
            tx.RollBackTo(0);
            throw new SandboxRefusedException($"{act.Action} was refused: {string.Join("; ", refused.Errors.Select(error => $"{error.Code} {error.Message}"))}");
        }
        catch
        {
            tx.RollBackTo(0);
            throw;
        }
    }

    /// <returns>The records changed, the one acted on first.</returns>
    private static IReadOnlyList<(SObjectType Type, string Id)> Carry(Transaction tx, ActRequest act)
    {
        var type = act.Type;
        switch (act.Action)
        {
            case "create": return [(type, RecordWriter.Create(tx, type, act.Fields))];
            case "edit": RecordWriter.Update(tx, type, act.Id, act.Fields); return [(type, act.FullId)];
            case "delete": Deletion.Delete(tx, type, act.Id); return [(type, act.FullId)];
            case "undelete": Deletion.Undelete(tx, type, act.Id); return [(type, act.FullId)];
            case "complete-task":
                RecordWriter.Update(tx, tx.State.Schema["Task"], act.Id, new Dictionary<string, object?>(act.Fields) { ["Status"] = "Completed" });
                return [(tx.State.Schema["Task"], act.FullId)];
            case "merge":
                Merges.Merge.Carry(tx, type, act.Id, act.Losers, act.Fields);
                return [(type, act.FullId), .. act.Losers.Select(loser => (type, RecordId.Normalise(loser)!))];
            case "convert":
                var converted = Conversions.Conversion.Carry(tx, act.Conversion());
                return [.. new[] { act.FullId, converted.AccountId, converted.ContactId, converted.OpportunityId }.OfType<string>().Select(id => (tx.State.Schema.OfId(id)!, id))];
            default: throw new SandboxRefusedException($"there is no action '{act.Action}'; there are edit, create, merge, delete, undelete, convert, complete-task");
        }
    }

    private static JsonObject Answer(OrgState state, IReadOnlyList<(SObjectType Type, string Id)> changed)
    {
        JsonObject Written((SObjectType Type, string Id) record) => RecordJson.Write(record.Type, state.Table(record.Type).Find(record.Id)!, record.Type.Fields, 68);
        return new JsonObject { ["record"] = Written(changed[0]), ["records"] = new JsonArray([.. changed.Select(Written)]) };
    }

    private static TimeSpan? Delay(SalesforceOrg org, ActRequest act) =>
        act.CommitAfter ?? (org.Options.LateVisibilityMax > TimeSpan.Zero ? org.Options.LateVisibilityMax * org.State.Random.NextDouble() : null);
}
