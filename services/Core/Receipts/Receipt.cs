namespace Integration.Core.Receipts;

/// <summary>The sealed record of a handoff: what was known and decided when it was given to sales. Never changed, never deleted.</summary>
/// <remarks>
/// The body holds no field values, only a digest of them: the values stand in <see cref="Evidence"/>, which can be taken away when a
/// person asks to be erased, and the chain still proves that nothing else was touched.
/// </remarks>
public sealed record Receipt
{
    /// <summary>1 for the first receipt, then one more each.</summary>
    public required long Sequence { get; init; }
    /// <summary>Hash of the receipt before; <see cref="ReceiptChain.Genesis"/> for the first.</summary>
    public required string Previous { get; init; }
    /// <summary>Canonical JSON without field values: ids, versions, rules with their truths, points, owner, deadlines, digest of the evidence.</summary>
    public required string Body { get; init; }
    /// <summary>SHA-256 over sequence, previous and body.</summary>
    public required string Hash { get; init; }
    /// <summary>Canonical JSON with the salt and the values that the body's digest stands for; null once the person was erased.</summary>
    public string? Evidence { get; init; }
}

/// <summary>The first link of a chain that does not hold.</summary>
/// <param name="Sequence">The receipt at which the chain breaks; for one that is gone, the number that is missing.</param>
/// <param name="What">What is wrong and what to do, in a sentence.</param>
public sealed record BrokenLink(long Sequence, string What);
