using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.HubSpot.Tests.Owners;

public sealed class OwnerReaderTests
{
    [Fact]
    public async Task Everybody_is_read_page_by_page_and_the_deactivated_are_told_as_such()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Portal.Seed("owners", [.. Enumerable.Range(0, 120).Select(number => new Dictionary<string, string?> { ["email"] = $"o{number}@a.test" })]);

        var answer = await portal.Connector.OwnersAsync(new OwnersRequest(Lane.Normal), default);

        Assert.Null(answer.Fault);
        Assert.Equal(122, answer.Owners.Count(owner => owner.Kind == OwnerKind.Active));
        Assert.Equal("left.rep@example.test", Assert.Single(answer.Owners, owner => owner.Kind == OwnerKind.Inactive).Email);
    }

    [Fact]
    public async Task Owners_that_may_not_be_read_are_a_fault_and_no_empty_list()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Faults(new Integration.Sandbox.Control.Fault { On = "/crm/owners/*", Do = Integration.Sandbox.Control.FaultKind.ServerError, Times = 20 });

        var answer = await portal.Connector.OwnersAsync(new OwnersRequest(Lane.Normal), default);

        Assert.NotNull(answer.Fault);
        Assert.Empty(answer.Owners);
    }
}
