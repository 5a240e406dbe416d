using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Scores;

namespace Integration.Handoff.Agreements;

/// <summary>What has to be read of a person, beside the mapped fields, so that an Agreement can judge and follow.</summary>
public static class AgreementFields
{
    // Who owns the record, where the person came from, and whether the person may be written to, is asked of everybody.
    private static readonly FieldRef[] Always =
    [
        new(SystemName.HubSpot, "hs_email_optout"), new(SystemName.HubSpot, "lifecyclestage"), new(SystemName.HubSpot, "hubspot_owner_id"), new(SystemName.HubSpot, "hs_analytics_source"),
        new(SystemName.Salesforce, "OwnerId"), new(SystemName.Salesforce, "HasOptedOutOfEmail"),
    ];

    /// <summary>The fields of one system, by name, each once; empty without an Agreement. A Salesforce field may stand on the Lead, the Contact or both.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Agreement> agreements, SystemName system)
    {
        var all = agreements.ToList();
        return all.Count == 0 ? [] : [.. all.SelectMany(Fields).Concat(Always).Where(field => field.System == system).Select(field => field.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<FieldRef> Fields(Agreement agreement) =>
    [
        .. agreement.Market.Icp is { } icp ? Of(icp) : [],
        .. agreement.Market.Personas.SelectMany(persona => Of(persona.Condition)),
        .. agreement.Products.SelectMany(product => Of(product.Qualified)),
        .. agreement.Products.SelectMany(product => product.Never).SelectMany(rule => Of(rule.Condition)),
        .. agreement.Products.SelectMany(product => product.Scoring.Fit.Concat(product.Scoring.Engagement)).SelectMany(Of),
        .. agreement.Handover.Packet.Select(packet => packet.Field),
        .. agreement.Handover.Why.SelectMany(phrase => phrase.Fields),
        .. agreement.Handover.Owner.OfType<RoutingStep.Territory>().SelectMany(step => step.Rules).SelectMany(rule => Of(rule.Condition)),
        .. agreement.Handover.AccountOwner is { } owner ? [owner] : Array.Empty<FieldRef>(),
        agreement.Answers.Status,
        .. agreement.Answers.Reason is { } reason ? [reason] : Array.Empty<FieldRef>(),
        .. agreement.Recycle.Reasons.SelectMany(one => one.ReEntry is { } condition ? Of(condition) : []),
    ];

    private static IEnumerable<FieldRef> Of(ScoreRule rule) => rule switch
    {
        ScoreRule.While held => Of(held.Condition),
        ScoreRule.Per per => [per.Field],
        ScoreRule.Since since => [since.Field],
        _ => [],
    };

    private static IEnumerable<FieldRef> Of(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(Of),
        Condition.Any any => any.Parts.SelectMany(Of),
        Condition.Not not => Of(not.Part),
        Condition.Named named => Of(named.Part),
        Condition.In one => [one.Field],
        Condition.Is one => [one.Field],
        Condition.Contains one => [one.Field],
        Condition.AtLeast one => [one.Field],
        Condition.AtMost one => [one.Field],
        Condition.Between one => [one.Field],
        Condition.Matches one => [one.Field],
        Condition.IsSet one => [one.Field],
        Condition.Within one => [one.Field],
        Condition.Changed one => [one.Field],
        _ => [],
    };
}
