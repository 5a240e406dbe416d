using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Reads;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Finds;

/// <summary>Looks records up by a unique property in the primary store. Never by search: its index lags, and search-then-create makes doubles.</summary>
internal sealed class RecordFinder(RecordReader reader)
{
    /// <summary>One outcome per question.</summary>
    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        var questions = request.Finds.Select(find => (Find: find, Value: ValueOf(find, request.MatchField))).ToList();
        var found = questions.ToDictionary(question => question.Find.Ref, _ => new List<Observation>());
        var faults = new Dictionary<int, Fault>();
        foreach (var objectName in request.Objects)
        {
            var asked = request.Fields.ByObject.GetValueOrDefault(objectName) ?? [];
            foreach (var byProperty in questions.Where(question => question.Value is not null).GroupBy(question => PropertyOf(question.Find, request.MatchField)))
            {
                var values = byProperty.Select(question => question.Value!).Distinct(StringComparer.Ordinal).ToList();
                var reads = await reader.ByPropertyAsync(request.Lane, objectName, byProperty.Key, values, asked, stop);
                var byValue = values.Zip(reads).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
                foreach (var (find, value) in byProperty)
                {
                    var read = byValue[value!];
                    if (read.Fault is { } fault) faults[find.Ref] = fault;
                    else if (read.Record is { } record)
                        found[find.Ref].Add(Observations.Live(HubSpotObjects.Key(objectName, record.Id), record, asked, read.StartedAt, read.EndedAt));
                }
            }
        }
        return new FindAnswer([.. questions.Select(question => faults.TryGetValue(question.Find.Ref, out var fault)
            ? new FindOutcome(question.Find.Ref, [], fault)
            : new FindOutcome(question.Find.Ref, found[question.Find.Ref]))]);
    }

    private static string PropertyOf(Find find, string matchField) => find.Kind == FindKind.ByPairKey ? KeyProperty.Name : matchField;

    /// <summary>The value in the form that HubSpot stores; null = nothing can hold it, and nothing is asked.</summary>
    private static string? ValueOf(Find find, string matchField) => find.Kind switch
    {
        // Only Salesforce has leads that turn into contacts.
        FindKind.ConvertedInto => null,
        FindKind.ByPairKey => Guid.TryParse(find.Value, out var pair) ? KeyProperty.TextOf(pair) : null,
        _ when string.IsNullOrWhiteSpace(find.Value) => null,
        _ when matchField == "email" => find.Value.Trim().ToLowerInvariant(),
        _ => find.Value.Trim(),
    };
}
