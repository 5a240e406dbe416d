using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Tests.Status;

/// <summary>The status surface over HTTP, on a real ledger.</summary>
public sealed class StatusEndpointsTests : IAsyncLifetime
{
    private const string LeadId = "00QJ6000001ABCDEFG";
    private readonly string folder = Directory.CreateTempSubdirectory("integration-status-").FullName;
    private ILedger ledger = null!;
    private WebApplication app = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        ledger = await LedgerStore.OpenAsync($"Data Source={Path.Combine(folder, "ledger.db")}", TimeProvider.System, CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(ledger).AddSingleton(new MappingSet([People]));
        app = builder.Build();
        app.MapStatus();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [Fact]
    public async Task A_new_ledger_is_quiet_and_a_hint_makes_it_pending()
    {
        Assert.Equal((true, 0), await StatusAsync());
        await TouchAsync(new RecordKey(SystemName.HubSpot, "contacts", "4711"));
        Assert.Equal((false, 1), await StatusAsync());
    }

    [Fact]
    public async Task Quotas_stand_under_their_system_and_apart_from_other_gauges()
    {
        await ledger.GaugeAsync("hubspot.quota", """{"used":7}""", TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await ledger.GaugeAsync("hubspot.poll.contacts", """{"hints":3}""", TimeProvider.System.GetUtcNow(), CancellationToken.None);

        var status = await http.GetFromJsonAsync<JsonNode>("/api/sync/status");

        Assert.Equal(7, status!["quotas"]!["hubspot"]!["used"]!.GetValue<int>());
        Assert.Equal(3, status["gauges"]!["hubspot.poll.contacts"]!["hints"]!.GetValue<int>());
        Assert.Null(status["gauges"]!["hubspot.quota"]);
    }

    [Fact]
    public async Task A_record_that_was_told_of_has_a_story_by_either_case_of_its_system()
    {
        await TouchAsync(new RecordKey(SystemName.Salesforce, "Lead", LeadId));

        var story = await http.GetFromJsonAsync<JsonNode>($"/api/records/salesforce/Lead/{LeadId}");

        Assert.Equal($"Salesforce/Lead/{LeadId}", story!["salesforce"]!["key"]!.GetValue<string>());
        Assert.Null(story["hubSpot"]!["key"]);
        Assert.Equal(["email", "company"], story["fields"]!.AsArray().Select(field => field!["hubSpot"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/api/records/Salesforce/Lead/{LeadId}")).StatusCode);
    }

    [Fact]
    public async Task A_record_that_nobody_told_of_is_not_found()
    {
        var answer = await http.GetAsync("/api/records/hubspot/contacts/1");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("HubSpot/contacts/1", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/records/zoho/contacts/1", "write hubspot or salesforce")]
    [InlineData("/api/records/0/contacts/1", "write hubspot or salesforce")]
    [InlineData("/api/records/hubspot/Contacts/1", "write contacts")]
    [InlineData("/api/records/hubspot/contacts/47a", "digits only")]
    [InlineData("/api/records/salesforce/Lead/00QJ6000001ABCD", "18 letters and digits")]
    [InlineData("/api/records/salesforce/Campaign/70130000000abcdAAA", "write Lead or Contact")]
    [InlineData("/api/sync/held?limit=0", "from 1 to 1000")]
    [InlineData("/api/sync/held?limit=1001", "from 1 to 1000")]
    [InlineData("/api/sync/held?limit=ten", "from 1 to 1000")]
    [InlineData("/api/sync/held?after=here", "'next' of the page before")]
    public async Task What_cannot_be_meant_is_refused_with_its_mend(string path, string mend)
    {
        var answer = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(mend, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await ledger.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Mapping People { get; } = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Fields = [new() { HubSpot = "email", Salesforce = "Email" }, new() { HubSpot = "company", Salesforce = "Company", SalesforceObjects = ["Lead"] }],
    };

    private Task TouchAsync(RecordKey key) => ledger.TouchAsync(
        [new Touch(new Hint(key, Lane.Normal), "people", new Guid("0197fb2a-0000-7000-8000-000000000001"))], null, TimeProvider.System.GetUtcNow(), CancellationToken.None);

    private async Task<(bool IsQuiet, int Pending)> StatusAsync()
    {
        var status = await http.GetFromJsonAsync<JsonNode>("/api/sync/status");
        return (status!["isQuiet"]!.GetValue<bool>(), status["pending"]!.GetValue<int>());
    }
}
