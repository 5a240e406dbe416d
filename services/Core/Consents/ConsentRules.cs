using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Consents;

/// <summary>How opt-out and bounce travel between HubSpot contacts and Salesforce people. On by default: no admin has to think of it.</summary>
/// <remarks>
/// They become rows of the mapping, so that reads, journal, <c>explain</c> and undo treat them as any other field. Two things differ:
/// they travel outside every scope and create rule, and they are written alone, before all else. See docs/adr/0015.
/// </remarks>
public sealed record ConsentRules
{
    /// <summary>HubSpot's opt-out of all email. Read as a property, written through the communication preferences alone (facts/hubspot.md section 8).</summary>
    public const string HubSpotOptOut = "hs_email_optout";
    /// <summary>Salesforce's opt-out of email, on Lead and Contact.</summary>
    public const string SalesforceOptOut = "HasOptedOutOfEmail";
    /// <summary>Why HubSpot gave the address up; blank = it did not.</summary>
    public const string HubSpotBounce = "hs_email_hard_bounce_reason_enum";
    /// <summary>Salesforce's reason; with <see cref="SalesforceBounceDate"/> it marks the address as bounced.</summary>
    public const string SalesforceBounce = "EmailBouncedReason";
    /// <summary>When it bounced.</summary>
    public const string SalesforceBounceDate = "EmailBouncedDate";

    private static readonly ImmutableArray<string> People = ["Lead", "Contact"];

    /// <summary>Whether an opt-out travels, both ways. Default true.</summary>
    public bool OptOut { get; init; } = true;
    /// <summary>The side on which opting in again counts. Default null: an opt-out stays until a person is let in on both sides. HubSpot or null: over the API HubSpot lets nobody in.</summary>
    public SystemName? OptInFrom { get; init; }
    /// <summary>Whether HubSpot's hard bounce is shown in Salesforce. Default true.</summary>
    public bool Bounce { get; init; } = true;

    /// <summary>Whether a mapping of these objects is about people, so that consent concerns it.</summary>
    public static bool Concerns(string hubSpotObject, IEnumerable<string> salesforceObjects) =>
        hubSpotObject == "contacts" && salesforceObjects.Any(name => People.Contains(name));

    /// <summary>The rows for a mapping of people; none for another.</summary>
    public IEnumerable<FieldMapping> Rows(string hubSpotObject, IReadOnlyCollection<string> salesforceObjects)
    {
        if (!Concerns(hubSpotObject, salesforceObjects)) yield break;
        // A mapping may look at an object of its own beside them, which has none of these fields.
        ImmutableArray<string> limited = salesforceObjects.All(name => People.Contains(name)) ? [] : [.. salesforceObjects.Where(name => People.Contains(name))];
        if (OptOut) yield return new FieldMapping
        {
            HubSpot = HubSpotOptOut,
            Salesforce = SalesforceOptOut,
            SalesforceObjects = limited,
            Type = FieldType.Boolean,
            Conflict = ConflictPolicy.OptOut,
            OptInFrom = OptInFrom,
            IsConsent = true,
        };
        if (Bounce) yield return new FieldMapping
        {
            HubSpot = HubSpotBounce,
            Salesforce = SalesforceBounce,
            SalesforceObjects = limited,
            Direction = FieldDirection.ToSalesforce,
            Conflict = ConflictPolicy.HubSpot,
            Else = SystemName.HubSpot,
            IsConsent = true,
            // On a Lead Salesforce takes both on an update only: facts/salesforce.md section 9.2.
            UpdateOnlyOn = ["Lead"],
            StampedIn = SalesforceBounceDate,
        };
    }
}
