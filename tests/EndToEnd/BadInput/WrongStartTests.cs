using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.BadInput;

/// <summary>What an admin gets wrong before the first start: the executable says what and how to mend it.</summary>
public sealed class WrongStartTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task A_credential_of_another_portal_is_refused_with_the_place_in_the_file(string command)
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded);
        rig.Rewrite("connections.yaml", "portal: 7654321", "portal: 999");

        var (exit, told) = await rig.CommandAsync(command, command == "check" ? ["--online"] : []);

        Assert.Equal(1, exit);
        Assert.Contains("connections.yaml:3:11: error CON015: the credential belongs to HubSpot account 7654321, not 999", told);
        Assert.Contains("mend: take the credential of 999, or write `portal: 7654321`", told);
    }

    [Theory]
    [InlineData("HUBSPOT_TOKEN", "HubSpot", "INVALID_AUTHENTICATION")]
    [InlineData("SALESFORCE_SECRET", "Salesforce", "invalid_client")]
    public async Task A_wrong_credential_is_named_by_check_and_degrades_its_own_role_only(string variable, string system, string code)
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded);
        rig.Set(variable, "not-the-secret-9731");

        var (exit, told) = await rig.CommandAsync("check", ["--online"]);
        Assert.Equal(3, exit);
        Assert.Contains($"error: {system} did not answer: {code}", told);

        await rig.StartServiceAsync();
        var note = (await rig.ReadyAsync("degraded")).ToJsonString();
        Assert.Contains(code, note);
        Assert.Contains(system == "HubSpot" ? "salesforce: running; sync: running" : "hubspot: running", note);
        Assert.DoesNotContain("not-the-secret-9731", told + rig.Tails());
    }

    [Fact]
    public async Task A_broker_that_is_away_at_the_start_ends_it_with_address_and_mend_and_without_the_password()
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded);
        rig.Set("INTEGRATION_BUS", "amqp://guest:pass9731@127.0.0.1:1");

        var (exit, told) = await rig.CommandAsync("run");

        Assert.Equal(3, exit);
        Assert.Contains("the bus at amqp://127.0.0.1:1", told);
        Assert.Contains("start the broker, or mend INTEGRATION_BUS", told);
        Assert.DoesNotContain("pass9731", told);
    }

    [Theory]
    [InlineData("directory", "the ledger cannot be used")]
    [InlineData("text", "the ledger cannot be used")]
    public async Task A_ledger_that_is_none_is_named_and_left_alone(string what, string expected)
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded);
        if (what == "directory") Directory.CreateDirectory(rig.LedgerFile);
        else File.WriteAllText(rig.LedgerFile, new string('x', 5_000));

        var (exit, told) = await rig.CommandAsync("run");

        Assert.Equal(3, exit);
        Assert.Contains(expected, told);
        Assert.True(what == "directory" || File.ReadAllText(rig.LedgerFile).Length == 5_000);
    }
}
