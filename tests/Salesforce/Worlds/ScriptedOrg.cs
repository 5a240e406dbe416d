using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Integration.Salesforce.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Salesforce.Tests.Worlds;

/// <summary>Answers what a test says: for what an org that keeps its promises never does. Everything else runs against the Sandbox.</summary>
internal sealed class ScriptedOrg(Func<ScriptedOrg.Request, ScriptedOrg.Reply> answer) : HttpMessageHandler
{
    public sealed record Request(string Method, string Path, string Body, HttpRequestHeaders Headers);

    public sealed record Reply(int Status, string Body)
    {
        public string ContentType { get; init; } = "application/json";
    }

    public List<Request> Requests { get; } = [];

    public static Reply Token(string token = "t1") => new(200, $$"""{"access_token":"{{token}}","instance_url":"https://acme.my.salesforce.com","token_type":"Bearer"}""");

    public static Reply Describe(string name, params string[] fields) => new(200,
        $$"""{"name":"{{name}}","fields":[{{string.Join(',', fields.Select(field => $$"""{"name":"{{field}}","label":"{{field}}","type":"string","length":255,"nillable":true,"createable":true,"updateable":true}"""))}}]}""");

    /// <summary>A worker that talks to the script.</summary>
    public SalesforceWorker Worker(SalesforceLogin? login = null) => new(
        new SalesforceOptions { Url = new Uri("https://acme.my.salesforce.com"), Login = login ?? new BearerLogin("fixed") },
        TimeProvider.System, new SeededEntropy(), NullLoggerFactory.Instance, new HttpClient(this, disposeHandler: false));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is null ? "" : await message.Content.ReadAsStringAsync(cancellationToken);
        var request = new Request(message.Method.Method, message.RequestUri!.PathAndQuery, body, message.Headers);
        Reply reply;
        lock (Requests)
        {
            Requests.Add(request);
            reply = answer(request);
        }
        return new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Body, Encoding.UTF8, reply.ContentType) };
    }
}
