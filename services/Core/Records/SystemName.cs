namespace Integration.Core.Records;

/// <summary>The two systems that are kept in step, always named in this order.</summary>
public enum SystemName
{
    /// <summary>Where marketing works.</summary>
    HubSpot,
    /// <summary>Where sales works.</summary>
    Salesforce,
}

/// <summary>What follows from there being exactly two systems.</summary>
public static class SystemNames
{
    /// <summary>The system on the far side.</summary>
    public static SystemName Other(this SystemName system) =>
        system == SystemName.HubSpot ? SystemName.Salesforce : SystemName.HubSpot;
}
