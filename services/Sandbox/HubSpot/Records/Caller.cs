using System.Globalization;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Who makes a change, as property history and webhook events name it.</summary>
/// <param name="ChangeSource"><c>INTEGRATION</c>, <c>CRM_UI</c> or <c>IMPORT</c>; an open set.</param>
/// <param name="SourceId"><c>userId:NNN</c> for a user, the app id for an integration; null when unknown.</param>
/// <param name="UserId">The user, for <c>CRM_UI</c>.</param>
public sealed record Caller(string ChangeSource, string? SourceId, long? UserId = null)
{
    /// <summary>A change by import file.</summary>
    public static Caller Import { get; } = new("IMPORT", "sandbox-seed");

    /// <summary>A change that HubSpot itself derives from another one.</summary>
    public static Caller Calculated { get; } = new("CALCULATED", null);

    /// <summary>A change through the API by the app of this id.</summary>
    public static Caller Integration(long appId) => new("INTEGRATION", appId.ToString(CultureInfo.InvariantCulture));

    /// <summary>A change by a human in HubSpot's pages.</summary>
    public static Caller User(long userId) => new("CRM_UI", string.Create(CultureInfo.InvariantCulture, $"userId:{userId}"), userId);

    /// <summary>Only humans may move a lifecycle stage back in one step: facts/hubspot.md section 4.2 speaks of API writes.</summary>
    internal bool IsHuman => UserId is not null;
}
