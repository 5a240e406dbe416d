using System.Net;

namespace Integration.Sandbox.Tests.HubSpot;

public sealed class SmokeTests
{
    [Theory]
    [InlineData("/crm/objects/2026-09")]
    [InlineData("/crm/objects/2026-03")]
    [InlineData("/crm/v3/objects")]
    public async Task A_contact_can_be_created_read_searched_and_archived_in_every_version(string objects)
    {
        await using var portal = await ServedPortal.StartAsync();

        var created = await portal.PostAsync($"{objects}/contacts", """{"properties":{"email":"Mara.Quint@Northwind.test","lastname":"Quint"}}""");
        var id = (string)created.Json["id"]!;
        var read = await portal.GetAsync($"{objects}/contacts/{id}?properties=email,lifecyclestage,phone");
        var found = await portal.PostAsync($"{objects}/contacts/search", """{"filterGroups":[{"filters":[{"propertyName":"email","operator":"EQ","value":"mara.quint@northwind.test"}]}]}""");
        var archived = await portal.SendAsync("DELETE", $"{objects}/contacts/{id}");
        var gone = await portal.GetAsync($"{objects}/contacts/{id}");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("mara.quint@northwind.test", (string?)read.Json["properties"]!["email"]);
        Assert.Equal("lead", (string?)read.Json["properties"]!["lifecyclestage"]);
        Assert.Null(read.Json["properties"]!["phone"]);
        Assert.Equal(1, (int)found.Json["total"]!);
        Assert.Equal(HttpStatusCode.NoContent, archived.Status);
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
    }
}
