using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Owners;

public class OwnerReaderTests
{
    [Fact]
    public async Task People_queues_the_deactivated_and_ourselves_are_told_apart()
    {
        await using var world = await OrgWorld.StartAsync();

        var answer = await world.Worker.Connector.OwnersAsync(new OwnersRequest(Lane.Normal), default);

        Assert.Null(answer.Fault);
        Assert.Equal(["admin@sandbox.test", "rep@sandbox.test"], answer.Owners.Where(owner => owner.Kind == OwnerKind.Active).Select(owner => owner.Email!).Order());
        Assert.Equal("former@sandbox.test", Assert.Single(answer.Owners, owner => owner.Kind == OwnerKind.Inactive).Email);
        Assert.Equal("integration@sandbox.test", Assert.Single(answer.Owners, owner => owner.Kind == OwnerKind.Service).Email);
        var queue = Assert.Single(answer.Owners, owner => owner.Kind == OwnerKind.Queue);
        Assert.StartsWith("00G", queue.Id, StringComparison.Ordinal);
        Assert.Equal(18, queue.Id.Length);
    }
}
