using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Queries;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Sightings;

/// <summary>Finds the leads and contacts that tasks, events and opportunities belong to: an activity names one itself, an opportunity is asked for its contact roles and the leads it came from.</summary>
internal sealed class PeopleReader(SalesforceClient client)
{
    private const string Who = "WhoId";

    /// <summary>The same outcomes, the live ones with their people. Where those cannot be read, the record counts as not read: told of nobody, it would be lost.</summary>
    public async Task<IReadOnlyList<ReadOutcome>> AddAsync(Lane lane, IReadOnlyList<ReadOutcome> outcomes, CancellationToken stop)
    {
        var opportunities = outcomes.Where(outcome => IsLive(outcome) && outcome.Key.Object == "Opportunity").Select(outcome => SalesforceIds.Normalise(outcome.Key.Id)).Distinct(StringComparer.Ordinal).ToList();
        var people = new Dictionary<string, SortedSet<RecordKey>>(StringComparer.Ordinal);
        var fault = await AskAsync("SELECT OpportunityId, ContactId FROM OpportunityContactRole WHERE OpportunityId IN", "OpportunityId", "ContactId", "Contact")
            ?? await AskAsync("SELECT Id, ConvertedOpportunityId FROM Lead WHERE ConvertedOpportunityId IN", "ConvertedOpportunityId", "Id", "Lead");
        return [.. outcomes.Select(With)];

        async Task<Fault?> AskAsync(string head, string opportunityField, string personField, string personObject)
        {
            foreach (var chunk in Soql.InLists(head, opportunities))
            {
                var answer = await client.QueryAsync(chunk.Statement, withDeleted: false, lane, stop);
                if (answer.Value is not { } rows) return answer.Fault;
                foreach (var row in rows) Add(row, opportunityField, personField, personObject);
            }
            return null;
        }

        void Add(JsonElement row, string opportunityField, string personField, string personObject)
        {
            if (!SalesforceIds.TryNormalise(FieldText.TextOf(row, opportunityField), out var opportunity) || !SalesforceIds.TryNormalise(FieldText.TextOf(row, personField), out var person)) return;
            if (!people.TryGetValue(opportunity, out var found)) people[opportunity] = found = [];
            found.Add(new RecordKey(SystemName.Salesforce, personObject, person));
        }

        ReadOutcome With(ReadOutcome outcome)
        {
            if (!IsLive(outcome)) return outcome;
            if (outcome.Key.Object != "Opportunity") return outcome with { People = [.. Named(outcome.Seen!.Values[Who])] };
            return fault is not null ? new ReadOutcome(outcome.Key, null, fault) : outcome with { People = [.. people.GetValueOrDefault(SalesforceIds.Normalise(outcome.Key.Id), [])] };
        }
    }

    private static IEnumerable<RecordKey> Named(FieldValue who) =>
        SalesforceIds.TryNormalise(who.Text, out var id) && SalesforceIds.ObjectOf(id) is "Lead" or "Contact" ? [new RecordKey(SystemName.Salesforce, SalesforceIds.ObjectOf(id!)!, id!)] : [];

    private static bool IsLive(ReadOutcome outcome) => outcome.Seen is { Life.State: LifeState.Live };
}
