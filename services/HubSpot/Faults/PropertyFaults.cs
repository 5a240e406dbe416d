using System.Text.Json;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Faults;

/// <summary>One property that HubSpot refused, with its code.</summary>
internal sealed record PropertyFault(string Property, string Code);

/// <summary>Finds the refused properties in an error: in its list, or in the JSON that the message embeds (a 207 has only that).</summary>
internal static class PropertyFaults
{
    /// <summary>Those named, each once, in the error's order; empty = the error names none.</summary>
    public static IReadOnlyList<PropertyFault> Of(WireError error)
    {
        var listed = (error.Errors ?? []).Select(detail => (Name: detail.Context.GetValueOrDefault("propertyName")?.FirstOrDefault(), detail.Code))
            .Concat(Embedded(error.Message))
            .Where(each => each.Name is { Length: > 0 and <= 200 })
            .Select(each => new PropertyFault(each.Name!, each.Code ?? error.Category ?? "VALIDATION_ERROR"));
        return [.. listed.DistinctBy(each => each.Property)];
    }

    private static IEnumerable<(string? Name, string? Code)> Embedded(string? message)
    {
        var start = message?.IndexOf('[', StringComparison.Ordinal) ?? -1;
        if (start < 0 || !message!.StartsWith("Property values were not valid", StringComparison.Ordinal)) return [];
        try
        {
            return (JsonSerializer.Deserialize(message.AsSpan(start), HubSpotJson.Default.IReadOnlyListWirePropertyFault) ?? []).Select(each => (each.Name, each.Error));
        }
        catch (JsonException)
        {
            // Prose after all, or cut off: the record is refused without a property's name.
            return [];
        }
    }
}
