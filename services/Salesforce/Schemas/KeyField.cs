using Integration.Connectors.Ports;

namespace Integration.Salesforce.Schemas;

/// <summary>Our unique key on every synced object: external id, unique, holds the pair's id. A create goes by it, so that none is made twice.</summary>
internal static class KeyField
{
    /// <summary>API name.</summary>
    public const string Name = "Integration_Key__c";

    /// <summary>Characters; a pair id takes 36.</summary>
    public const int Length = 64;

    /// <summary>A pair's id as the field holds it.</summary>
    public static string TextOf(Guid pairKey) => pairKey.ToString("D");

    /// <summary>Without the field a create whose answer is lost would be made twice, so none is made at all.</summary>
    public static Fault Absent(string objectName) => new(FaultClass.Side, "KEY_FIELD_MISSING",
        $"{objectName} has no {Name} that our user may see.", "Run `integration setup --apply`.");
}
