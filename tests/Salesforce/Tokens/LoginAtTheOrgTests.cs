using System.Security.Cryptography;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Salesforce.Tokens;

namespace Integration.Salesforce.Tests.Tokens;

/// <summary>Logins against an org that checks them.</summary>
public class LoginAtTheOrgTests
{
    [Fact]
    public async Task A_JWT_signed_with_the_apps_key_is_let_in_and_any_other_is_not()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var good = await SeenWithAsync(key, key);
        var bad = await SeenWithAsync(key, other);

        Assert.Equal(Life.Live, good.Seen?.Life);
        Assert.Equal(FaultClass.Side, bad.Fault?.Class);
        Assert.Contains("certificate", bad.Fault!.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_runs_out_is_renewed_by_itself()
    {
        await using var world = await OrgWorld.StartAsync(options => options.SessionTimeout = TimeSpan.FromMinutes(15));
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Org.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(Life.Live, (await world.SeenAsync(ada)).Life);
    }

    [Fact]
    public async Task A_wrong_secret_stops_the_side_and_asks_no_more()
    {
        await using var world = await OrgWorld.StartAsync(tuned: options => options with { Login = new ClientCredentialsLogin("sandbox", "wrong") });
        var ada = world.Lead("Byron");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var outcome = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Hot, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);
            Assert.Equal(FaultClass.Side, outcome.Fault?.Class);
        }

        Assert.Equal(1, world.Calls("oauth2/token"));
    }

    private static async Task<ReadOutcome> SeenWithAsync(RSA trusted, RSA used)
    {
        await using var world = await OrgWorld.StartAsync(options => options.JwtPublicKeyPem = trusted.ExportSubjectPublicKeyInfoPem(),
            tuned: options => options with { Login = new JwtLogin("sandbox", "integration@sandbox.test", used.ExportPkcs8PrivateKeyPem()) });
        var ada = world.Lead("Byron");
        return Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);
    }
}
