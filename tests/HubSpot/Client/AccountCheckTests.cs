using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.HubSpot.Tests.Client;

public sealed class AccountCheckTests
{
    private static readonly FieldSelection Names = new(new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = ["lastname"] });

    [Fact]
    public async Task No_call_goes_out_with_a_credential_of_another_account()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PortalId = 4711 }, isSetUp: false);
        var key = portal.Has(("lastname", "Abt"));

        foreach (var _ in Enumerable.Range(0, 3))
            Assert.Equal("WRONG_PORTAL", (await ReadAsync(portal, key))?.Code);

        Assert.Equal(1, portal.Calls.Report().Total); // The question whose account it is, and once only.
    }

    [Fact]
    public async Task The_right_account_is_not_asked_for_again()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PortalId = 7654321 });
        var key = portal.Has(("lastname", "Abt"));
        portal.Calls.Clear();

        Assert.Null(await ReadAsync(portal, key));

        Assert.DoesNotContain(portal.Calls.Report().Endpoints.Keys, endpoint => endpoint.Contains("account-info", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_portal_that_is_away_lets_nothing_out_and_is_asked_again()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PortalId = 7654321 }, isSetUp: false);
        var key = portal.Has(("lastname", "Abt"));
        portal.Faults(new Sandbox.Control.Fault { On = "*account-info*", Do = Sandbox.Control.FaultKind.ServerError });
        Assert.Equal("HTTP_500", (await ReadAsync(portal, key))?.Code);

        portal.Faults();

        Assert.Null(await ReadAsync(portal, key));
    }

    private static async Task<Fault?> ReadAsync(ServedPortal portal, RecordKey key) =>
        (await portal.Connector.ReadAsync(new ReadRequest(Lane.Normal, [key], Names), default)).Outcomes.Single().Fault;
}
