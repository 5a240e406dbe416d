using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Batches of up to 100: all or nothing, unless every input carries a trace id. Source: facts/hubspot.md section 3.2.</summary>
internal sealed class RecordBatches(PortalState state)
{
    private const int InputsMax = 100;
    private const int InputsWithHistoryMax = 50;

    private readonly WriteChecks checks = new(state);
    private readonly RecordWrites writes = new(state);

    public (IReadOnlyList<HubSpotRecord> Found, IReadOnlyList<string> Missing) Read(ObjectType type, IReadOnlyList<string> ids, string? idProperty, bool archived, bool withHistory)
    {
        var table = state.Table(type);
        CheckCount(ids.Count, withHistory);
        table.CheckIdProperty(idProperty, "read", emailAllowed: true);
        CheckDistinct(ids.Select(id => (id, idProperty)));
        var found = new List<HubSpotRecord>(ids.Count);
        var missing = new List<string>();
        foreach (var id in ids)
        {
            if (table.Resolve(id, idProperty, throughMerges: false) is { } record && record.Archived == archived) found.Add(record);
            else missing.Add(id);
        }
        Shuffle(found);
        return (found, missing);
    }

    public BatchOutcome Create(ObjectType type, IReadOnlyList<RecordInput> inputs, Caller by, WriteRules rules)
    {
        CheckCount(inputs.Count);
        var table = state.Table(type);
        return Run(inputs, OneByOne(inputs), by, (input, claims) => checks.Plan(table, null, input, rules, claims));
    }

    public BatchOutcome Update(ObjectType type, IReadOnlyList<RecordInput> inputs, Caller by, WriteRules rules)
    {
        CheckCount(inputs.Count);
        var table = state.Table(type);
        foreach (var input in inputs) table.CheckIdProperty(input.IdProperty, "update", emailAllowed: false);
        CheckDistinct(inputs.Select(input => (input.Id!, input.IdProperty)));
        var alone = OneByOne(inputs);
        var missing = inputs.Where(input => Live(table, input) is null).Select(input => input.Id!).ToList();
        if (missing.Count > 0 && !alone) throw Refusals.Of(Refusals.SomeNotFound(type, missing));
        return Run(inputs, alone, by, (input, claims) =>
            checks.Plan(table, Live(table, input) ?? throw Refusals.Of(Refusals.SomeNotFound(type, [input.Id!])), input, rules, claims));
    }

    public BatchOutcome Upsert(ObjectType type, IReadOnlyList<RecordInput> inputs, Caller by, WriteRules rules)
    {
        CheckCount(inputs.Count);
        var table = state.Table(type);
        foreach (var input in inputs)
        {
            if (input.IdProperty is null or "hs_object_id") throw Refusals.NonUnique("upsert", type, input.IdProperty ?? "(none)");
            table.CheckIdProperty(input.IdProperty, "upsert", emailAllowed: true);
        }
        CheckDistinct(inputs.Select(input => (input.Id!, input.IdProperty)));
        // By email there are no partial upserts, whatever the trace ids say.
        var alone = OneByOne(inputs) && inputs.All(input => input.IdProperty != "email");
        return Run(inputs, alone, by, (input, claims) => PlanUpsert(table, input, rules, claims));
    }

    public int Archive(ObjectType type, IReadOnlyList<long> ids, Caller by)
    {
        CheckCount(ids.Count);
        var ends = new RecordEnds(state);
        return ids.Count(id => ends.Archive(type, id, by));
    }

    private PlannedWrite PlanUpsert(RecordTable table, RecordInput input, WriteRules rules, Claims claims)
    {
        var property = table.Properties.Find(input.IdProperty!)!;
        var found = table.Resolve(input.Id!, property.Name, throughMerges: false);
        if (found is not null) return WithKeyShown(checks.Plan(table, found, input, rules, claims), property.Name);
        var values = new Dictionary<string, string?>(input.Properties, StringComparer.Ordinal);
        values.TryAdd(property.Name, input.Id);
        var seed = input with { Properties = values };
        // A taken email is no plain "exists" here: the record that was to get it has no id yet, and the key does not match.
        if (property.Name != "email" && values.GetValueOrDefault("email") is { } email && table.Holder("email", email.Trim().ToLowerInvariant()) is { } holder)
            throw Refusals.ValueTaken(state.Options.PortalId, table.Type, "email", email.Trim().ToLowerInvariant(), table.NextId, holder);
        return checks.Plan(table, null, seed, rules, claims);
    }

    private static PlannedWrite WithKeyShown(PlannedWrite plan, string key) =>
        plan.Written.Contains(key) ? plan : plan with { Written = [.. plan.Written, key] };

    private static HubSpotRecord? Live(RecordTable table, RecordInput input) =>
        table.Resolve(input.Id!, input.IdProperty, throughMerges: false) is { Archived: false } record ? record : null;

    private BatchOutcome Run(IReadOnlyList<RecordInput> inputs, bool alone, Caller by, Func<RecordInput, Claims, PlannedWrite> plan)
    {
        var results = new List<WrittenRecord>(inputs.Count);
        var refused = new List<RefusedInput>();
        var claims = new Claims();
        if (!alone)
        {
            var plans = new List<PlannedWrite>(inputs.Count);
            foreach (var input in inputs)
            {
                var planned = plan(input, claims);
                claims.Add(planned);
                plans.Add(planned);
            }
            foreach (var planned in plans) results.Add(writes.Commit(planned, by));
        }
        else
        {
            foreach (var input in inputs)
            {
                try
                {
                    results.Add(writes.Commit(plan(input, claims), by));
                }
                catch (HubSpotRefusedException refusal)
                {
                    refused.Add(new RefusedInput(refusal.Error, input.TraceId));
                }
            }
        }
        Shuffle(results);
        return new BatchOutcome(results, refused);
    }

    private static bool OneByOne(IReadOnlyList<RecordInput> inputs) =>
        inputs.Count > 0 && inputs.All(input => input.TraceId is not null) && inputs.Select(input => input.TraceId).Distinct().Count() == inputs.Count;

    private static void CheckCount(int count, bool withHistory = false)
    {
        if (withHistory && count > InputsWithHistoryMax)
            throw Refusals.Validation($"The maximum number of inputs supported in a batch request for property histories is {InputsWithHistoryMax}, but received {count}");
        if (count > InputsMax) throw Refusals.Validation($"The maximum number of inputs supported in a batch request is {InputsMax}, but received {count}");
    }

    private static void CheckDistinct(IEnumerable<(string Id, string? IdProperty)> ids)
    {
        var seen = new HashSet<(string, string?)>();
        var twice = ids.Where(each => !seen.Add(each.IdProperty == "email" ? (each.Id.Trim().ToLowerInvariant(), each.IdProperty) : each)).Select(each => each.Id).Distinct().ToList();
        if (twice.Count > 0) throw Refusals.DuplicateIds(twice);
    }

    private void Shuffle<T>(List<T> results)
    {
        if (!state.Options.ShufflesResults) return;
        for (var i = results.Count - 1; i > 0; i--)
        {
            var j = state.Random.Next(i + 1);
            (results[i], results[j]) = (results[j], results[i]);
        }
    }
}
