using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Sync.Sightings;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Sightings;

/// <summary>A watched record that was told of is looked at until it was seen with its people; nothing told is lost.</summary>
public sealed class SightingCycleTests
{
    private static readonly RecordKey Told = new(SystemName.Salesforce, "Task", "00T000000000000001");
    private readonly Rig rig = new();
    private IReadOnlyList<RecordKey> people = [];

    public SightingCycleTests() => rig.Salesforce.Reads = key => key.Object == "Task"
        ? [new ReadOutcome(key, rig.Salesforce.Records.GetValueOrDefault(key) ?? Absent(key)) { People = people }]
        : null;

    [Fact]
    public async Task A_task_is_seen_with_its_person_and_the_pair_is_told_without_a_read()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "VP");
        Exists("Open");
        people = [lead];
        await TellAsync();
        var (reads, clean) = (rig.HubSpot.ReadRequests.Count, (await rig.PairOfAsync(contact)).CleanGeneration);

        Assert.Equal(1, await WorkAsync());

        Assert.Equal("Open", Assert.Single(await SeenAsync(contact)).Seen.Values["Status"].Text);
        Assert.Equal(clean + 1, (await rig.PairOfAsync(contact)).CleanGeneration);
        Assert.Equal((0, reads), (await rig.WorkAsync(), rig.HubSpot.ReadRequests.Count));
    }

    [Fact]
    public async Task A_look_that_failed_is_made_again_after_the_wait_that_the_system_asked_for()
    {
        Exists("Open");
        rig.Salesforce.Reads = key => [new ReadOutcome(key, null, Rig.Fault(FaultClass.Transient, "503") with { RetryAfter = TimeSpan.FromSeconds(40) })];
        await TellAsync();
        await WorkAsync();
        Assert.Equal(1, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).PendingSightings);
        rig.Time.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(0, await WorkAsync());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await WorkAsync());
    }

    [Fact]
    public async Task A_record_that_belongs_to_nobody_is_looked_at_three_times_more_and_then_left()
    {
        Exists("Open");
        await TellAsync();
        Assert.Equal(1, await WorkAsync());
        foreach (var wait in new[] { TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1) })
        {
            rig.Time.Advance(wait - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await WorkAsync());
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, await WorkAsync());
        }
        rig.Time.Advance(TimeSpan.FromDays(9));
        Assert.Equal(0, await WorkAsync());
    }

    [Fact]
    public async Task A_call_that_is_given_to_a_contact_a_moment_later_is_found()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "VP");
        Exists("Open");
        await TellAsync();
        await WorkAsync();
        Assert.Empty(await SeenAsync(contact));
        people = [lead];
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await WorkAsync();
        Assert.Single(await SeenAsync(contact));
    }

    [Fact]
    public async Task A_deletion_is_news_to_those_it_belonged_to()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "VP");
        Exists("Open");
        people = [lead];
        await TellAsync();
        await WorkAsync();
        var clean = (await rig.PairOfAsync(contact)).CleanGeneration;
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Salesforce.Records[Told] = Absent(Told) with { Life = new Life(LifeState.Deleted) };
        people = [];
        await TellAsync();
        await WorkAsync();

        Assert.Equal(LifeState.Deleted, Assert.Single(await SeenAsync(contact)).Seen.Life.State);
        Assert.Equal(clean + 1, (await rig.PairOfAsync(contact)).CleanGeneration);
    }

    [Fact]
    public async Task A_record_that_nobody_wants_to_watch_any_more_is_left_and_the_ledger_comes_to_rest()
    {
        Exists("Open");
        await TellAsync();
        await new SightingCycle(rig.Ledger, rig.HubSpot, rig.Salesforce, SightingPlan.None, rig.Options, rig.Time).WorkAsync(default);
        Assert.Equal(0, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).PendingSightings);
        Assert.Empty(rig.Salesforce.ReadRequests);
    }

    [Fact]
    public async Task Only_the_fields_of_the_plan_are_asked_for()
    {
        Exists("Open");
        await TellAsync();
        await new SightingCycle(rig.Ledger, rig.HubSpot, rig.Salesforce, SightingPlan.Standard.With(SystemName.Salesforce, "Task", ["Loss_Reason__c"]), rig.Options, rig.Time).WorkAsync(default);
        var asked = Assert.Single(rig.Salesforce.ReadRequests);
        Assert.True(asked.WithPeople);
        Assert.Contains("Loss_Reason__c", asked.Fields.ByObject["Task"]);
        Assert.Contains("CompletedDateTime", asked.Fields.ByObject["Task"]);
    }

    private void Exists(string status) => rig.Salesforce.Records[Told] = Absent(Told) with { Life = Life.Live, Version = rig.Time.GetUtcNow().ToUnixTimeMilliseconds(), Values = FieldValues.Of(("Status", status)) };

    private Task<TouchSummary> TellAsync() => rig.Ledger.TouchAsync([Touch.Watched(new Hint(Told, Lane.Normal))], null, rig.Time.GetUtcNow(), default);

    private Task<int> WorkAsync() => new SightingCycle(rig.Ledger, rig.HubSpot, rig.Salesforce, SightingPlan.Standard, rig.Options, rig.Time).WorkAsync(default);

    private async Task<IReadOnlyList<Sighting>> SeenAsync(RecordKey person)
    {
        var pair = (await rig.PairOfAsync(person)).Id;
        return (await rig.Ledger.SightingsOfAsync([pair], default)).GetValueOrDefault(pair, []);
    }

    private Observation Absent(RecordKey key) => new() { Key = key, Life = new Life(LifeState.Unknown), ReadStartedAt = rig.Time.GetUtcNow(), ReadEndedAt = rig.Time.GetUtcNow() };
}
