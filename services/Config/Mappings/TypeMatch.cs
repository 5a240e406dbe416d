using Integration.Core.Mappings;

namespace Integration.Config.Mappings;

/// <summary>Whether values of two types can answer to each other, and as what they then compare.</summary>
internal static class TypeMatch
{
    /// <summary>The type that both sides' values are compared as; null when they do not go together.</summary>
    public static FieldType? Of(FieldType hubSpot, FieldType salesforce, FieldDirection direction, bool hasValues)
    {
        if (hubSpot == salesforce) return hubSpot;
        // A translation says itself which value answers to which; what is left to compare are single words.
        if (hasValues && IsWord(hubSpot) && IsWord(salesforce)) return FieldType.Picklist;
        if (hubSpot == FieldType.Text) return WithText(salesforce, goesBackIntoOther: direction != FieldDirection.ToHubSpot);
        if (salesforce == FieldType.Text) return WithText(hubSpot, goesBackIntoOther: direction != FieldDirection.ToSalesforce);
        if (hubSpot == FieldType.MultiPicklist && salesforce == FieldType.Picklist && direction == FieldDirection.ToHubSpot) return FieldType.MultiPicklist;
        if (salesforce == FieldType.MultiPicklist && hubSpot == FieldType.Picklist && direction == FieldDirection.ToSalesforce) return FieldType.MultiPicklist;
        return null;
    }

    /// <summary>Whether an admin may declare that a field of one type holds values of another.</summary>
    public static bool MayBe(FieldType schema, FieldType given, bool hasValues) =>
        schema == given || schema == FieldType.Text || given == FieldType.Text || hasValues && IsWord(schema) && IsWord(given);

    // Free text takes a number, but not every text is one: those types stand beside text only where text is not sent back.
    private static FieldType? WithText(FieldType other, bool goesBackIntoOther) => other switch
    {
        FieldType.Email or FieldType.Phone => other,
        FieldType.Picklist => FieldType.Text,
        _ => goesBackIntoOther ? null : other,
    };

    private static bool IsWord(FieldType type) => type is FieldType.Text or FieldType.Picklist or FieldType.Boolean;
}
