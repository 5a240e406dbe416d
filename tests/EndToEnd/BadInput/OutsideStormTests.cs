using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Journeys;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.BadInput;

/// <summary>A system that answers nonsense, refuses or falls silent while people go on editing. The whole executable meets it; nothing of it is asked to cooperate.</summary>
public sealed class OutsideStormTests(ITestOutputHelper output)
{
    private const int People = 12;
    private const int EditsEach = 4;

    private static readonly string[] Kinds = ["html", "half-json", "wrong-type", "401", "429", "lock", "500", "503", "500-after-commit", "drop-answer"];

    [Fact]
    public async Task Every_kind_of_bad_answer_costs_time_and_neither_an_edit_nor_a_duplicate_nor_the_process()
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded, pollSeconds: 10);
        await rig.SetUpAsync();
        await rig.Outside.SeedContactsAsync([.. Enumerable.Range(0, People).Select(Person)]);
        await rig.StartServiceAsync();
        await rig.QuietAsync(TimeSpan.FromMinutes(1), async () => (await rig.Outside.SalesforceAsync("Lead")).Count == People);
        var contacts = (await rig.Outside.ContactsAsync()).Keys.Order().ToList();
        var leads = (await rig.Outside.SalesforceAsync("Lead")).Keys.Order().ToList();
        var made = People;
        foreach (var kind in Kinds)
        {
            // A third of all calls, for as long as the people of this kind edit: creates, updates, reads, polls and logins all meet it.
            var fault = new { on = "*", @do = kind, rate = 0.34 };
            await rig.Outside.FaultsAsync(rig.Outside.HubSpot, fault);
            await rig.Outside.FaultsAsync(rig.Outside.Salesforce, fault);
            await rig.Outside.ActAsync(rig.Outside.HubSpot, contacts.Take(EditsEach).Select(id => rig.Outside.EditContact(id, "jobtitle", $"{kind} of HubSpot")));
            await rig.Outside.ActAsync(rig.Outside.Salesforce, leads.TakeLast(EditsEach).Select(id => rig.Outside.EditLead(id, "City", $"{kind} of Salesforce")));
            await rig.Outside.SeedContactsAsync([Person(made++)]);
            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
            Assert.False(rig.HasStopped, $"{kind} ended the process:\n{rig.Tails()}");
        }
        await rig.Outside.FaultsAsync(rig.Outside.HubSpot);
        await rig.Outside.FaultsAsync(rig.Outside.Salesforce);

        await rig.QuietAsync(TimeSpan.FromMinutes(4), async () => (await rig.Outside.SalesforceAsync("Lead")).Count >= made && await ArrivedAsync(rig, contacts, leads));

        var (inStep, held) = await Comparison.AssertInStepAsync(rig);
        Assert.Equal((made, 0), (inStep, held));
        output.WriteLine($"{inStep} people in step after {Kinds.Length} kinds of faults; calls: {await rig.Outside.TotalCallsAsync()}");
    }

    [Theory]
    [InlineData("hubspot")]
    [InlineData("salesforce")]
    public async Task A_system_that_is_away_is_named_by_status_and_readiness_and_its_role_alone_is_degraded_until_it_is_back(string away)
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded, pollSeconds: 10);
        await rig.SetUpAsync();
        await rig.StartServiceAsync();
        await rig.ReadyAsync("healthy");
        var system = away == "hubspot" ? rig.Outside.HubSpot : rig.Outside.Salesforce;

        await rig.Outside.FaultsAsync(system, new { on = "*", @do = "503" });

        var note = RolesNote(await rig.ReadyAsync("degraded"));
        Assert.Contains($"{away}: {away}.", note);
        Assert.Contains(away == "hubspot" ? "salesforce: running" : "hubspot: running", note);
        Assert.Contains("sync: running", note);
        var gauges = (await rig.Service.StatusAsync())!["gauges"]!.AsObject();
        Assert.Contains(gauges, gauge => gauge.Key.StartsWith(away, StringComparison.Ordinal) && gauge.Value!["failuresInRow"]!.GetValue<int>() >= 2);

        await rig.Outside.FaultsAsync(system);
        await rig.ReadyAsync("healthy");
    }

    private static string RolesNote(JsonNode ready) => ready["checks"]!.AsArray().Single(check => check!["name"]!.ToString() == "roles")!["note"]!.ToString();

    private static Dictionary<string, string?> Person(int number) =>
        new() { ["email"] = $"person{number}@acme.test", ["firstname"] = "P", ["lastname"] = $"Number {number}", ["company"] = "Acme" };

    private static async Task<bool> ArrivedAsync(Rig rig, List<string> contacts, List<string> leads)
    {
        var last = Kinds[^1];
        var seenContacts = await rig.Outside.ContactsAsync();
        var seenLeads = await rig.Outside.SalesforceAsync("Lead");
        return seenContacts.Values.Count(contact => contact["city"] == $"{last} of Salesforce") == EditsEach
            && seenLeads.Values.Count(lead => lead["Title"] == $"{last} of HubSpot") == EditsEach
            && contacts.Take(EditsEach).All(id => seenContacts[id]["jobtitle"] == $"{last} of HubSpot")
            && leads.TakeLast(EditsEach).All(id => seenLeads[id]["City"] == $"{last} of Salesforce");
    }
}
