using Integration.Connectors.Ports;

namespace Integration.HubSpot.Schemas;

/// <summary>Our unique property on every synced object: holds the pair's id. A create goes by it, so that none is made twice.</summary>
internal static class KeyProperty
{
    /// <summary>Internal name.</summary>
    public const string Name = "integration_key";

    /// <summary>Its group, so that people see at once whose it is.</summary>
    public const string Group = "integration_sync";

    /// <summary>A pair's id as the property holds it.</summary>
    public static string TextOf(Guid pairKey) => pairKey.ToString("D");

    /// <summary>Without the property a create whose answer is lost would be made twice, so none is made at all.</summary>
    public static Fault Absent(string objectName) => new(FaultClass.Side, "KEY_PROPERTY_MISSING",
        $"{objectName} has no unique property {Name}.", "Run `integration setup --apply`.");
}
