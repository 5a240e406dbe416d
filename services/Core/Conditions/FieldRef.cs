using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Conditions;

/// <summary>A field that a condition looks at.</summary>
/// <param name="System">Where it stands.</param>
/// <param name="Name">The vendor's API name.</param>
/// <param name="Type">How its value is read; decides which conditions fit, see <see cref="ConditionCheck"/>.</param>
public readonly record struct FieldRef(SystemName System, string Name, FieldType Type = FieldType.Text)
{
    /// <summary>The bare name in HubSpot, <c>Salesforce Name</c> in Salesforce: as a reason names it.</summary>
    public override string ToString() => System == SystemName.HubSpot ? Name : $"Salesforce {Name}";
}
