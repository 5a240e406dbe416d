using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Records;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>answers</c>: how sales' answers are read from Salesforce.</summary>
internal sealed class AnswerReader(FieldLookup fields, Findings findings)
{
    private static readonly AnswerTerms Standard = new();
    private static readonly Dictionary<string, StatusMeaning> Meanings = new(StringComparer.Ordinal)
    {
        ["open"] = StatusMeaning.Open,
        ["accepted"] = StatusMeaning.Accepted,
        ["working"] = StatusMeaning.Working,
        ["rejected"] = StatusMeaning.Rejected,
        ["recycled"] = StatusMeaning.Recycled,
    };

    /// <summary>The terms. Reasons must be among the Agreement's own.</summary>
    public AnswerTerms Read(KeyReader keys, IReadOnlySet<string> reasons)
    {
        if (keys.Map("answers") is not { } map) return Standard;
        var inner = new KeyReader(map, findings, "'answers'");
        var terms = new AnswerTerms
        {
            Status = inner.Text("status") is { } status && fields.Find(SystemName.Salesforce, status) is { } field ? field : Standard.Status,
            Meanings = Statuses(inner),
            Reason = inner.Text("reason") is { } reason ? fields.Find(SystemName.Salesforce, reason) : null,
            Reasons = Reasons(inner, reasons),
            LossReason = inner.Text("loss-reason") is { } lossReason ? fields.OfDeal(lossReason) : null,
            Competitor = inner.Text("competitor") is { } competitor ? fields.OfDeal(competitor) : null,
            CompetitorAsked = inner.Word("competitor-asked", MappingWords.YesNo, Standard.CompetitorAsked),
        };
        inner.Finish();
        return terms;
    }

    /// <summary><c>meanings: { accepted: [Accepted], rejected: [Unqualified, Junk] }</c>.</summary>
    private ImmutableSortedDictionary<string, StatusMeaning> Statuses(KeyReader keys)
    {
        var statuses = ImmutableSortedDictionary.CreateBuilder<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase);
        if (keys.Map("meanings") is not { } map) return statuses.ToImmutable();
        var inner = new KeyReader(map, findings, "'meanings'");
        var seen = new Dictionary<string, YamlText>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, meaning) in Meanings)
            foreach (var status in inner.Texts(word))
                if (seen.TryAdd(status.Value, status)) statuses[status.Value] = meaning;
                else findings.Report(DiagnosticCodes.AgreementName, status, $"the status {Quote.Of(status.Value)} has two meanings", "keep one", new RelatedPlace(seen[status.Value].Place, "the other stands here"));
        inner.Finish();
        foreach (var meaning in (string[])["accepted", "rejected"])
            if (!statuses.ContainsValue(Meanings[meaning]) && !(meaning == "accepted" && statuses.ContainsValue(StatusMeaning.Working)))
                findings.Report(DiagnosticCodes.AgreementNoStatus, keys.PlaceOf("meanings"), $"no status in Salesforce means {meaning}, so sales can say so through the API alone", "name one under answers.meanings");
        return statuses.ToImmutable();
    }

    private ImmutableSortedDictionary<string, string> Reasons(KeyReader keys, IReadOnlySet<string> reasons)
    {
        var told = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (salesforce, node) in keys.Map("reasons")?.Entries ?? [])
        {
            if (node is not YamlText { IsBlank: false } name)
                findings.Report(DiagnosticCodes.WrongShape, salesforce, $"{Quote.Of(salesforce.Value)} takes a reason, not {node.Shape}", "write `Salesforce value: reason`");
            else if (!reasons.Contains(name.Value))
                findings.Report(DiagnosticCodes.AgreementUnknownName, name, $"the Agreement has no reason {Quote.Of(name.Value)}", NearName.Mend(name.Value, reasons, $"its reasons are {Quote.List([.. reasons])}; add it under recycle.reasons"));
            else told[salesforce.Value] = name.Value;
        }
        return told.ToImmutable();
    }
}
