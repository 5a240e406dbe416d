using System.Text.Json;

namespace Integration.Core.Receipts;

/// <summary>Seals receipts into a chain and proves the chain.</summary>
public static class ReceiptChain
{
    /// <summary>What the first receipt names as its previous one.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>Seals a draft onto the end of the chain. To be done in the transaction that stores it, under the chain's lock.</summary>
    /// <param name="draft">Body and evidence.</param>
    /// <param name="head">The newest receipt; null for the first.</param>
    public static Receipt Seal(ReceiptDraft draft, Receipt? head) => Seal(draft, (head?.Sequence ?? 0) + 1, head?.Hash ?? Genesis);

    /// <summary>As above, where only number and hash of the head are known.</summary>
    /// <param name="draft">Body and evidence.</param>
    /// <param name="sequence">Number of the new receipt.</param>
    /// <param name="previous">Hash of the one before.</param>
    public static Receipt Seal(ReceiptDraft draft, long sequence, string previous) => new()
    {
        Sequence = sequence,
        Previous = previous,
        Body = draft.Body,
        Hash = HashOf(sequence, previous, draft.Body),
        Evidence = draft.Evidence,
    };

    /// <summary>Proves a chain, or a stretch of one.</summary>
    /// <param name="chain">The receipts by sequence, lowest first.</param>
    /// <param name="after">The receipt before the first of them, itself proven; null when they begin at the beginning.</param>
    /// <returns>The first link that does not hold; null when all do. A chain whose end was cut off holds: compare its head with one kept elsewhere.</returns>
    public static BrokenLink? Verify(IEnumerable<Receipt> chain, Receipt? after = null)
    {
        var (sequence, previous) = (after?.Sequence ?? 0, after?.Hash ?? Genesis);
        foreach (var receipt in chain)
        {
            sequence++;
            if (receipt.Sequence != sequence) return new BrokenLink(sequence, $"Receipt {sequence} is gone or out of order: {receipt.Sequence} stands in its place. Restore it from a backup.");
            if (receipt.Previous != previous) return new BrokenLink(sequence, $"Receipt {sequence} does not continue receipt {sequence - 1}: one of the two was replaced. Compare both with a backup.");
            if (receipt.Hash != HashOf(sequence, previous, receipt.Body)) return new BrokenLink(sequence, $"Receipt {sequence} was changed after it was sealed. Compare it with a backup.");
            if (receipt.Evidence is { } evidence && ReceiptDraft.DigestIn(receipt.Body) != Sha.Of(evidence)) return new BrokenLink(sequence, $"The values beside receipt {sequence} are not those that it was sealed with. Compare them with a backup.");
            previous = receipt.Hash;
        }
        return null;
    }

    private static string HashOf(long sequence, string previous, string body) => Sha.Of($"{sequence}\n{previous}\n{body}");
}

/// <summary>A receipt before it has its place in the chain.</summary>
/// <param name="Body">Canonical JSON without field values, with a member <c>evidence</c>: the digest.</param>
/// <param name="Evidence">Canonical JSON with the values and the salt.</param>
public sealed record ReceiptDraft(string Body, string Evidence)
{
    internal static string? DigestIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("evidence", out var digest) && digest.ValueKind == JsonValueKind.String ? digest.GetString() : null;
        }
        catch (JsonException)
        {
            return null; // A body that is no JSON has no digest, so its evidence cannot be its own: Verify says so.
        }
    }
}
