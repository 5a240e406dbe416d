using System.Text.Json;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Journeys;

/// <summary>The first journey on real input: 9,240 leads of a real company, edits on both sides, kills in between.</summary>
[Trait("Category", "Long")]
public sealed class RealLeadsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Real_leads_travel_to_salesforce_and_edits_travel_both_ways_at_the_price_of_batches()
    {
        await using var rig = await StartedAsync(Deployment.Embedded, LeadsAll, pollSeconds: 20, hubSpotPollSeconds: 300); // HubSpot at its default beside webhooks.
        await SettledAsync(rig, LeadsAll);
        var (inStep, held) = await Comparison.AssertInStepAsync(rig);
        output.WriteLine($"first load: {inStep} in step, {held} held without an address");
        Assert.Equal(LeadsAll, inStep + held);

        foreach (var (from, word) in (IEnumerable<(int, string)>)[(0, "HubSpot"), (1_000, "Salesforce")])
        {
            await rig.Outside.ClearCallsAsync();
            if (word == "HubSpot") await Edits.InHubSpotAsync(rig, 1_000, from, "price");
            else await Edits.InSalesforceAsync(rig, 1_000, from, "price");
            await rig.QuietAsync(Patience, () => ArrivedAsync(rig, "price", from, 1_000));
            var calls = await rig.Outside.TotalCallsAsync();
            output.WriteLine($"1,000 changes in {word}: {calls} calls");
            output.WriteLine(JsonSerializer.Serialize(new { hubspot = await rig.Outside.CallsAsync(rig.Outside.HubSpot), salesforce = await rig.Outside.CallsAsync(rig.Outside.Salesforce) }));
            // The longer a busy machine takes, the more often it polls beside the work; what the work itself costs stays the same.
            Assert.InRange(calls - await rig.Outside.PollCallsAsync(), 1, 30);
        }

        await Edits.ThousandOnEachSideAsync(rig);
        await rig.QuietAsync(Patience, () => EqualAsync(rig));
        await Comparison.AssertInStepAsync(rig);
    }

    [Fact]
    public async Task Killed_at_ten_moments_it_ends_in_the_same_state_without_a_duplicate_or_a_loss()
    {
        await using var rig = await StartedAsync(Deployment.Embedded, 3_000, pollSeconds: 10);
        var random = new Random(20261122);
        var edits = Task.CompletedTask;
        for (var kill = 0; kill < 10; kill++)
        {
            await rig.AnswersAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 2_500)), TimeProvider.System);
            await rig.KillAsync("all");
            if (kill == 6)
            {
                rig.StartRole("all");
                await SettledAsync(rig, 3_000);
                edits = Edits.ThousandOnEachSideAsync(rig, 500, 100);
                continue;
            }
            rig.StartRole("all");
        }
        await edits;
        await rig.QuietAsync(Patience, () => EqualAsync(rig));
        var (inStep, held) = await Comparison.AssertInStepAsync(rig);
        output.WriteLine($"after 10 kills: {inStep} in step, {held} held");
        Assert.Equal(3_000, inStep + held);
    }

    [Fact]
    public async Task Roles_in_separate_processes_on_rabbitmq_and_postgresql_end_in_the_same_state()
    {
        Servers.Need();
        await using var rig = await StartedAsync(Deployment.ScaledOut, LeadsAll, pollSeconds: 10);
        await SettledAsync(rig, LeadsAll);
        var random = new Random(20261123);
        var edits = Edits.ThousandOnEachSideAsync(rig);
        foreach (var role in (string[])["sync", "hubspot", "salesforce", "sync"])
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1_500)), TimeProvider.System);
            await rig.KillAsync(role);
            rig.StartRole(role);
        }
        await edits;
        await rig.QuietAsync(Patience, () => EqualAsync(rig));
        var (inStep, held) = await Comparison.AssertInStepAsync(rig);
        Assert.Equal(LeadsAll, inStep + held);
    }

    private static int LeadsAll => 9_240;

    private static async Task<Rig> StartedAsync(Deployment deployment, int leads, int pollSeconds, int? hubSpotPollSeconds = null)
    {
        Assert.SkipWhen(Repository.RealLeads is null, "the real leads are not beside this clone (../shared/data/x-education-leads.csv)");
        var contacts = LeadFile.Contacts(Repository.RealLeads!, leads);
        Assert.Equal(leads, contacts.Count);
        var rig = await Rig.StartAsync(deployment, pollSeconds, hubSpotPollSeconds);
        try
        {
            await rig.SetUpAsync();
            await rig.Outside.SeedContactsAsync(contacts);
            await rig.SubscribeAsync();
            await rig.StartServiceAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    private static Task SettledAsync(Rig rig, int leads) => rig.QuietAsync(Patience, async () =>
        (await rig.Outside.SalesforceAsync("Lead")).Count == (leads + 1) / 2 && (await rig.Service.HeldAsync()).Count == leads / 2);

    private static async Task<bool> ArrivedAsync(Rig rig, string word, int from, int count)
    {
        var people = (await Edits.PeopleAsync(rig)).Skip(from).Take(count).ToList();
        var leads = (await rig.Outside.SalesforceAsync("Lead")).Values.ToDictionary(lead => lead["Email"]!.ToLowerInvariant());
        return people.All(contact => (contact["jobtitle"]?.StartsWith(word) == true && leads[contact["email"]!.ToLowerInvariant()]["Title"] == contact["jobtitle"])
            || (contact["city"]?.StartsWith(word) == true && leads[contact["email"]!.ToLowerInvariant()]["City"] == contact["city"]));
    }

    private static async Task<bool> EqualAsync(Rig rig)
    {
        var leads = (await rig.Outside.SalesforceAsync("Lead")).Values.ToLookup(lead => lead["Email"]?.ToLowerInvariant());
        return (await Edits.PeopleAsync(rig)).All(contact => leads[contact["email"]!.ToLowerInvariant()].FirstOrDefault() is { } lead
            && lead["Title"] == contact["jobtitle"] && lead["City"] == contact["city"]);
    }
}
