using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Lifecycle stages move forward only: facts/hubspot.md section 4.2.</summary>
internal static class LifecycleStages
{
    public const string Property = "lifecyclestage";

    /// <summary>The order of the property's options is the order of the stages, custom ones included.</summary>
    public static bool MayMove(PropertyDefinition property, string? from, string? to, Caller by) =>
        by.IsHuman || from is null || to is null || Rank(property, to) > Rank(property, from);

    public static int Rank(PropertyDefinition property, string stage)
    {
        for (var i = 0; i < property.Options.Count; i++)
            if (property.Options[i].Value == stage) return i;
        return -1;
    }
}
