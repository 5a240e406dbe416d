using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Config;
using Integration.Config.Mappings;
using Integration.Core.Stages;
using Integration.Handoff.Agreements;
using Integration.Hosting.Health;
using Integration.Ledger;
using Integration.Tests.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.App.Tests.Watching;

public sealed class ConfigWatchTests : IDisposable
{
    private const string Agreement = """
        kind: Agreement
        version: 1
        signatories: { marketing: mia, sales: sam }
        qualified: { field: country, in: [DE] }
        handoff: { owner: [{ round-robin: emea }] }
        follow-up: { calendar: emea, escalate: [{ to: Ana Alt, after: 1 business hour }] }
        recycle: { reasons: { late: { after: 90d } } }
        """;

    private const string Team = """
        kind: Team
        calendars: { emea: { zone: Europe/Berlin, hours: { mon-fri: 9:00-17:30 } } }
        reps: [{ name: Ana Alt, salesforce: 005000000000001AAA, teams: [emea] }]
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("integration-watch-").FullName;
    private readonly RoleBoard board = new();

    [Fact]
    public async Task A_changed_agreement_waits_as_a_shadow_and_a_broken_file_leaves_the_last_good_one()
    {
        var (watch, agreements) = await StartAsync();
        Assert.False(await watch.LookAsync(default));

        Write("agreement.yaml", Agreement.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        Assert.False(await watch.LookAsync(default)); // It may still be written.
        Assert.True(await watch.LookAsync(default));
        Assert.Equal((1, 2), (agreements.Live!.Version, agreements.Shadow!.Version));

        Write("agreement.yaml", "kind: Agreement\nversion: [");
        await TakenAsync(watch);
        Assert.Equal((1, 2, HealthStatus.Degraded), (agreements.Live.Version, agreements.Shadow.Version, board.Roles[ConfigWatch.Role].Health));
        Assert.Contains("agreement.yaml:2", board.Roles[ConfigWatch.Role].Note, StringComparison.Ordinal);

        Write("agreement.yaml", Agreement.Replace("version: 1", "version: 3", StringComparison.Ordinal));
        await TakenAsync(watch);
        Assert.Equal((1, 3, HealthStatus.Healthy), (agreements.Live.Version, agreements.Shadow!.Version, board.Roles[ConfigWatch.Role].Health));
    }

    [Fact]
    public async Task Mappings_wait_for_a_start_and_it_is_said()
    {
        var (watch, _) = await StartAsync();
        Write("mapping.yaml", DefaultMapping.PeopleYaml.Replace("jobtitle", "message", StringComparison.Ordinal));
        await TakenAsync(watch);
        Assert.Contains("the mappings changed: they are read at the next start", board.Roles[ConfigWatch.Role].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_fields_of_opportunities_begin_the_roles_anew_and_without_somebody_to_do_so_it_is_said()
    {
        using var nextStart = new NextStart();
        var (watch, _) = await StartAsync(nextStart: nextStart);
        Write("agreement.yaml", Agreement.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        await TakenAsync(watch);
        Assert.False(nextStart.Asked.IsCancellationRequested); // Nothing else is watched.

        Write("agreement.yaml", $"{Agreement}\nanswers: {{ loss-reason: Why_Lost__c }}");
        await TakenAsync(watch);
        Assert.True(nextStart.Asked.IsCancellationRequested);
        nextStart.Refused();
        Assert.False(nextStart.Asked.IsCancellationRequested);

        Write("mapping.yaml", DefaultMapping.PeopleYaml.Replace("jobtitle", "message", StringComparison.Ordinal));
        await TakenAsync(watch);
        // Changed mappings wait for a moment that somebody chooses, and with them all that would need a start.
        Assert.False(nextStart.Asked.IsCancellationRequested);
        Assert.Contains("they are read from the next start on", board.Roles[ConfigWatch.Role].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_fails_in_a_way_that_nobody_foresaw_does_not_end_the_watch()
    {
        var time = new Clock();
        var told = new TaskCompletionSource<bool>();
        var asked = 0;
        string? Environment(string name)
        {
            if (++asked == 1) throw new InvalidOperationException("A mistake of ours.");
            told.TrySetResult(true);
            return "x";
        }

        var (watch, _) = await StartAsync(Environment, time);
        using var host = watch;
        Write("connections.yaml", "kind: Connections\nhubspot: { portal: 1, token: \"${env:TOKEN}\" }");

        await watch.StartAsync(default);
        Assert.True(await time.RunAsync(told.Task, TimeSpan.FromSeconds(2)));
        await watch.StopAsync(default);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(ConfigWatch Watch, KnownAgreements Agreements)> StartAsync(Func<string, string?>? environment = null, TimeProvider? time = null, NextStart? nextStart = null)
    {
        Write("mapping.yaml", DefaultMapping.PeopleYaml);
        Write("companies.yaml", DefaultMapping.CompaniesYaml);
        Write("agreement.yaml", Agreement);
        Write("team.yaml", Team);
        var result = ConfigLoader.Load(folder, _ => null);
        var config = result.Configuration ?? throw new InvalidOperationException(result.Render(false));
        var agreements = new KnownAgreements(HandoffSettings.Terms(config.Agreements, config.Roster, null), LedgerStore.InMemory(), TimeProvider.System);
        Assert.Null(await agreements.SignAsync(null, TeamSide.Marketing, "mia", default));
        Assert.Null(await agreements.SignAsync(null, TeamSide.Sales, "sam", default));
        return (new ConfigWatch(folder, environment ?? (_ => null), null, config.Mappings, HandoffSettings.Sightings(config.Agreements), null, null, agreements, nextStart, board, time ?? TimeProvider.System, NullLogger<ConfigWatch>.Instance), agreements);
    }

    private static async Task TakenAsync(ConfigWatch watch)
    {
        Assert.False(await watch.LookAsync(default));
        Assert.True(await watch.LookAsync(default));
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);
}
