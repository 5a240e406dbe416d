using System.Text.Json.Nodes;
using Integration.Core.Clocks;
using Integration.Core.Conditions;
using Integration.Core.Packets;
using Integration.Core.People;
using Integration.Core.Receipts;
using Integration.Core.Routing;
using Integration.Core.Verdicts;

namespace Integration.Core.Handoffs;

/// <summary>Writes the receipt of a handoff that is being sent.</summary>
internal static class HandoffReceipt
{
    /// <summary>What is sealed for ever stands in the body; what belongs to the person, and may be erased, in the evidence.</summary>
    public static ReceiptDraft Of(Handoff handoff, Verdict verdict, Packet packet, Route route, SalesClock clock, PersonFacts person, string salt)
    {
        var evidence = CanonicalJson.Of(Evidence(verdict, packet, person, salt));
        var body = new JsonObject
        {
            ["handoff"] = handoff.Id.ToString("D"),
            ["pair"] = handoff.PairId.ToString("D"),
            ["product"] = handoff.Product,
            ["sentAt"] = Feedback.Instant(handoff.SentAt!.Value),
            ["agreement"] = new JsonObject { ["version"] = handoff.AgreementVersion, ["hash"] = handoff.AgreementHash },
            ["verdict"] = verdict.Kind.ToString(),
            ["asked"] = handoff.AskedBy is not null,
            ["persona"] = verdict.Persona,
            ["score"] = new JsonObject
            {
                ["total"] = verdict.Score.Total,
                ["parts"] = new JsonArray([.. verdict.Score.Parts.Select(part => new JsonObject { ["rule"] = part.Rule, ["of"] = part.Of.ToString(), ["points"] = part.Points, ["count"] = part.Count })]),
            },
            ["rules"] = new JsonArray([.. TraceLine.Of(verdict.Qualified).Select(Rule)]),
            ["never"] = new JsonArray([.. verdict.Never.SelectMany(trace => TraceLine.Of(trace)).Select(Rule)]),
            ["packet"] = new JsonObject { ["completeness"] = Math.Round(packet.Completeness, 4), ["missing"] = new JsonArray([.. packet.Missing.Select(name => JsonValue.Create(name))]) },
            ["owner"] = new JsonObject
            {
                ["name"] = handoff.Owner!.Name,
                ["salesforce"] = handoff.Owner.SalesforceId,
                ["step"] = route.Step,
                ["skipped"] = new JsonArray([.. route.Skipped.Select(one => new JsonObject { ["who"] = one.Who, ["why"] = one.Why })]),
            },
            ["clock"] = new JsonObject
            {
                ["calendar"] = handoff.Owner.Calendar,
                ["firstTouchDue"] = Feedback.Instant(clock.FirstTouchDue),
                ["answerDue"] = Feedback.Instant(clock.Add(handoff.SentAt.Value, clock.Terms.AnswerWithin)),
            },
            ["evidence"] = Sha.Of(evidence),
        };
        return new ReceiptDraft(CanonicalJson.Of(body), evidence);
    }

    private static JsonObject Evidence(Verdict verdict, Packet packet, PersonFacts person, string salt) => new()
    {
        ["salt"] = salt,
        ["hubSpot"] = person.HubSpotKey?.ToString(),
        ["salesforce"] = person.SalesforceKey?.ToString(),
        ["why"] = verdict.Words,
        ["rules"] = new JsonArray([.. TraceLine.Of(verdict.Qualified).Select(line => JsonValue.Create(line.Words))]),
        ["packet"] = new JsonArray([.. packet.Values.Select(value => new JsonObject { ["field"] = value.Field.Field.ToString(), ["value"] = value.Value.Text, ["state"] = value.State.ToString() })]),
        ["events"] = new JsonArray([.. person.Events.OrderByDescending(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(50).Select(one => JsonValue.Create($"{one.System} {one.Id}"))]),
    };

    private static JsonObject Rule(TraceLine line) => new() { ["depth"] = line.Depth, ["rule"] = line.Rule, ["truth"] = line.Truth.ToString() };
}
