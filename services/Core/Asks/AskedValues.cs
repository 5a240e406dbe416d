using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Asks;

/// <summary>Compares a value that was asked for with what stands there.</summary>
internal static class AskedValues
{
    /// <summary>Whether the two mean the same: by the field's type where it is mapped, else by what the texts themselves show.</summary>
    /// <remarks>Systems answer with another form than they were sent: <c>1.0</c> for <c>1</c>, <c>.000Z</c> for <c>Z</c>. Only equal values are never sent.</remarks>
    public static bool Same(Mapping mapping, SystemName system, string name, FieldValue now, FieldValue asked)
    {
        if (now.IsMissing) return false;
        if (mapping.Fields.FirstOrDefault(field => field.NameIn(system) == name) is { } mapped) return Canonical.Same(mapped.Type, now, asked);
        if (Canonical.Same(FieldType.Text, now, asked)) return true;
        if (now.Text?.Trim() is not { } one || asked.Text?.Trim() is not { } other) return false;
        return (Canonical.Number(one) is { } number && Canonical.Number(other) == number && !HasLeadingZero(one) && !HasLeadingZero(other))
            || (IsInstant(one) && IsInstant(other) && Canonical.Same(FieldType.DateTime, now, asked))
            || (bool.TryParse(one, out var flag) && bool.TryParse(other, out var wanted) && flag == wanted);
    }

    // 007 and 7 are two texts: a postcode, an extension.
    private static bool HasLeadingZero(string text) => text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);

    private static bool IsInstant(string text) => text.Length >= 19 && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
