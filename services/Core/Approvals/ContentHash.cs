using Integration.Core.Receipts;

namespace Integration.Core.Approvals;

/// <summary>What a signature stands under: the digest of an Agreement's content.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 over the canonical form, 64 hex digits. Comments and the order of keys do not matter; the order of lists does, since rules are tried in it.</summary>
    /// <param name="json">The Agreement's content as JSON, as read from its file.</param>
    /// <exception cref="FormatException">It is no JSON, or a key comes twice.</exception>
    public static string Of(string json) => Sha.Of(CanonicalJson.Of(json));
}
