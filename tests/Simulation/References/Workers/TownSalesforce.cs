using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>Salesforce in process, with Accounts found by web address, and owners.</summary>
internal sealed class TownSalesforce(Process process, Surroundings around, BothSystems town) : SimulatedSalesforce(process, around)
{
    private readonly Process own = process;
    private readonly Network network = around.Network;

    public override async Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        var (fate, owners) = await network.CallAsync(own, System, "owners", () => town.Owners.In(System));
        if (fate != Fate.Answered) town.Owners.LastFailed = own.Scheduler.Now;
        return fate == Fate.Answered ? new OwnersAnswer(owners!) : new OwnersAnswer([], FaultOf(fate));
    }

    protected override IReadOnlyList<RecordKey> Find(Find find, FindRequest request)
    {
        if (find.Kind != FindKind.ByDomain) return base.Find(find, request);
        if (Canonical.Of(FieldType.Domain, FieldValue.Of(find.Value)) is not { } host) return [];
        return [.. Outside.Salesforce.Query(Outside.Salesforce.Integration, $"SELECT Id, {request.MatchField} FROM Account WHERE {request.MatchField} LIKE '%{host}%'")
            .Where(row => Canonical.Of(FieldType.Domain, FieldValue.Of(row[request.MatchField]?.GetValue<string>())) == host).Select(row => BothSystems.Salesforce("Account", row["Id"]!.GetValue<string>()))];
    }

    // As the real connector sorts them: a reference that names nobody, or nobody active, is a refused field; the record itself is another matter.
    protected override Fault FaultOf(ApiError error)
    {
        var field = error.Fields is [var name, ..] && name != "Id" ? name : null;
        return error.Code switch
        {
            "INVALID_CROSS_REFERENCE_KEY" or "MALFORMED_ID" or "INACTIVE_OWNER_OR_USER" or "FIELD_INTEGRITY_EXCEPTION" when field is not null => new Fault(FaultClass.Field, error.Code, "Not taken.", "Correct it.") { Field = field },
            "INACTIVE_OWNER_OR_USER" => new Fault(FaultClass.Field, error.Code, "Not taken.", "Correct it.") { Field = "OwnerId" },
            _ => base.FaultOf(error),
        };
    }
}
