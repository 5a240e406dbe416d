using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Journeys;

/// <summary>An Agreement of two teams on the emulated systems, and the hands to ask for and answer handoffs.</summary>
internal static class SampleAgreement
{
    public const string Token = "console=0123456789abcdef0123456789abcdef";

    /// <summary>Starts everything with the Agreement configured, and signed or not.</summary>
    public static async Task<Rig> StartAsync(bool isSigned = true, string firstTouch = "4 business hours", string escalate = "{ to: Max Manager, after: 1 business hour }")
    {
        var rig = await Rig.StartAsync(Deployment.Embedded, pollSeconds: 10);
        rig.Set("INTEGRATION_API_TOKENS", Token);
        rig.Rewrite("mapping.yaml", "create: { salesforce: always,", "create: { salesforce: when-handed-off,");
        var users = await rig.Outside.SalesforceAsync("User");
        var rep = users.Values.First(user => user["Username"] == "rep@sandbox.test").Id;
        var manager = await ManagerAsync(rig);
        rig.Add("agreement.yaml", $$"""
            kind: Agreement
            version: 1
            signatories: { marketing: mia@acme.test, sales: sam@acme.test }
            icp: { field: country, in: [DE, AT, CH] }
            personas: { buyer: { field: jobtitle, contains: [vp, director] } }
            score:
              fit:
                - { name: right country, points: 40, when: { field: country, in: [DE, AT, CH] } }
                - { name: decides, points: 30, when: { field: jobtitle, contains: [vp, director] } }
              engagement:
                - { name: visited pricing, points: 10, event: page-view, about: pricing, cap: 30 }
            qualified:
              all: [icp, { persona: buyer }, { score: { at-least: 60 } }]
              never: [ { name: opted out, field: hs_email_optout, is: "true" } ]
            handoff:
              packet: [email, company, jobtitle]
              why: ["{jobtitle}", "in {country}"]
              owner: [ { round-robin: emea } ]
            follow-up:
              calendar: always
              first-touch: {{firstTouch}}
              escalate: [ {{escalate}} ]
            answers:
              meanings: { open: [Open - Not Contacted], working: [Working - Contacted], rejected: [Closed - Not Converted] }
            recycle:
              stage: lead
              reasons: { bad-timing: { after: 90d, nurture: timing, nurture-owner: mia@acme.test }, not-icp: { never: true } }
            feedback:
              to-hubspot: { outcome: salutation, reason: message }
              to-salesforce: { why: Description }
            """);
        rig.Add("team.yaml", $$"""
            kind: Team
            calendars: { always: { zone: Europe/Berlin, hours: { mon-sun: "0:00-24:00" } } }
            reps:
              - { name: Rita Rep, salesforce: {{rep}}, teams: [emea], manager: Max Manager }
              - { name: Max Manager, salesforce: {{manager}}, weight: 0 }
            """);
        await rig.SetUpAsync();
        if (isSigned) await SignAsync(rig);
        return rig;
    }

    public static async Task SignAsync(Rig rig)
    {
        foreach (var side in (string[])["marketing", "sales"])
        {
            var (code, told) = await rig.CommandAsync("approve", "--side", side);
            Assert.True(code == 0, told);
        }
    }

    /// <summary>Asks the service.</summary>
    public static async Task<JsonNode> GetAsync(Rig rig, string path)
    {
        using var http = new HttpClient { BaseAddress = rig.Service.Url };
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Tells the service something, with the token.</summary>
    public static async Task<(int Status, JsonNode? Body)> PostAsync(Rig rig, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = rig.Service.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token.Split('=')[1]);
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task<T> UntilAsync<T>(Rig rig, string what, Func<Task<T?>> look, int seconds = 60)
        where T : class
    {
        for (var i = 0; i < seconds * 5; i++)
        {
            if (await look() is { } found) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        var handoffs = await GetAsync(rig, "/api/handoffs");
        var stories = string.Join('\n', await Task.WhenAll(handoffs["items"]!.AsArray().Take(3).Select(async item => (await GetAsync(rig, $"/api/handoffs/{item!["id"]}")).ToJsonString())));
        throw new TimeoutException($"not so after {seconds} s: {what}\nstatus {(await GetAsync(rig, "/api/handoffs/status")).ToJsonString()}\n{stories}\nheld {string.Join(", ", await rig.Service.HeldAsync())}\n{rig.Tails()}");
    }

    private static async Task<string> ManagerAsync(Rig rig)
    {
        var answer = JsonNode.Parse(await rig.Outside.PostAsync(rig.Outside.Salesforce, "/_sandbox/seed", new
        {
            @object = "User",
            records = new[] { new Dictionary<string, string?> { ["Username"] = "max@sandbox.test", ["Email"] = "max@sandbox.test", ["FirstName"] = "Max", ["LastName"] = "Manager", ["Alias"] = "max" } },
        }))!;
        return answer["ids"]!.AsArray()[0]!.ToString();
    }
}
