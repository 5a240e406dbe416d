using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Actions;

/// <summary>Fills the portal as an import file would: contacts by email, all or nothing.</summary>
internal sealed class Seeding(PortalState state)
{
    private readonly WriteChecks checks = new(state);
    private readonly RecordWrites writes = new(state);

    /// <returns><c>{object, created, updated, ids}</c>, ids in the order given.</returns>
    /// <exception cref="SandboxRefusedException">A row is wrong; no row was written.</exception>
    public JsonObject Run(string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        if (string.Equals(objectName, "owners", StringComparison.OrdinalIgnoreCase)) return Owners(rows);
        var plans = Plan(objectName, rows);
        var ids = new JsonArray();
        var created = 0;
        foreach (var plan in plans)
        {
            var written = writes.Commit(plan, Caller.Import);
            if (written.New) created++;
            ids.Add(written.Record.Id.ToString(CultureInfo.InvariantCulture));
        }
        return new JsonObject { ["object"] = plans.Count > 0 ? plans[0].Table.Type.Plural : objectName, ["created"] = created, ["updated"] = plans.Count - created, ["ids"] = ids };
    }

    private List<PlannedWrite> Plan(string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        if (!ObjectType.TryNamed(objectName, out var type)) throw new SandboxRefusedException($"there is no object '{objectName}'; there are: {string.Join(", ", ObjectType.All.Select(each => each.Plural))}, owners");
        var table = state.Table(type!);
        var claims = new Claims();
        var plans = new List<PlannedWrite>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            try
            {
                var plan = checks.Plan(table, Existing(table, rows[row]), new RecordInput(rows[row]), WriteRules.Seed, claims);
                claims.Add(plan);
                plans.Add(plan);
            }
            catch (HubSpotRefusedException refused)
            {
                throw new SandboxRefusedException(string.Create(CultureInfo.InvariantCulture, $"record {row + 1} of {rows.Count} ({type!.Plural}): {refused.Message}"));
            }
        }
        return plans;
    }

    // An import finds contacts by email and updates them; everything else it creates.
    private static HubSpotRecord? Existing(RecordTable table, IReadOnlyDictionary<string, string?> row) =>
        table.Type == ObjectType.Contact && row.GetValueOrDefault("email") is { Length: > 0 } email ? table.Resolve(email, "email", throughMerges: false) : null;

    private JsonObject Owners(IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        if (rows.Any(row => string.IsNullOrWhiteSpace(row.GetValueOrDefault("email")))) throw new SandboxRefusedException("an owner needs an 'email'");
        var ids = new JsonArray();
        foreach (var row in rows)
        {
            var owner = state.Owners.Put(row["email"]!, row.GetValueOrDefault("firstName") ?? "", row.GetValueOrDefault("lastName") ?? "", row.GetValueOrDefault("archived") == "true", state.Now);
            ids.Add(owner.Id);
        }
        state.Revision++;
        return new JsonObject { ["object"] = "owners", ["created"] = rows.Count, ["updated"] = 0, ["ids"] = ids };
    }
}
