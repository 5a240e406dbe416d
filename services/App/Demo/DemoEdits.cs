using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;

namespace Integration.App.Demo;

/// <summary>A few people at work in both systems, every two seconds, so that something moves.</summary>
/// <remarks>They act through the Sandbox as users do in the vendor's pages: the service cannot tell them from real ones.</remarks>
internal sealed class DemoEdits(DemoSystems systems, Uri service, DemoNews news, TimeProvider time) : BackgroundService
{
    private const string HubSpotUser = DemoSeed.Marketer;
    private const string SalesforceUser = "rep@sandbox.test";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly string[] Titles = ["Head of Growth", "Regional Sales Director", "Team Lead", "Chief of Staff", "Key Account Manager", "Data Analyst"];

    // Another seed each start, from the clock: a demo that repeated its edits would set the same values again, and nothing would move.
    private readonly Random chance = new((int)(time.GetUtcNow().ToUnixTimeSeconds() % int.MaxValue));
    private readonly HttpClient site = new() { BaseAddress = service, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", DemoConfig.Token) } };
    private int newcomers;
    private int visits;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (chance.Next(3) == 0) await OnTheSiteAsync(await systems.IdsAsync(systems.HubSpotUrl, "contacts", stoppingToken), stoppingToken);
                else if (chance.Next(2) == 0) InHubSpot(await systems.IdsAsync(systems.HubSpotUrl, "contacts", stoppingToken));
                else InSalesforce(chance.Next(2) == 0 && await HandedOverAsync(stoppingToken) is { Count: > 0 } theirs ? theirs : await systems.IdsAsync(systems.SalesforceUrl, "Lead", stoppingToken));
            }
            catch (Exception refused) when (refused is not OperationCanceledException)
            {
                // One person's slip must not stop the others from working, and must be seen.
                news.Tell($"an edit was refused: {refused.GetType().Name}: {refused.Message}");
            }
        }
    }

    // As the tracking of a web site tells it: what a person does there makes some of them ready for sales.
    private async Task OnTheSiteAsync(IReadOnlyList<string> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return;
        var contact = ids[chance.Next(ids.Count)];
        using var told = await site.PostAsJsonAsync("/api/events", new { events = new[] { new { contact, id = $"visit-{time.GetUtcNow().ToUnixTimeMilliseconds()}-{++visits}", kind = "page-view", about = "pricing", at = time.GetUtcNow() } } }, stop);
        told.EnsureSuccessStatusCode();
        news.Tell($"the web site: contact {contact} looked at the pricing page");
    }

    // Reps work their own list first: what the Agreement gave them.
    private async Task<IReadOnlyList<string>> HandedOverAsync(CancellationToken stop)
    {
        var page = await site.GetFromJsonAsync<JsonNode>("/api/handoffs?open=true&limit=1000", stop);
        return [.. page!["items"]!.AsArray().Select(item => item!["salesforce"]?.GetValue<string>().Split('/')).Where(key => key is [_, "Lead", _]).Select(key => key![2])];
    }

    private void InHubSpot(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0 || chance.Next(6) == 0)
        {
            var person = Newcomer();
            var made = systems.HubSpot.Act(Act("hubspot", HubSpotUser, "create", "contacts", null, "properties",
                ("email", person.Email), ("firstname", person.First), ("lastname", person.Last), ("company", person.Company), ("jobtitle", person.Title)));
            news.Tell($"HubSpot: {HubSpotUser} made contact {made["id"]}");
            return;
        }
        var (id, field, value) = (ids[chance.Next(ids.Count)], "jobtitle", Titles[chance.Next(Titles.Length)]);
        if (chance.Next(3) == 0) (field, value) = ("phone", $"+49 30 {chance.Next(100_000, 999_999)}");
        systems.HubSpot.Act(Act("hubspot", HubSpotUser, "edit", "contacts", id, "properties", (field, value)));
        news.Tell($"HubSpot: {HubSpotUser} changed {field} of contact {id}");
    }

    private void InSalesforce(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0 || chance.Next(8) == 0)
        {
            var person = Newcomer();
            var made = systems.Salesforce.Act(Act("salesforce", SalesforceUser, "create", "Lead", null, "fields",
                ("Email", person.Email), ("FirstName", person.First), ("LastName", person.Last), ("Company", person.Company), ("Title", person.Title)));
            news.Tell($"Salesforce: {SalesforceUser} made Lead {made["record"]?["Id"]}");
            return;
        }
        var id = ids[chance.Next(ids.Count)];
        if (chance.Next(12) == 0)
        {
            systems.Salesforce.Act(Act("salesforce", SalesforceUser, "convert", "Lead", id, "fields"));
            news.Tell($"Salesforce: {SalesforceUser} converted Lead {id}");
            return;
        }
        if (chance.Next(5) == 0)
        {
            systems.Salesforce.Act(Act("salesforce", SalesforceUser, "create", "Task", null, "fields", ("Subject", "Call"), ("TaskSubtype", "Call"), ("Status", "Completed"), ("WhoId", id)));
            news.Tell($"Salesforce: {SalesforceUser} logged a call with Lead {id}");
            return;
        }
        var (field, value) = chance.Next(3) == 0 ? ("Status", "Working - Contacted") : ("Title", Titles[chance.Next(Titles.Length)]);
        systems.Salesforce.Act(Act("salesforce", SalesforceUser, "edit", "Lead", id, "fields", (field, value)));
        news.Tell($"Salesforce: {SalesforceUser} changed {field} of Lead {id}");
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        site.Dispose();
        base.Dispose();
    }

    private DemoPerson Newcomer()
    {
        var person = DemoPeople.Make(50)[chance.Next(50)];
        return person with { Email = $"newcomer.{time.GetUtcNow().ToUnixTimeSeconds()}.{++newcomers}@{person.Email.Split('@')[1]}" };
    }

    private static JsonObject Act(string system, string user, string action, string objectName, string? id, string part, params (string Field, string Value)[] values)
    {
        var act = new JsonObject { ["system"] = system, ["user"] = user, ["action"] = action, ["object"] = objectName };
        if (id is not null) act["id"] = id;
        act[part] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Field, (JsonNode?)JsonValue.Create(value.Value))));
        return act;
    }
}
