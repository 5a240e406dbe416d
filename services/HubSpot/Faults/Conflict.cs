using System.Text.RegularExpressions;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Faults;

/// <summary>A unique value that another record holds: HubSpot says it in two ways, and only in prose (facts/hubspot.md sections 5.2 and 9).</summary>
internal static partial class Conflict
{
    /// <summary>The conflict, with its holder where HubSpot names one; null = the error is another one.</summary>
    public static Fault? Of(string objectName, bool isCreate, WireError error)
    {
        var message = error.Message ?? "";
        if (Taken().Match(message) is { Success: true } taken)
            return Fault(objectName, isCreate, taken.Groups["property"].Value, taken.Groups["holder"].Value);
        // Property definitions say the same with OBJECT_ALREADY_EXISTS; those are Setup's, and no record's.
        if (error.Category != "CONFLICT") return null;
        var holder = error.Context.GetValueOrDefault("existingId")?.FirstOrDefault() ?? (Existing().Match(message) is { Success: true } existing ? existing.Groups["holder"].Value : null);
        return Fault(objectName, isCreate, objectName == "contacts" ? "email" : null, holder);
    }

    private static Fault Fault(string objectName, bool isCreate, string? property, string? holder)
    {
        var names = holder is not null && HubSpotObjects.IsId(holder);
        RecordKey? key = names ? HubSpotObjects.Key(objectName, holder!) : null;
        // Our own key is taken: the create was carried out before, by us. Looking again finds it.
        if (property == KeyProperty.Name)
            return new Fault(FaultClass.Identity, "CONFLICT", $"{key?.ToString() ?? "Another record"} carries this pair's key already.", "It is looked up again by itself.") { Field = property, Holder = key };
        // Without its mail address a create would make a second record of the same person: the record waits, not the field.
        return new Fault(property is null || isCreate ? FaultClass.Record : FaultClass.Field, "CONFLICT",
            $"{property ?? "A unique value"} is held by {key?.ToString() ?? "another record"}.", "Give one of the two another value, or merge them in HubSpot.")
        { Field = property, Holder = key };
    }

    // "Cannot set PropertyValueCoordinates{..., propertyName=email, value=v} on A. B already has that value.": B exists, A is half-made.
    // The value may hold anything, so the holder is looked for from the end.
    [GeneratedRegex(@"PropertyValueCoordinates\{.*?propertyName=(?<property>[A-Za-z0-9_]+).* (?<holder>\d{1,18}) already has that value\.?\s*$", RegexOptions.Singleline, 1000)]
    private static partial Regex Taken();

    [GeneratedRegex(@"Existing ID: (?<holder>\d{1,18})", RegexOptions.None, 1000)]
    private static partial Regex Existing();
}
