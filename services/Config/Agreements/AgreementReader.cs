using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Approvals;

namespace Integration.Config.Agreements;

/// <summary>An Agreement document as far as it could be read.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Map">As written, to say where something stands.</param>
/// <param name="Document">Null when, reported, something in it is wrong.</param>
internal sealed record AgreementDraft(Place Place, YamlMap Map, AgreementDocument? Document);

/// <summary>Reads an Agreement document and checks all that can be known before the first person is judged.</summary>
internal static class AgreementReader
{
    public static AgreementDraft Read(YamlMap document, SchemaCatalog catalog, Findings findings)
    {
        var errorsBefore = findings.ErrorCount;
        var keys = new KeyReader(document, findings, "an Agreement document");
        keys.Node("kind");
        var place = keys.PlaceOf("kind");
        if (!keys.Has("version")) keys.Missing("version", "add `version: 1`; it rises with each change");
        var version = NumberReader.Count(keys, "version", findings, 1, 1_000_000) ?? 1;
        var signatories = Signatories(keys, findings);
        var fields = new FieldLookup(catalog, findings);
        var (market, names) = MarketReader.Read(keys, fields, findings);
        var conditions = new ConditionReader(fields.Find, findings, names);
        var followUp = new FollowUpReader(findings);
        var recycle = new RecycleReader(conditions, findings).Read(keys);
        var agreement = new Agreement
        {
            Version = version,
            Hash = "",
            Signatories = signatories,
            Market = market,
            Products = new ProductReader(fields, conditions, followUp, findings).Read(keys),
            Handover = new HandoverReader(fields, conditions, findings).Read(keys),
            FollowUp = followUp.Read(keys),
            Answers = new AnswerReader(fields, findings).Read(keys, recycle.Reasons.Select(reason => reason.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)),
            Recycle = recycle,
            Feedback = new FeedbackReader(fields, findings).Read(keys, market.Personas.Select(persona => persona.Name).ToHashSet(StringComparer.Ordinal)),
            Stages = StageReader.Read(keys, findings),
            Marketing = Marketing(keys, findings),
        };
        keys.Finish();
        if (findings.ErrorCount > errorsBefore) return new AgreementDraft(place, document, null);
        var content = DocumentJson.Of(document);
        return new AgreementDraft(place, document, new AgreementDocument(agreement with { Hash = ContentHash.Of(content) }, content));
    }

    private static Signatories Signatories(KeyReader keys, Findings findings)
    {
        if (keys.Map("signatories") is not { } map)
        {
            if (!keys.Has("signatories")) keys.Missing("signatories", "name who signs: `signatories: { marketing: maria@acme.example, sales: sam@acme.example }`");
            return new Signatories("", "");
        }
        var inner = new KeyReader(map, findings, "'signatories'");
        var marketing = inner.RequiredText("marketing", "add `marketing: maria@acme.example`");
        var sales = inner.RequiredText("sales", "add `sales: sam@acme.example`");
        inner.Finish();
        if (marketing is not null && sales is not null && string.Equals(marketing.Value.Trim(), sales.Value.Trim(), StringComparison.OrdinalIgnoreCase))
            findings.Report(DiagnosticCodes.AgreementName, sales, "one person signs for both teams, and then nobody has agreed to anything", "name a person of sales", new RelatedPlace(marketing.Place, "marketing's stands here"));
        return new Signatories(marketing?.Value ?? "", sales?.Value ?? "");
    }

    private static MarketingTerms Marketing(KeyReader keys, Findings findings)
    {
        if (keys.Map("marketing") is not { } map) return new MarketingTerms();
        var inner = new KeyReader(map, findings, "'marketing'");
        var terms = new MarketingTerms
        {
            HandoffsPerMonth = NumberReader.Count(inner, "handoffs-per-month", findings, 0, 10_000_000),
            AcceptanceShare = NumberReader.Share(inner, "acceptance-share", findings),
            PacketCompleteness = NumberReader.Share(inner, "packet-completeness", findings),
            AnswerWithin = DurationReader.BusinessTime(inner, "answer-within", findings),
            Calendar = inner.Text("calendar")?.Value,
        };
        inner.Finish();
        return terms;
    }
}
