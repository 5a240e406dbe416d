using System.Text;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.Tests.HubSpot;

public sealed class SnapshotTests
{
    private static byte[] Save(HubSpotPortal portal)
    {
        using var stream = new MemoryStream();
        portal.Save(stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_portal_comes_back_with_all_it_knew()
    {
        var world = new TestPortal();
        var company = world.Create(world.Api, "companies", ("name", "Northwind"));
        var (a, b) = (world.Create(("email", "a@x.test"), ("city", "Ulm")), world.Create(("email", "b@x.test")));
        var gone = world.Create(("email", "gone@x.test"));
        world.Update(world.Human, a.Id, ("city", "Bonn"));
        world.Portal.Locked(state => { state.Table(Integration.Sandbox.HubSpot.Properties.ObjectType.Contact).Properties.Create(new("sf_record_id", "Id", "string", "text", "contactinformation") { HasUniqueValue = true }); return 0; });
        world.Update(a.Id, ("sf_record_id", "00Q1"));
        var merged = world.Portal.Merge(world.Human, "contacts", a.Id, b.Id);
        world.Portal.Act(new JsonObject { ["action"] = "associate", ["id"] = merged.Id, ["toObject"] = "companies", ["toId"] = company.Id, ["primary"] = true });
        world.Portal.Act(new JsonObject { ["action"] = "opt-out", ["id"] = merged.Id });
        world.Portal.Act(new JsonObject { ["action"] = "privacy-delete", ["id"] = gone.Id });
        var saved = Save(world.Portal);

        var other = new HubSpotPortal(world.Portal.Clock, 2);
        other.Load(new MemoryStream(saved));

        var back = other.ReadOne("contacts", TestPortal.Text(a.Id));
        Assert.Equal(merged.Id, back.Id);
        Assert.Equal(world.Read(merged.Id).Properties, back.Properties);
        Assert.Equal(world.Read(merged.Id).History("city"), back.History("city"));
        Assert.Equal(merged.Id, other.ReadOne("contacts", "b@x.test", "email").Id);
        Assert.Equal(merged.Id, other.ReadOne("contacts", "00Q1", "sf_record_id").Id);
        Assert.Throws<Integration.Sandbox.HubSpot.Errors.HubSpotRefusedException>(() => other.Create(world.Api, "contacts", [new RecordInput(TestPortal.Map(("email", "gone@x.test")))]));
        Assert.Equal(world.Portal.DrainEvents(DateTimeOffset.MaxValue).Count, other.DrainEvents(DateTimeOffset.MaxValue).Count);
        Assert.True(other.Revision > world.Portal.Revision);
        // And what it writes is what it read: the counters of the second save differ, nothing else.
        var third = new HubSpotPortal(world.Portal.Clock, 2);
        third.Load(new MemoryStream(saved));
        var (first, second) = (JsonNode.Parse(saved)!, JsonNode.Parse(Save(third))!);
        foreach (var each in new[] { first, second }) each.AsObject().Remove("revision");
        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public void Ten_thousand_contacts_save_and_load_in_half_a_second_each()
    {
        var portal = new HubSpotPortal(TimeProvider.System);
        portal.Seed("contacts", [.. Enumerable.Range(0, 10_000).Select(i => (IReadOnlyDictionary<string, string?>)TestPortal.Map(("email", $"p{i}@x.test"), ("firstname", "P"), ("lastname", $"{i}"), ("city", "Ulm"), ("phone", "1")))]);
        Save(portal);

        var started = TimeProvider.System.GetTimestamp();
        var saved = Save(portal);
        var toSave = TimeProvider.System.GetElapsedTime(started);
        started = TimeProvider.System.GetTimestamp();
        portal.Load(new MemoryStream(saved));
        var toLoad = TimeProvider.System.GetElapsedTime(started);

        TestContext.Current.SendDiagnosticMessage($"save {toSave.TotalMilliseconds:0} ms, load {toLoad.TotalMilliseconds:0} ms, {saved.Length:N0} bytes");
        // Four times the promise: the machine that runs the tests is not alone.
        Assert.InRange(toSave.TotalSeconds, 0, 2);
        Assert.InRange(toLoad.TotalSeconds, 0, 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"form":99}""")]
    public void A_broken_snapshot_is_refused_and_the_portal_stays_as_it_was(string text)
    {
        var world = new TestPortal();
        var contact = world.Create(("email", "a@x.test"));

        Assert.Throws<InvalidDataException>(() => world.Portal.Load(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Equal("a@x.test", world.Read(contact.Id)["email"]);
    }

    [Fact]
    public async Task A_served_portal_survives_a_restart_by_its_file()
    {
        var path = Path.Combine(Path.GetTempPath(), $"hubspot-{Environment.ProcessId}-{TimeProvider.System.GetTimestamp()}.json");
        try
        {
            var portal = new HubSpotPortal(TimeProvider.System);
            await using (await SandboxServer.StartAsync(portal, new Uri("http://127.0.0.1:0"), path))
                portal.Create(Caller.Integration(1), "contacts", [new RecordInput(TestPortal.Map(("email", "a@x.test")))]);

            var again = new HubSpotPortal(TimeProvider.System);
            await using (await SandboxServer.StartAsync(again, new Uri("http://127.0.0.1:0"), path))
                Assert.Equal("a@x.test", again.ReadOne("contacts", "a@x.test", "email")["email"]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
