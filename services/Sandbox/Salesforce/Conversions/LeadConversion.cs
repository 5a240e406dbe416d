namespace Integration.Sandbox.Salesforce.Conversions;

/// <summary>What is asked of one conversion: facts/salesforce.md section 9.3.</summary>
/// <param name="LeadId">15 or 18 characters.</param>
internal sealed record LeadConversion(string LeadId)
{
    /// <summary>A lead status that counts as converted; null takes the org's first.</summary>
    public string? Status { get; init; }
    /// <summary>Account to use; null makes one from the lead's company.</summary>
    public string? AccountId { get; init; }
    /// <summary>Contact to use, which needs its account; null makes one.</summary>
    public string? ContactId { get; init; }
    /// <summary>Owner of what is made; null takes the lead's owner, who must then be a user.</summary>
    public string? OwnerId { get; init; }
    public bool CreateOpportunity { get; init; }
    public string? OpportunityName { get; init; }
    /// <summary>True writes the lead's source over that of an existing contact.</summary>
    public bool OverwriteLeadSource { get; init; }
}

/// <summary>Ids of what the lead became; no opportunity when none was asked for.</summary>
internal sealed record ConvertedLead(string AccountId, string ContactId, string? OpportunityId);
