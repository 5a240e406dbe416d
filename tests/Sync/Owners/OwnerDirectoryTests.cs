using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Sync.Owners;
using Integration.Sync.Tests.Rigs;
using Integration.Tests.Shared;

namespace Integration.Sync.Tests.Owners;

public sealed class OwnerDirectoryTests
{
    private readonly Clock time = new();
    private readonly ScriptedConnector salesforce;
    private readonly OwnerDirectory directory;

    public OwnerDirectoryTests()
    {
        salesforce = new ScriptedConnector(SystemName.Salesforce, time, Rig.People);
        salesforce.Owners.Add(new Owner("U1", OwnerKind.Active, "Nora@Acme.test"));
        directory = new OwnerDirectory(salesforce, time);
    }

    [Fact]
    public async Task Many_questions_cost_one_reading_in_five_minutes()
    {
        for (var question = 0; question < 100; question++)
        {
            Assert.NotNull(await FindAsync("U1"));
            time.Advance(TimeSpan.FromSeconds(2.9));
        }
        Assert.Single(salesforce.OwnersRequests);

        time.Advance(TimeSpan.FromSeconds(11));
        await FindAsync("U1");
        Assert.Equal(2, salesforce.OwnersRequests.Count);
    }

    [Fact]
    public async Task Somebody_unknown_is_asked_for_at_most_once_a_minute()
    {
        for (var second = 0; second < 120; second++)
        {
            Assert.Null(await FindAsync("U2"));
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(2, salesforce.OwnersRequests.Count);

        salesforce.Owners.Add(new Owner("U2", OwnerKind.Active, "omar@acme.test"));
        Assert.NotNull(await FindAsync("U2"));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_is_a_fault_the_first_time_and_an_old_one_later()
    {
        salesforce.OwnersFault = Rig.Fault(FaultClass.Transient);
        Assert.NotNull((await directory.ListAsync(_ => true, Lane.Normal, default)).Fault);

        salesforce.OwnersFault = null;
        await FindAsync("U1");
        time.Advance(TimeSpan.FromHours(1));
        salesforce.OwnersFault = Rig.Fault(FaultClass.Transient);
        Assert.NotNull(await FindAsync("U1"));
    }

    [Fact]
    public void An_address_of_a_sandbox_org_is_the_real_one_and_a_queue_has_none()
    {
        Assert.Equal("nora@acme.test", OwnerList.AddressOf(new Owner("U1", OwnerKind.Active, " Nora@acme.test.invalid ")));
        Assert.Null(OwnerList.AddressOf(new Owner("Q", OwnerKind.Queue, "queue@acme.test")));
        Assert.Null(OwnerList.AddressOf(new Owner("U", OwnerKind.Active)));
    }

    private async Task<Owner?> FindAsync(string id) => (await directory.ListAsync(list => list.Find(id) is not null, Lane.Normal, default)).List!.Find(id);
}
