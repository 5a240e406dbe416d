using System.Globalization;
using System.Text.Json;
using Integration.Core.Kpis;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Kpis;

/// <summary>Reads out of a sealed receipt what figures need.</summary>
internal static class SealedLine
{
    /// <exception cref="JsonException">The sealed text is not one of ours: the chain's proof names it.</exception>
    public static SealedHandoff Of(StoredReceipt receipt)
    {
        using var body = JsonDocument.Parse(receipt.Json);
        var root = body.RootElement;
        if (!root.TryGetProperty("packet", out var packet) || !packet.TryGetProperty("completeness", out var share) || !root.TryGetProperty("pair", out var pair) || !root.TryGetProperty("sentAt", out var sent))
            throw new JsonException($"receipt {receipt.Seq} says no packet, pair or time of sending; GET /api/receipts/verify tells whether it was changed");
        return new SealedHandoff(receipt.HandoffId, pair.GetGuid(), DateTimeOffset.Parse(sent.GetString()!, CultureInfo.InvariantCulture), share.GetDecimal(), Text(root, "verdict") == "Ready")
        {
            Product = Text(root, "product") ?? "",
            Owner = root.TryGetProperty("owner", out var owner) ? Text(owner, "name") : null,
        };
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
