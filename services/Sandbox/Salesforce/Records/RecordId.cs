namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Salesforce record ids: 15 case-sensitive characters, or 18 with three check characters. Rows are kept by the 18.</summary>
internal static class RecordId
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Check = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The 18-character form; null when <paramref name="text"/> is no id, or its check characters are wrong.</summary>
    public static string? Normalise(string? text)
    {
        if (text is not { Length: 15 or 18 }) return null;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter)) return null;
        }
        if (text.Length == 15) return text + Suffix(text);
        var suffix = Suffix(text);
        // A copy through a case-folding system keeps the check characters right or the letters wrong; Salesforce refuses the latter.
        return text.AsSpan(15).Equals(suffix, StringComparison.OrdinalIgnoreCase) ? text[..15] + suffix : null;
    }

    /// <summary>The id of the <paramref name="number"/>-th record of a kind. Ordinal order of ids is the order of creation.</summary>
    public static string Make(string keyPrefix, long number)
    {
        Span<char> text = stackalloc char[15];
        keyPrefix.CopyTo(text);
        "5g".CopyTo(text[3..]);
        for (var at = 14; at >= 5; at--)
        {
            text[at] = Digits[(int)(number % 62)];
            number /= 62;
        }
        var id = new string(text);
        return id + Suffix(id);
    }

    /// <summary>Error texts of real orgs name records by 15 characters: facts/salesforce.md section 7, DUPLICATE_VALUE.</summary>
    public static string Short(string id) => id[..15];

    private static string Suffix(string id)
    {
        Span<char> suffix = stackalloc char[3];
        for (var group = 0; group < 3; group++)
        {
            var bits = 0;
            for (var k = 0; k < 5; k++)
            {
                if (char.IsAsciiLetterUpper(id[group * 5 + k])) bits |= 1 << k;
            }
            suffix[group] = Check[bits];
        }
        return new string(suffix);
    }
}
