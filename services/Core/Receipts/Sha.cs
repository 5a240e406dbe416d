using System.Security.Cryptography;
using System.Text;

namespace Integration.Core.Receipts;

/// <summary>SHA-256 of texts in UTF-8, in lower-case hex.</summary>
internal static class Sha
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>An id that follows from what it stands for: asking again gives the same id, so that nothing is done twice.</summary>
    public static Guid IdOf(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)), hash);
        // Version 8 and the variant of RFC 9562: an id made by its maker's own rule.
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
