using System.Security.Cryptography;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Salesforce.Tokens;
using static Integration.Salesforce.Tests.Worlds.ScriptedOrg;

namespace Integration.Salesforce.Tests.Tokens;

public class TokenTests
{
    private static readonly FieldSelection NoFields = new(new Dictionary<string, IReadOnlyList<string>>());
    private static readonly ReadRequest ReadAda = new(Lane.Normal, [new RecordKey(SystemName.Salesforce, "Lead", "00Q5g00000LeadAEAR")], NoFields);
    private const string Expired = """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""";

    [Fact]
    public async Task An_expired_token_is_renewed_once_for_all_callers_and_the_call_repeated()
    {
        var tokens = 0;
        var org = new ScriptedOrg(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Token($"t{++tokens}")
            : request.Headers.Authorization?.Parameter == "t1" ? new Reply(401, Expired)
            : Answer(request));
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "secret"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => worker.Connector.ReadAsync(ReadAda, CancellationToken.None)));

        Assert.All(answers, answer => Assert.Equal(LifeState.Live, Assert.Single(answer.Outcomes).Seen?.Life.State));
        Assert.Equal(2, tokens);
    }

    [Fact]
    public async Task A_token_that_is_refused_for_good_is_not_renewed_for_ever()
    {
        var tokens = 0;
        var org = new ScriptedOrg(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Token($"t{++tokens}") : new Reply(401, Expired));
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "secret"));

        var outcome = Assert.Single((await worker.Connector.ReadAsync(ReadAda, CancellationToken.None)).Outcomes);

        Assert.Equal((FaultClass.Side, "INVALID_SESSION_ID"), (outcome.Fault!.Class, outcome.Fault.Code));
        Assert.Equal(2, tokens);
    }

    [Theory]
    [InlineData("This session is not valid for use with the REST API", "INVALID_AUTH")]
    [InlineData("Connected app is not attached to Agent", "APP_NOT_ATTACHED")]
    public async Task Another_401_than_an_expired_session_is_permanent(string message, string code) // jsforce #1301
    {
        var tokens = 0;
        var org = new ScriptedOrg(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Token($"t{++tokens}") : new Reply(401, $$"""[{"message":"{{message}}","errorCode":"{{code}}"}]"""));
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "secret"));

        var outcome = Assert.Single((await worker.Connector.ReadAsync(ReadAda, CancellationToken.None)).Outcomes);

        Assert.Equal((FaultClass.Side, code), (outcome.Fault!.Class, outcome.Fault.Code));
        Assert.Equal(1, tokens);
    }

    [Fact]
    public async Task A_refused_login_names_the_mend_and_never_the_secret()
    {
        var org = new ScriptedOrg(_ => new Reply(400, """{"error":"invalid_client"}""")); // no error_description: simple-salesforce #825
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "top-secret"));

        var fault = Assert.Single((await worker.Connector.ReadAsync(ReadAda, CancellationToken.None)).Outcomes).Fault!;

        Assert.Equal((FaultClass.Side, "invalid_client"), (fault.Class, fault.Code));
        Assert.Contains("clientSecret", fault.Mend, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_in_place_of_a_token_is_a_passing_fault()
    {
        var org = new ScriptedOrg(_ => new Reply(503, "<html>maintenance</html>") { ContentType = "text/html" });
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "secret"));

        Assert.Equal((FaultClass.Transient, "HTTP_503"), Codes(Assert.Single((await worker.Connector.ReadAsync(ReadAda, CancellationToken.None)).Outcomes)));
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_stored_and_used_from_then_on() // tap-salesforce #216
    {
        var path = Path.Combine(Path.GetTempPath(), $"refresh-{Environment.ProcessId}.txt");
        try
        {
            var sent = new List<string>();
            var org = new ScriptedOrg(request =>
            {
                if (!request.Path.EndsWith("/token", StringComparison.Ordinal))
                    return request.Headers.Authorization?.Parameter == "t2" ? Answer(request) : new Reply(401, Expired);
                sent.Add(System.Web.HttpUtility.ParseQueryString(request.Body)["refresh_token"]!);
                return new Reply(200, $$"""{"access_token":"t{{sent.Count}}","refresh_token":"rotated{{sent.Count}}","instance_url":"https://acme.my.salesforce.com"}""");
            });
            using var worker = org.Worker(login: new RefreshTokenLogin("id", "secret", "first") { RefreshTokenPath = path });

            await worker.Connector.ReadAsync(ReadAda, CancellationToken.None);

            Assert.Equal(["first", "rotated1"], sent);
            Assert.Equal("rotated2", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_JWT_login_signs_anew_for_each_token()
    {
        using var key = RSA.Create(2048);
        var org = new ScriptedOrg(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Token() : Answer(request));
        using var worker = org.Worker(login: new JwtLogin("consumer", "integration@acme.example", key.ExportPkcs8PrivateKeyPem()));

        await worker.Connector.ReadAsync(ReadAda, CancellationToken.None);

        var form = System.Web.HttpUtility.ParseQueryString(org.Requests[0].Body);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        Assert.Equal(3, form["assertion"]!.Split('.').Length);
    }

    [Fact]
    public async Task Our_token_is_not_sent_to_an_instance_without_TLS()
    {
        var org = new ScriptedOrg(_ => new Reply(200, """{"access_token":"t","instance_url":"http://acme.my.salesforce.com"}"""));
        using var worker = org.Worker(login: new ClientCredentialsLogin("id", "secret"));

        Assert.Equal("WRONG_SHAPE", Assert.Single((await worker.Connector.ReadAsync(ReadAda, CancellationToken.None)).Outcomes).Fault?.Code);
        Assert.Single(org.Requests);
    }

    private static Reply Answer(Request request) => request.Path.EndsWith("/describe", StringComparison.Ordinal)
        ? Describe("Lead", "Id")
        : new Reply(200, """[{"Id":"00Q5g00000LeadAEAR"}]""");

    private static (FaultClass, string) Codes(ReadOutcome outcome) => (outcome.Fault!.Class, outcome.Fault.Code);
}
