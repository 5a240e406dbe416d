using System.Diagnostics.CodeAnalysis;

namespace Integration.Salesforce.Wire;

/// <summary>Record ids: 15 characters that differ in case, or the same with three check characters (facts/salesforce.md section 9.1).</summary>
/// <remarks>
/// Error texts and old addresses hold the short form, REST the long one. Two spellings of one record would make two pairs,
/// so every id is brought to 18 characters where it enters and compared ordinally from there on.
/// </remarks>
internal static class SalesforceIds
{
    private const string CheckCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private static readonly Dictionary<string, string> ObjectsByPrefix = new(StringComparer.Ordinal)
    {
        ["001"] = "Account",
        ["003"] = "Contact",
        ["005"] = "User",
        ["006"] = "Opportunity",
        ["00Q"] = "Lead",
        ["00T"] = "Task",
        ["00U"] = "Event",
        ["00v"] = "CampaignMember",
        ["701"] = "Campaign",
        ["00K"] = "OpportunityContactRole",
        ["00G"] = "Group",
    };

    /// <summary>Brings an id to 18 characters.</summary>
    /// <returns>False when it is no id: wrong length, other characters than letters and digits, or check characters that do not fit.</returns>
    public static bool TryNormalise(string? id, [NotNullWhen(true)] out string? normal)
    {
        normal = null;
        if (id is not { Length: 15 or 18 } || !id.All(char.IsAsciiLetterOrDigit)) return false;
        var full = string.Concat(id.AsSpan(0, 15), Check(id));
        // Check characters that do not fit mean that something (a spreadsheet, a URL) changed the case of the id: it names another record now.
        if (id.Length == 18 && !string.Equals(full, id, StringComparison.OrdinalIgnoreCase)) return false;
        normal = full;
        return true;
    }

    /// <summary>The id at 18 characters where it is one; otherwise as given.</summary>
    public static string Normalise(string id) => TryNormalise(id, out var normal) ? normal : id;

    /// <summary>The standard object that ids of this prefix belong to; null for custom and unlisted objects, whose prefix only their describe tells.</summary>
    public static string? ObjectOf(string id) => id.Length >= 3 && ObjectsByPrefix.TryGetValue(id[..3], out var name) ? name : null;

    private static string Check(string id)
    {
        Span<char> check = stackalloc char[3];
        for (var group = 0; group < 3; group++)
        {
            var bits = 0;
            for (var place = 0; place < 5; place++)
                if (char.IsAsciiLetterUpper(id[group * 5 + place])) bits |= 1 << place;
            check[group] = CheckCharacters[bits];
        }
        return new string(check);
    }
}
