using Integration.Config.Agreements;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Sightings;
using Integration.Handoff.Agreements;
using Integration.Handoff.Api;
using Integration.Handoff.Following;

namespace Integration.App.Configuration;

/// <summary>What an Agreement asks of the rest of the service.</summary>
internal static class HandoffSettings
{
    /// <summary>The mapping whose pairs are people; null when the configuration maps none.</summary>
    public static Mapping? PeopleOf(IReadOnlyList<Mapping> mappings) => mappings.FirstOrDefault(mapping => mapping.HubSpotObject == "contacts");

    /// <summary>For the handoff role.</summary>
    public static HandoffTerms Terms(IReadOnlyList<AgreementDocument> agreements, Roster roster, SchemaCatalog? live) => new()
    {
        Agreements = [.. agreements.Select(document => new AgreementText(document.Agreement, document.Content))],
        Roster = roster,
        Read = content => AgreementContent.Read(content, live),
    };

    /// <summary>For the reads: what people are judged by. Nothing when no mapping is of people.</summary>
    public static ExtraFields Extra(IReadOnlyList<AgreementDocument> agreements, IReadOnlyList<Mapping> mappings)
    {
        if (PeopleOf(mappings) is not { } people) return ExtraFields.None;
        var terms = agreements.Select(document => document.Agreement).ToList();
        return new ExtraFields([.. Enum.GetValues<SystemName>().SelectMany(system => AgreementFields.Of(terms, system).SelectMany(field => people.ObjectsIn(system).Select(name => (system, name, field))))]);
    }

    /// <summary>For the feeds: what sales' doing is seen by. Nothing without an Agreement.</summary>
    public static SightingPlan Sightings(IReadOnlyList<AgreementDocument> agreements) =>
        agreements.Count == 0 ? SightingPlan.None : SightingPlan.Standard.With(SystemName.Salesforce, "Opportunity", DealFields.Of(agreements.Select(document => document.Agreement)));

    /// <summary>For Sync: the users of the team, who may be deactivated while they own something.</summary>
    public static IReadOnlyCollection<string> UsersOf(Roster roster) => [.. roster.Reps.Select(rep => rep.SalesforceId)];

    /// <summary>For set-up: what is read, and what is told to either side. Nothing when no mapping is of people.</summary>
    public static ExtraFields SetUp(IReadOnlyList<AgreementDocument> agreements, IReadOnlyList<Mapping> mappings)
    {
        if (PeopleOf(mappings) is not { } people) return ExtraFields.None;
        var told = agreements.Select(document => document.Agreement.Feedback).SelectMany(terms => terms.ToHubSpot.Values.Select(field => (SystemName.HubSpot, field)).Concat(terms.ToSalesforce.Values.Select(field => (SystemName.Salesforce, field)))).Distinct();
        return new ExtraFields([.. Extra(agreements, mappings).All, .. told.SelectMany(one => people.ObjectsIn(one.Item1).Select(name => (one.Item1, name, one.field)))]);
    }

    /// <summary>Who may call what changes something: <c>INTEGRATION_API_TOKENS</c> is <c>name=token</c>, several separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">The variable cannot be read.</exception>
    public static Callers Callers(Func<string, string?> environment, string? workflowSecret, Uri? webhookUrl)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (environment("INTEGRATION_API_TOKENS") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            // The name alone is shown: what comes after it is the secret.
            if (cut < 1 || cut == part.Length - 1) throw new FormatException("INTEGRATION_API_TOKENS is 'name=token', several separated by ';'; one of them has no name or no token");
            if (!tokens.TryAdd(part[..cut].Trim(), part[(cut + 1)..].Trim())) throw new FormatException($"INTEGRATION_API_TOKENS names '{part[..cut].Trim()}' twice");
        }
        return new Callers(tokens, workflowSecret, webhookUrl is null ? null : new Uri(webhookUrl, "/api/handoffs"));
    }
}
