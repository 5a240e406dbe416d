using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.BadInput;

/// <summary>A credential is taken back while people work, and given again. One side rests and is named; the other one is read on; nobody restarts anything.</summary>
public sealed class CredentialTests
{
    [Theory]
    [InlineData("hubspot")]
    [InlineData("salesforce")]
    public async Task Edits_made_while_one_side_refuses_our_credential_arrive_when_it_is_good_again(string refusing)
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded);
        rig.Set("INTEGRATION_POLL_HUBSPOT_SECONDS", "2");
        rig.Set("INTEGRATION_POLL_SALESFORCE_SECONDS", "2");
        await rig.SetUpAsync();
        await rig.Outside.SeedContactsAsync([new() { ["email"] = "ana@acme.test", ["lastname"] = "Ana", ["company"] = "Acme" }]);
        await rig.StartServiceAsync();
        await rig.QuietAsync(TimeSpan.FromMinutes(1), async () => (await rig.Outside.SalesforceAsync("Lead")).Count == 1);
        var (contact, lead) = ((await rig.Outside.ContactsAsync()).Keys.Single(), (await rig.Outside.SalesforceAsync("Lead")).Keys.Single());
        var (down, up) = refusing == "hubspot" ? (rig.Outside.HubSpot, rig.Outside.Salesforce) : (rig.Outside.Salesforce, rig.Outside.HubSpot);

        await rig.Outside.FaultsAsync(down, new { on = "*", @do = "401" });
        await rig.ReadyAsync("degraded");
        var readBefore = (await rig.Outside.CallsAsync(up))["total"]!.GetValue<long>();
        await rig.Outside.ActAsync(rig.Outside.HubSpot, [rig.Outside.EditContact(contact, "jobtitle", "CEO")]);
        await rig.Outside.ActAsync(rig.Outside.Salesforce, [rig.Outside.EditLead(lead, "City", "Bonn")]);
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System);

        var status = (await rig.Service.StatusAsync())!;
        var failing = status["gauges"]!.AsObject().Where(gauge => gauge.Value is System.Text.Json.Nodes.JsonObject feed && feed["failuresInRow"]?.GetValue<int>() > 0).ToList();
        Assert.NotEmpty(failing);
        Assert.All(failing, gauge => Assert.StartsWith(refusing + ".", gauge.Key));
        Assert.All(failing, gauge => Assert.NotEmpty(gauge.Value!["lastError"]!.ToString()));
        Assert.Equal(0, status["held"]!.GetValue<long>());
        Assert.True((await rig.Outside.CallsAsync(up))["total"]!.GetValue<long>() > readBefore, "the other side is read on");

        await rig.Outside.FaultsAsync(down);
        await rig.QuietAsync(TimeSpan.FromMinutes(3), async () =>
            (await rig.Outside.SalesforceAsync("Lead"))[lead]["Title"] == "CEO" && (await rig.Outside.ContactsAsync())[contact]["city"] == "Bonn");
        await rig.ReadyAsync("healthy");
    }
}
