using Integration.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;
namespace Integration.Sandbox.Salesforce;
public sealed partial class SalesforceOrg
{
    internal sealed class CometStub { public Task AnswerAsync(HttpContext http) { http.Response.StatusCode = 404; return Task.CompletedTask; } }
    internal CometStub Comet { get; } = new();
    internal ApiAnswer AnswerSoap(string body) { _ = body; return new ApiAnswer(404); }
    /// <inheritdoc />
    public void Save(Stream stream) => throw new NotSupportedException();
    /// <inheritdoc />
    public void Load(Stream stream) => throw new NotSupportedException();
}
