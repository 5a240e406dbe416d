using Integration.App.Running;
using Integration.Config.Schemas;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.HubSpot;

namespace Integration.App.Configuration;

/// <summary>What the two systems say of the mapped objects just now.</summary>
/// <param name="Catalog">Objects of the systems that answered.</param>
/// <param name="Silent">Systems that did not, with the reason and the mend.</param>
internal sealed record LiveSchemas(SchemaCatalog Catalog, IReadOnlyDictionary<SystemName, Fault> Silent)
{
    /// <summary>Asks both; one system's silence does not hide the other's answer.</summary>
    /// <param name="outside">How they are reached.</param>
    /// <param name="mappings">Whose objects.</param>
    /// <param name="hasAgreement">Whether an Agreement names fields of opportunities, which are watched and not mapped.</param>
    /// <param name="stop">Stops asking.</param>
    public static async Task<LiveSchemas> ReadAsync(OutsideSystems outside, IReadOnlyList<Mapping> mappings, bool hasAgreement, CancellationToken stop)
    {
        var objects = new List<SchemaObject>();
        var absent = new List<(SystemName, string)>();
        var silent = new Dictionary<SystemName, Fault>();
        long? portal = null;
        foreach (var system in Enum.GetValues<SystemName>())
        {
            try
            {
                if (system == SystemName.HubSpot) portal = await outside.HubSpotPortalAsync(stop);
                foreach (var name in mappings.SelectMany(mapping => mapping.ObjectsIn(system)).Concat(hasAgreement && system == SystemName.Salesforce ? ["Opportunity"] : []).Distinct())
                {
                    if (await outside.Schemas(system).DescribeAsync(name, stop) is { } live) objects.Add(Of(system, live));
                    else absent.Add((system, name));
                }
            }
            catch (ConnectorHaltException other) when (portal is not null && other.Fault.Code == HubSpotWorker.OtherAccountCode)
            {
                // The portal's number below says it, with the place in the file that is to be mended.
            }
            catch (ConnectorHaltException halt)
            {
                silent[system] = halt.Fault;
            }
        }
        return new LiveSchemas(new SchemaCatalog(objects, absent) { HubSpotPortal = portal }, silent);
    }

    private static SchemaObject Of(SystemName system, ObjectSchema live) => new(system, live.Object, live.Fields.Select(field => new SchemaField(field.Name, field.Type)
    {
        IsWritable = field.IsWritable,
        IsRequired = field.IsRequired,
        IsUnique = field.IsUnique,
        Options = [.. field.Options],
        IsRestricted = field.Options.Count > 0, // The port lists the options of closed lists only.
        LengthMax = field.LengthMax,
    }));
}
