using Integration.Core.Mappings;

namespace Integration.HubSpot.Links;

/// <summary>The one association that is synced: a contact's primary company (facts/hubspot.md section 3.5).</summary>
internal static class PrimaryCompany
{
    /// <summary>Name among a contact's fields.</summary>
    public const string Field = Mapping.HubSpotPrimaryCompany;
    /// <summary>From which object.</summary>
    public const string From = "contacts";
    /// <summary>To which object.</summary>
    public const string To = "companies";
    /// <summary>Type of the association in that direction. The id, never its label: labels were renamed before.</summary>
    public const int TypeId = 1;
    /// <summary>
    /// Read-only property of a contact that follows the association. Good enough to tell an echo in a poll; never written, and never
    /// believed, since its age is documented nowhere.
    /// </summary>
    public const string Mirror = "associatedcompanyid";

    /// <summary>Whether the association is among the fields wanted of an object.</summary>
    public static bool IsAmong(string objectName, IEnumerable<string> fields) => objectName == From && fields.Contains(Field, StringComparer.Ordinal);
}
