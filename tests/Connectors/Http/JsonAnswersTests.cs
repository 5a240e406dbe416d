using System.Text;
using Integration.Connectors.Http;

namespace Integration.Connectors.Tests.Http;

public sealed class JsonAnswersTests
{
    [Theory]
    [InlineData("""{"a":[1,{"b":null}]}""", null)]
    [InlineData("", null)]
    [InlineData("\"text\"", null)]
    [InlineData("[]", null)]
    [InlineData("{", "TRUNCATED")]
    [InlineData("""{"a":[1,""", "TRUNCATED")]
    [InlineData("""{"a":"hal""", "TRUNCATED")]
    [InlineData("""[{"a":1}""", "TRUNCATED")]
    [InlineData("<html>", "NOT_JSON")]
    [InlineData("""{"a":1}}""", "NOT_JSON")]
    [InlineData("""{"a":1}{"b":2}""", "NOT_JSON")]
    [InlineData("Service Unavailable", "NOT_JSON")]
    public void A_broken_body_is_named(string body, string? code) =>
        Assert.Equal(code, JsonAnswers.Broken("stub", Encoding.UTF8.GetBytes(body))?.Code);
}
