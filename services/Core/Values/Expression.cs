using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Values;

/// <summary>Puts a value of one side into the words and form of the other.</summary>
public static class Expression
{
    /// <summary>The value as the other system would be sent it.</summary>
    /// <param name="field">The field's mapping, with its value translation.</param>
    /// <param name="value">A value as <paramref name="from"/> holds it; not missing.</param>
    /// <param name="from">The side it stands on.</param>
    /// <returns>Missing when the translation knows no answer to this value.</returns>
    public static FieldValue Across(FieldMapping field, FieldValue value, SystemName from)
    {
        if (field.IsTranslated) return Translated(field, value, from);
        if (field.Type == FieldType.Boolean) return FieldValue.Of(Canonical.Of(FieldType.Boolean, value));
        if (value.Text is not { } text) return FieldValue.Blank;
        return field.Type switch
        {
            FieldType.DateTime => FieldValue.Of(Canonical.Instant(text.Trim())?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? text),
            FieldType.Date => FieldValue.Of(Canonical.Day(text.Trim())?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? text),
            FieldType.Email or FieldType.Domain => FieldValue.Of(Canonical.Of(field.Type, value)),
            FieldType.Number => FieldValue.Of(Canonical.Of(FieldType.Number, value)),
            _ => value,
        };
    }

    /// <summary>Whether the two sides mean the same under the mapping.</summary>
    public static bool Agrees(FieldMapping field, FieldValue hubSpot, FieldValue salesforce)
    {
        if (!field.IsTranslated) return Canonical.Same(field.Type, hubSpot, salesforce);
        if (!salesforce.HasText && !hubSpot.HasText) return true;
        var told = Translated(field, salesforce, SystemName.Salesforce);
        return !told.IsMissing && Canonical.Same(field.Type, hubSpot, told);
    }

    private static FieldValue Translated(FieldMapping field, FieldValue value, SystemName from)
    {
        if (value.Text?.Trim() is not { Length: > 0 } text) return FieldValue.Blank;
        if (from == SystemName.Salesforce)
            return field.Values.TryGetValue(text, out var told) ? FieldValue.Of(told) : FieldValue.Missing;
        // Several Salesforce values may mean one HubSpot value; the first in ordinal order answers, and check refuses that for two-way fields.
        foreach (var (salesforce, hubSpot) in field.Values)
            if (string.Equals(hubSpot, text, StringComparison.Ordinal)) return FieldValue.Of(salesforce);
        return FieldValue.Missing;
    }
}
