using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Records;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>feedback</c>: which fact is told to each side, and in which field.</summary>
internal sealed class FeedbackReader(FieldLookup fields, Findings findings)
{
    private static readonly Dictionary<string, FeedbackFact> Facts = new(StringComparer.Ordinal)
    {
        ["outcome"] = FeedbackFact.State,
        ["reason"] = FeedbackFact.Reason,
        ["owner"] = FeedbackFact.Owner,
        ["first-touch"] = FeedbackFact.FirstTouch,
        ["clock"] = FeedbackFact.Clock,
        ["opportunity-stage"] = FeedbackFact.OpportunityStage,
        ["opportunity-amount"] = FeedbackFact.OpportunityAmount,
        ["why"] = FeedbackFact.Why,
        ["score"] = FeedbackFact.Score,
        ["score-parts"] = FeedbackFact.ScoreParts,
        ["persona"] = FeedbackFact.Persona,
        ["last-touches"] = FeedbackFact.LastTouches,
        ["message"] = FeedbackFact.Message,
        ["product"] = FeedbackFact.Product,
        ["agreement-version"] = FeedbackFact.AgreementVersion,
    };

    /// <summary>The terms; nothing told and notes on when the key is not there.</summary>
    public FeedbackTerms Read(KeyReader keys, IReadOnlySet<string> personas)
    {
        if (keys.Map("feedback") is not { } map) return new FeedbackTerms();
        var inner = new KeyReader(map, findings, "'feedback'");
        var terms = new FeedbackTerms
        {
            ToHubSpot = Told(inner, "to-hubspot", SystemName.HubSpot),
            ToSalesforce = Told(inner, "to-salesforce", SystemName.Salesforce),
            LifecycleStages = ByState(inner, "lifecycle-stages", new FeedbackTerms().LifecycleStages),
            LeadStatuses = ByState(inner, "lead-statuses", new FeedbackTerms().LeadStatuses),
            SetHubSpotOwner = inner.Word("set-hubspot-owner", MappingWords.YesNo, true),
            Notes = inner.Word("notes", MappingWords.YesNo, true),
            Messages = Messages(inner, personas),
        };
        inner.Finish();
        return terms;
    }

    private ImmutableSortedDictionary<FeedbackFact, string> Told(KeyReader keys, string key, SystemName system)
    {
        var told = ImmutableSortedDictionary.CreateBuilder<FeedbackFact, string>();
        if (keys.Map(key) is not { } map) return told.ToImmutable();
        var inner = new KeyReader(map, findings, $"'{key}'");
        var seen = new Dictionary<string, YamlText>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, fact) in Facts)
        {
            if (inner.Text(word) is not { } text || fields.Find(system, text) is not { } field) continue;
            told[fact] = field.Name;
            if (!seen.TryAdd(field.Name, text))
                findings.Report(DiagnosticCodes.AgreementName, text, $"two facts are written to {Quote.Of(field.Name)}", "give each its own field", new RelatedPlace(seen[field.Name].Place, "the other stands here"));
        }
        inner.Finish();
        return told.ToImmutable();
    }

    /// <summary><c>lifecycle-stages: { sent: marketingqualifiedlead }</c>; what is written replaces the standard as a whole.</summary>
    private ImmutableSortedDictionary<HandoffState, string> ByState(KeyReader keys, string key, ImmutableSortedDictionary<HandoffState, string> standard)
    {
        if (keys.Map(key) is not { } map) return standard;
        var inner = new KeyReader(map, findings, $"'{key}'");
        var values = ImmutableSortedDictionary.CreateBuilder<HandoffState, string>();
        foreach (var state in Enum.GetValues<HandoffState>())
            if (inner.Text(state.ToString().ToLowerInvariant()) is { } value) values[state] = value.Value;
        inner.Finish();
        return values.ToImmutable();
    }

    private ImmutableSortedDictionary<string, string> Messages(KeyReader keys, IReadOnlySet<string> personas)
    {
        var messages = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (persona, node) in keys.Map("messages")?.Entries ?? [])
            if (node is not YamlText { IsBlank: false } text)
                findings.Report(DiagnosticCodes.WrongShape, persona, $"{Quote.Of(persona.Value)} takes a text, not {node.Shape}", "write `persona: what to say first`");
            else if (!personas.Contains(persona.Value) && persona.Value != Market.Unclassified)
                findings.Report(DiagnosticCodes.AgreementUnknownName, persona, $"there is no persona {Quote.Of(persona.Value)}", NearName.Mend(persona.Value, personas, $"the personas are {Quote.List([.. personas])}"));
            else messages[persona.Value] = text.Value;
        return messages.ToImmutable();
    }
}
