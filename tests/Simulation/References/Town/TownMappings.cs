using Integration.Config.Mappings;
using Integration.Core.Mappings;

namespace Integration.Simulation.Tests.References.Town;

/// <summary>The shipped mappings, with the rows that matter here: whoever changes how people and companies refer to each other changes what is simulated.</summary>
internal static class TownMappings
{
    private static readonly HashSet<string> OfPeople = new(["email", "firstname", "lastname", "company", "jobtitle", "website", Mapping.HubSpotPrimaryCompany, "hubspot_owner_id"], StringComparer.Ordinal);
    private static readonly HashSet<string> OfCompanies = new(["domain", "name", "phone"], StringComparer.Ordinal);

    /// <summary>Companies, then people.</summary>
    public static IReadOnlyList<Mapping> All(bool deletesPropagate)
    {
        var rule = deletesPropagate ? DeleteRule.Propagate : DeleteRule.Unlink;
        return
        [
            With(DefaultMapping.Companies, OfCompanies) with { DeleteFromHubSpot = DeleteRule.Unlink, DeleteFromSalesforce = rule },
            With(DefaultMapping.People, OfPeople) with { DeleteFromHubSpot = rule, DeleteFromSalesforce = rule },
        ];
    }

    private static Mapping With(Mapping mapping, HashSet<string> fields) => mapping with { Fields = [.. mapping.Fields.Where(field => fields.Contains(field.HubSpot))] };
}
