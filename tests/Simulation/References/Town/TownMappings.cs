using System.Globalization;
using Integration.Config.Mappings;
using Integration.Core.Mappings;

namespace Integration.Simulation.Tests.References.Town;

/// <summary>What an admin takes out of the mapping of people; the names are those of the plans.</summary>
[Flags]
internal enum RowsOut
{
    None = 0,
    /// <summary>A contact's company.</summary>
    Company = 1,
    JobTitle = 2,
    Owner = 4,
}

/// <summary>The shipped mappings, with the rows that matter here: whoever changes how people and companies refer to each other changes what is simulated.</summary>
internal static class TownMappings
{
    private static readonly HashSet<string> OfPeople = new(["email", "firstname", "lastname", "company", "jobtitle", "website", Mapping.HubSpotPrimaryCompany, "hubspot_owner_id"], StringComparer.Ordinal);
    private static readonly HashSet<string> OfCompanies = new(["domain", "name", "phone"], StringComparer.Ordinal);
    private static readonly (RowsOut Row, string HubSpot)[] Rows = [(RowsOut.Company, Mapping.HubSpotPrimaryCompany), (RowsOut.JobTitle, "jobtitle"), (RowsOut.Owner, "hubspot_owner_id")];

    /// <summary>Companies, then people.</summary>
    public static IReadOnlyList<Mapping> All(bool deletesPropagate, RowsOut without = RowsOut.None)
    {
        var rule = deletesPropagate ? DeleteRule.Propagate : DeleteRule.Unlink;
        var gone = Rows.Where(row => without.HasFlag(row.Row)).Select(row => row.HubSpot).ToHashSet(StringComparer.Ordinal);
        return
        [
            With(DefaultMapping.Companies, OfCompanies) with { DeleteFromHubSpot = DeleteRule.Unlink, DeleteFromSalesforce = rule },
            With(DefaultMapping.People, [.. OfPeople.Except(gone)]) with { DeleteFromHubSpot = rule, DeleteFromSalesforce = rule, Version = ((int)without).ToString(CultureInfo.InvariantCulture) },
        ];
    }

    private static Mapping With(Mapping mapping, HashSet<string> fields) => mapping with { Fields = [.. mapping.Fields.Where(field => fields.Contains(field.HubSpot))] };
}
