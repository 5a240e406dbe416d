using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>Both systems seen and driven from outside, over their control surface: nothing of ours is asked what it did.</summary>
internal sealed class Outside(Uri hubSpot, Uri salesforce) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };

    public Uri HubSpot => hubSpot;

    public Uri Salesforce => salesforce;

    public async Task SeedContactsAsync(IReadOnlyList<Dictionary<string, string?>> contacts)
    {
        foreach (var chunk in contacts.Chunk(2_000))
            await PostAsync(hubSpot, "/_sandbox/seed", new { @object = "contacts", records = chunk });
    }

    public async Task ActAsync(Uri system, IEnumerable<object> acts)
    {
        var answer = await PostAsync(system, "/_sandbox/act", new { acts = acts.ToList() });
        if (answer.Contains("\"error\"", StringComparison.Ordinal)) throw new InvalidOperationException(answer[..Math.Min(answer.Length, 500)]);
    }

    public object EditContact(string id, string field, string? value) => new
    {
        system = "hubspot",
        user = "rep@sandbox.test",
        action = "edit",
        @object = "contacts",
        id,
        properties = new Dictionary<string, string?> { [field] = value },
    };

    public object EditLead(string id, string field, string? value, string objectName = "Lead") => new
    {
        system = "salesforce",
        user = "rep@sandbox.test",
        action = "edit",
        @object = objectName,
        id,
        fields = new Dictionary<string, string?> { [field] = value },
    };

    public Task FaultsAsync(Uri system, params object[] faults) => PostAsync(system, "/_sandbox/faults", faults);

    public async Task<JsonNode> CallsAsync(Uri system) => (await http.GetFromJsonAsync<JsonNode>(new Uri(system, "/_sandbox/calls")))!;

    public async Task ClearCallsAsync()
    {
        foreach (var system in (Uri[])[hubSpot, salesforce])
            (await http.DeleteAsync(new Uri(system, "/_sandbox/calls"))).EnsureSuccessStatusCode();
    }

    public async Task<long> TotalCallsAsync() =>
        (await CallsAsync(hubSpot))["total"]!.GetValue<long>() + (await CallsAsync(salesforce))["total"]!.GetValue<long>();

    /// <summary>How many of the calls were searches and queries: polls, whose number is a matter of time and not of work.</summary>
    public async Task<long> PollCallsAsync() =>
        new[] { await CallsAsync(hubSpot), await CallsAsync(salesforce) }.SelectMany(calls => calls["endpoints"]!.AsObject())
            .Where(endpoint => endpoint.Key.EndsWith("/search", StringComparison.Ordinal) || endpoint.Key.Contains("/query", StringComparison.Ordinal))
            .Sum(endpoint => endpoint.Value!["calls"]!.GetValue<long>());

    /// <summary>Every live contact by id, with all its properties.</summary>
    public async Task<Dictionary<string, SeenRecord>> ContactsAsync() => await DumpAsync(hubSpot, "contacts");

    /// <summary>The one company or Account of a name; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public async Task<SeenRecord?> CompanyAsync(string system, string name) => (await DumpAsync(system == "hubspot" ? hubSpot : salesforce, system == "hubspot" ? "companies" : "Account"))
        .Values.SingleOrDefault(company => company["name"] == name);

    /// <summary>The id of a contact's primary company; null without one. No property shows it: the association is asked for, as any app would.</summary>
    public async Task<string?> EmployerAsync(string contactId)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(hubSpot, $"/crm/v4/objects/contacts/{contactId}/associations/companies"));
        question.Headers.Authorization = new("Bearer", "pat-sandbox");
        using var answer = await http.SendAsync(question);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["results"]!.AsArray()
            .FirstOrDefault(link => link!["associationTypes"]!.AsArray().Any(type => type!["typeId"]!.GetValue<int>() == 1))?["toObjectId"]!.ToString();
    }

    /// <summary>Every live note by id.</summary>
    public async Task<Dictionary<string, SeenRecord>> NotesAsync() => await DumpAsync(hubSpot, "notes");

    /// <summary>Every live record of a Salesforce object by id, with all its fields.</summary>
    public async Task<Dictionary<string, SeenRecord>> SalesforceAsync(string objectName) => await DumpAsync(salesforce, objectName);

    public void Dispose() => http.Dispose();

    public async Task<string> PostAsync(Uri system, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(system, path), body, JsonSerializerOptions.Web);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<Dictionary<string, SeenRecord>> DumpAsync(Uri system, string objectName)
    {
        var dump = await http.GetFromJsonAsync<JsonNode>(new Uri(system, $"/_sandbox/dump?object={objectName}"));
        var all = dump as JsonArray ?? dump!["results"]!.AsArray();
        return all.Select(record => SeenRecord.Of(record!.AsObject())).Where(record => record.IsLive).ToDictionary(record => record.Id);
    }
}

/// <summary>One record as a dump shows it, whichever system's shape it has.</summary>
internal sealed record SeenRecord(string Id, bool IsLive, IReadOnlyDictionary<string, string?> Values)
{
    public string? this[string field] => Values.GetValueOrDefault(field);

    public static SeenRecord Of(JsonObject record)
    {
        var fields = record["properties"]?.AsObject() ?? record;
        var values = fields.ToDictionary(field => field.Key, field => field.Value switch
        {
            null => null,
            JsonValue text when text.TryGetValue<string>(out var value) => value.Length == 0 ? null : value,
            var other => other.ToJsonString(),
        }, StringComparer.OrdinalIgnoreCase);
        var id = record["id"]?.ToString() ?? record["Id"]!.ToString();
        var gone = record["archived"]?.GetValue<bool>() == true || record["IsDeleted"]?.GetValue<bool>() == true;
        return new SeenRecord(id, !gone, values);
    }
}
