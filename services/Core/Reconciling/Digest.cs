using System.Security.Cryptography;
using System.Text;
using Integration.Core.Records;

namespace Integration.Core.Reconciling;

/// <summary>Short digests of causes, so that a held item can be told from a changed one without keeping values.</summary>
internal static class Digest
{
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part?.Length ?? -1).Append(':').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    public static string Of(FieldValues values, string mappingVersion)
    {
        var text = new StringBuilder(mappingVersion);
        foreach (var (name, value) in values) text.Append('|').Append(name).Append('=').Append(value.Text?.Length ?? -1).Append(value.Text);
        return Of(text.ToString());
    }
}
