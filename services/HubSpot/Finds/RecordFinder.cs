using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.HubSpot.Links;
using Integration.HubSpot.Reads;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Finds;

/// <summary>Looks records up by a unique property in the primary store; only a web address, which is never unique, through <see cref="DomainSearch"/>.</summary>
internal sealed class RecordFinder(RecordReader reader, LinkReader links, DomainSearch domains)
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
            await DomainsAsync(request, objectName, [.. questions.Where(question => question.Find.Kind == FindKind.ByDomain && question.Value is not null)], found, faults, stop);
            foreach (var byProperty in questions.Where(question => question.Find.Kind != FindKind.ByDomain && question.Value is not null).GroupBy(question => PropertyOf(question.Find, request.MatchField)))
            {
                var values = byProperty.Select(question => question.Value!).Distinct(StringComparer.Ordinal).ToList();
                var reads = await reader.ByPropertyAsync(request.Lane, objectName, byProperty.Key, values, asked, stop);
                var seen = reads.Where(read => read.Record is not null).Select(read => Observations.Live(HubSpotObjects.Key(objectName, read.Record!.Id), read.Record, asked, read.StartedAt, read.EndedAt));
                var whole = (await links.AddAsync(request.Lane, objectName, asked, [.. seen.DistinctBy(each => each.Key).Select(each => new ReadOutcome(each.Key, each))], stop)).ToDictionary(outcome => outcome.Key.Id, StringComparer.Ordinal);
                var byValue = values.Zip(reads).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
                foreach (var (find, value) in byProperty)
                {
                    var read = byValue[value!];
                    if ((read.Record is { } record ? whole[record.Id].Fault : read.Fault) is { } fault) faults[find.Ref] = fault;
                    else if (read.Record is not null) found[find.Ref].Add(whole[read.Record.Id].Seen!);
                }
            }
        }
        return new FindAnswer([.. questions.Select(question => faults.TryGetValue(question.Find.Ref, out var fault)
            ? new FindOutcome(question.Find.Ref, [], fault)
            : new FindOutcome(question.Find.Ref, found[question.Find.Ref]) { MayLag = question.Find.Kind == FindKind.ByDomain })]);
    }

    private async Task DomainsAsync(FindRequest request, string objectName, IReadOnlyList<(Find Find, string? Value)> questions, Dictionary<int, List<Observation>> found, Dictionary<int, Fault> faults, CancellationToken stop)
    {
        if (questions.Count == 0) return;
        var answers = await domains.FindAsync(request.Lane, objectName, request.MatchField, [.. questions.Select(question => question.Value!).Distinct(StringComparer.Ordinal)], request.Fields, stop);
        foreach (var (find, value) in questions)
        {
            var (seen, fault) = answers[value!];
            if (fault is not null) faults[find.Ref] = fault;
            else found[find.Ref].AddRange(seen);
        }
    }

    private static string PropertyOf(Find find, string matchField) => find.Kind == FindKind.ByPairKey ? KeyProperty.Name : matchField;

    /// <summary>The value in the form that HubSpot stores; null = nothing can hold it, and nothing is asked.</summary>
    private static string? ValueOf(Find find, string matchField) => find.Kind switch
    {
        // Only Salesforce has leads that turn into contacts.
        FindKind.ConvertedInto => null,
        FindKind.ByPairKey => Guid.TryParse(find.Value, out var pair) ? KeyProperty.TextOf(pair) : null,
        _ when string.IsNullOrWhiteSpace(find.Value) => null,
        FindKind.ByDomain => Canonical.Of(FieldType.Domain, FieldValue.Of(find.Value)),
        _ when matchField == "email" => find.Value.Trim().ToLowerInvariant(),
        _ => find.Value.Trim(),
    };
}
