using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.Planner;

/// <summary>One point of the space that a field decision works in.</summary>
internal sealed record FieldCase(FieldMapping Field, FieldValue BaseHubSpot, FieldValue BaseSalesforce, FieldValue HubSpot, FieldValue Salesforce)
{
    public FieldVerdict Decide() => FieldMerge.Decide(Field, new FieldState { BaseHubSpot = BaseHubSpot, BaseSalesforce = BaseSalesforce }, HubSpot, Salesforce);

    /// <summary>The same case with the two systems in each other's place.</summary>
    public FieldCase Mirrored() => new(
        Field with
        {
            Direction = Field.Direction switch { FieldDirection.ToHubSpot => FieldDirection.ToSalesforce, FieldDirection.ToSalesforce => FieldDirection.ToHubSpot, var both => both },
            Conflict = Field.Conflict switch { ConflictPolicy.HubSpot => ConflictPolicy.Salesforce, ConflictPolicy.Salesforce => ConflictPolicy.HubSpot, var other => other },
            Else = Field.Else.Other(),
            OptInFrom = Field.OptInFrom?.Other(),
        },
        BaseSalesforce, BaseHubSpot, Salesforce, HubSpot);

    /// <summary>The case after the verdict was carried out and confirmed.</summary>
    public FieldCase After(FieldVerdict verdict)
    {
        var (h, s) = (verdict.IntoHubSpot.IsMissing ? HubSpot : verdict.IntoHubSpot, verdict.IntoSalesforce.IsMissing ? Salesforce : verdict.IntoSalesforce);
        return verdict.Outcome switch
        {
            FieldOutcome.Adopt => this with { BaseHubSpot = HubSpot, BaseSalesforce = Salesforce },
            // Each base: what stands on the written side, and on the other what the decision rested on.
            FieldOutcome.Write => this with { HubSpot = h, Salesforce = s, BaseHubSpot = h, BaseSalesforce = s },
            _ => this,
        };
    }

    public override string ToString() => $"{Field.Conflict} {Field.Direction} else {Field.Else} drift {Field.Drift}: base {BaseHubSpot}/{BaseSalesforce}, now {HubSpot}/{Salesforce}";
}
