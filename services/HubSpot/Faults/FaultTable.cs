using Integration.Connectors.Ports;

namespace Integration.HubSpot.Faults;

/// <summary>What each code of a refused property means and what mends it (facts/hubspot.md section 5.2).</summary>
internal static class FaultTable
{
    private static readonly Dictionary<string, (FaultClass Class, string Reason, string Mend)> ByCode = new(StringComparer.Ordinal)
    {
        ["PROPERTY_DOESNT_EXIST"] = (FaultClass.Field, "does not exist", "Create the property in HubSpot, or correct its name in the mapping."),
        ["INVALID_OPTION"] = (FaultClass.Field, "does not take this value: it is not one of its options", "Add the option in HubSpot, or translate the value in the mapping (values:)."),
        ["INVALID_EMAIL"] = (FaultClass.Field, "is no mail address that HubSpot takes", "Correct the address in Salesforce."),
        ["READ_ONLY_VALUE"] = (FaultClass.Field, "cannot be written: it is calculated or kept by HubSpot", "Map it to Salesforce only (direction: to-salesforce)."),
        ["INVALID_INTEGER"] = (FaultClass.Field, "takes whole numbers only", "Correct the value, or map another property."),
        ["INVALID_LONG"] = (FaultClass.Field, "takes whole numbers only", "Correct the value, or map another property."),
        ["INVALID_DATE"] = (FaultClass.Field, "does not take this date", "Map a date to a date and a time to a time; API version 2026-09 takes more forms."),
        ["INVALID_ALPHA"] = (FaultClass.Field, "takes letters only, by a rule of the portal", "Correct the value, or relax the property's rule in HubSpot."),
        // What is missing is no field of ours to hold back: only the record as a whole can wait.
        ["MISSING_REQUIRED_PROPERTY"] = (FaultClass.Record, "is required on creation, by a rule of the portal", "Map it, relax the rule in HubSpot, or use API version 2026-03."),
        ["MISSING_CONDITIONAL_REQUIRED_PROPERTY"] = (FaultClass.Record, "is required with the values written, by a rule of the portal", "Map it, relax the rule in HubSpot, or use API version 2026-03."),
    };

    /// <summary>Every code of the table.</summary>
    public static IReadOnlyCollection<string> Codes => ByCode.Keys;

    /// <summary>The fault of a record with refused properties: the most serious one decides, all are named.</summary>
    public static Fault OfProperties(IReadOnlyList<PropertyFault> wrong)
    {
        var first = wrong.OrderByDescending(each => Entry(each).Class == FaultClass.Record).First();
        var (faultClass, _, mend) = Entry(first);
        return new Fault(faultClass, first.Code, string.Join("; ", wrong.Take(10).Select(each => $"{each.Property} {Entry(each).Reason}")) + ".", mend) { Field = first.Property };
    }

    private static (FaultClass Class, string Reason, string Mend) Entry(PropertyFault wrong) => ByCode.GetValueOrDefault(wrong.Code,
        (FaultClass.Field, $"is refused ({wrong.Code})", "Look at the property's rules in HubSpot; the value breaks one."));
}
