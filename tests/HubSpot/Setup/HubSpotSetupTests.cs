using Integration.Connectors.Ports;

namespace Integration.HubSpot.Tests.Setup;

public sealed class HubSpotSetupTests
{
    [Fact]
    public async Task A_plan_changes_nothing_an_apply_makes_the_key_and_repeating_it_makes_nothing_more()
    {
        await using var portal = await ServedPortal.StartAsync(isSetUp: false);

        var plan = await portal.Worker.Setup.PlanAsync(ServedPortal.Watched, default);
        Assert.Equal([true, false, false, true], plan.Select(step => step.IsDone));
        Assert.All(plan, step => Assert.Null(step.Mend));
        var revision = portal.Portal.Revision;
        await portal.Worker.Setup.PlanAsync(ServedPortal.Watched, default);
        Assert.Equal(revision, portal.Portal.Revision);

        Assert.All(await portal.Worker.Setup.ApplyAsync(ServedPortal.Watched, default), step => Assert.True(step.IsDone, step.What));
        var made = portal.Portal.Revision;
        Assert.All(await portal.Worker.Setup.ApplyAsync(ServedPortal.Watched, default), step => Assert.True(step.IsDone, step.What));
        Assert.Equal(made, portal.Portal.Revision);
        var key = (await portal.Worker.Schema.DescribeAsync("contacts", default))!.Fields.Single(field => field.Name == "integration_key");
        Assert.True(key is { IsUnique: true, IsWritable: true });
    }

    [Fact]
    public async Task Webhooks_are_a_step_by_hand_that_names_every_subscription()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { WebhookSecret = "s", WebhookUrl = new Uri("https://sync.example.test/webhooks/hubspot") });

        var step = (await portal.Worker.Setup.PlanAsync(ServedPortal.Watched, default))[^1];

        Assert.False(step.IsDone);
        foreach (var part in new[] { "contact.creation", "contact.deletion", "contact.merge", "contact.restore", "contact.privacyDeletion", "contact.propertyChange lifecyclestage", "hs project upload" })
            Assert.Contains(part, step.Mend);
    }

    [Fact]
    public async Task A_credential_of_another_account_sets_up_nothing_there()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PortalId = 4711 }, isSetUp: false);

        var halt = await Assert.ThrowsAsync<ConnectorHaltException>(() => portal.Worker.Setup.ApplyAsync(ServedPortal.Watched, default));

        Assert.Equal("WRONG_PORTAL", halt.Fault.Code);
        Assert.Contains("7654321", halt.Fault.Reason);
        Assert.Equal(1, portal.Calls.Report().Total);
    }

    [Fact]
    public async Task A_missing_right_is_told()
    {
        await using var portal = await ServedPortal.StartAsync(isSetUp: false);
        portal.Portal.Options = portal.Portal.Options with { Scopes = ["crm.objects.contacts.read", "crm.schemas.contacts.read"] };
        var halt = await Assert.ThrowsAsync<ConnectorHaltException>(() => portal.Worker.Setup.ApplyAsync(ServedPortal.Watched, default));
        Assert.Equal("MISSING_SCOPES", halt.Fault.Code);
    }

    [Fact]
    public async Task A_schema_tells_types_options_and_what_is_read_only()
    {
        await using var portal = await ServedPortal.StartAsync();
        var fields = (await portal.Worker.Schema.DescribeAsync("contacts", default))!.Fields.ToDictionary(field => field.Name);

        Assert.Contains("lead", fields["lifecyclestage"].Options);
        Assert.False(fields["num_notes"].IsWritable);
        Assert.True(fields["email"] is { IsUnique: true, IsWritable: true });
        Assert.Equal(65_536, fields["firstname"].LengthMax);
        Assert.Null(await portal.Worker.Schema.DescribeAsync("butterflies", default));
    }

    [Fact]
    public async Task A_portal_that_fails_halts_with_its_reason()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Faults(new Sandbox.Control.Fault { On = "*properties*", Do = Sandbox.Control.FaultKind.ServerError });

        Assert.Equal("HTTP_500", (await Assert.ThrowsAsync<ConnectorHaltException>(() => portal.Worker.Schema.DescribeAsync("contacts", default))).Fault.Code);
    }

    [Fact]
    public void Options_out_of_range_are_all_told_at_once()
    {
        var problems = new HubSpotOptions { Login = new Integration.HubSpot.Tokens.BearerLogin(" "), Url = new Uri("http://api.hubapi.com"), CallsInFlightMax = 0, PollPeriod = TimeSpan.Zero, WebhookSecret = "s" }.Problems();

        Assert.Equal(5, problems.Count);
        Assert.All(["token", "url", "callsInFlight", "pollPeriod", "webhook"], name => Assert.Contains(problems, problem => problem.Contains(name, StringComparison.Ordinal)));
    }
}
