using System.Text;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Whatever is sent, the answer is an error in HubSpot's form, and nothing was written.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("POST", "contacts", "")]
    [InlineData("POST", "contacts", "{")]
    [InlineData("POST", "contacts", "not json")]
    [InlineData("POST", "contacts", "[]")]
    [InlineData("POST", "contacts", "null")]
    [InlineData("POST", "contacts", "\"text\"")]
    [InlineData("POST", "contacts", "{}")]
    [InlineData("POST", "contacts", """{"properties":[]}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":{"a":1}}}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":["a@x.test"]}}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":"a@x.test"},"associations":[{"to":{"id":"1"},"types":[{"associationTypeId":279}]}]}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":"a@x.test"},"associations":[{"to":{},"types":[]}]}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":"a@x.test","hubspot_owner_id":"1"}}""")]
    [InlineData("POST", "contacts", """{"properties":{"email":"a@x.test","hs_buying_role":"CHAMPION;NOBODY"}}""")]
    [InlineData("POST", "companies", """{"properties":{"name":"N","annualrevenue":"1,000"}}""")]
    [InlineData("POST", "deals", """{"properties":{"dealname":"N","closedate":"soon"}}""")]
    [InlineData("POST", "deals", """{"properties":{"dealname":"N","dealstage":"nowhere"}}""")]
    [InlineData("POST", "notes", """{"properties":{"hs_note_body":"no time"}}""")]
    [InlineData("POST", "contacts/batch/create", "{}")]
    [InlineData("POST", "contacts/batch/create", """{"inputs":{}}""")]
    [InlineData("POST", "contacts/batch/create", """{"inputs":[1]}""")]
    [InlineData("POST", "contacts/batch/update", """{"inputs":[{"properties":{}}]}""")]
    [InlineData("POST", "contacts/batch/upsert", """{"inputs":[{"id":"1","properties":{}}]}""")]
    [InlineData("POST", "contacts/batch/archive", """{"inputs":[{"id":"x"}]}""")]
    [InlineData("POST", "contacts/search", """{"filterGroups":"x"}""")]
    [InlineData("POST", "contacts/search", """{"sorts":["a","b"]}""")]
    [InlineData("POST", "contacts/search", """{"limit":"many"}""")]
    [InlineData("POST", "contacts/merge", """{"primaryObjectId":"x","objectIdToMerge":"y"}""")]
    [InlineData("GET", "contacts?limit=0", null)]
    [InlineData("GET", "contacts?limit=101", null)]
    [InlineData("GET", "contacts?after=x", null)]
    public async Task It_is_refused_with_400(string method, string path, string? body)
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.SeedAsync("companies", """{"name":"Northwind"}""");

        var answer = await portal.SendAsync(method, $"{SampleWorld.Objects}/{path}", body);

        Assert.True((int)answer.Status == 400, $"{(int)answer.Status}: {answer.Text}");
        Assert.Equal("error", (string?)answer.Json["status"]);
        Assert.NotEmpty(answer.Message!);
        Assert.Empty(portal.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_truncated_body_is_refused_with_its_place()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync(SampleWorld.Contacts, "{\"properties\":\n{\"email\":\"a@x.test\"");

        Assert.StartsWith("Invalid input JSON on line 2", answer.Message, StringComparison.Ordinal);
        Assert.Null(answer.Category);
    }

    [Fact]
    public async Task A_body_of_eleven_megabytes_is_refused()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync(SampleWorld.Contacts, $$$"""{"properties":{"city":"{{{new string('x', 11 * 1024 * 1024)}}}"}}""");

        Assert.Equal(413, (int)answer.Status);
    }

    [Fact]
    public async Task A_value_of_65536_characters_is_stored_and_one_more_is_refused()
    {
        await using var portal = await ServedPortal.StartAsync();

        Assert.Equal(201, (int)(await portal.PostAsync(SampleWorld.Contacts, $$$"""{"properties":{"lastname":"{{{new string('x', 65_536)}}}"}}""")).Status);
        Assert.Equal(400, (int)(await portal.PostAsync(SampleWorld.Contacts, $$$"""{"properties":{"lastname":"{{{new string('x', 65_537)}}}"}}""")).Status);
    }

    [Fact]
    public async Task A_search_body_of_more_than_3000_characters_is_refused()
    {
        await using var portal = await ServedPortal.StartAsync();
        string Body(int length) => $$"""{"query":"{{new string('ö', length)}}"}""";

        Assert.Equal(200, (int)(await portal.PostAsync($"{SampleWorld.Contacts}/search", Body(2_900))).Status);
        Assert.Equal(400, (int)(await portal.PostAsync($"{SampleWorld.Contacts}/search", Body(3_000))).Status);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        await using var portal = await ServedPortal.StartAsync();
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"properties\":{\"lastname\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}}")]);

        using var answer = await portal.Http.PostAsync(new Uri(SampleWorld.Contacts, UriKind.Relative), content);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found_in_the_vendors_form()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.GetAsync("/crm/v9/nothing");

        Assert.Equal((404, "resource not found"), ((int)answer.Status, answer.Message));
    }
}
