using System.Security.Cryptography;
using System.Text;

namespace Integration.Ledger.Drafts;

/// <summary>A claim or wait key in a form that every store can index.</summary>
internal static class KeyText
{
    private const int HeadLength = 400;

    /// <summary>
    /// Short keys as they are. A match key holds what a person typed: one of a thousand characters, or with a NUL in it, would be
    /// refused by PostgreSQL and stop its whole batch, so it is cut and told apart by its digest.
    /// </summary>
    public static string Of(string key) =>
        key.Length <= LedgerLimits.KeyLengthMax && !key.Contains('\0')
            ? key
            : string.Concat(key.AsSpan(0, Math.Min(key.Length, HeadLength)).ToString().Replace('\0', ' '), "#", Digest(key));

    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
