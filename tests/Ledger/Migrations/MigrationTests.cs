using Integration.Core.Records;
using Integration.Ledger.Migrations;
using Integration.Ledger.Postgres;
using Integration.Ledger.Sqlite;
using Integration.Ledger.Tests.Contract;
using Integration.Ledger.Tests.Postgres;
using Integration.Ledger.Tests.Sqlite;

namespace Integration.Ledger.Tests.Migrations;

public sealed class MigrationTests(ScratchDatabase postgres) : IClassFixture<ScratchDatabase>, IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public void The_shipped_steps_are_numbered_without_gaps(string store)
    {
        var steps = Migration.Of(store);
        Assert.NotEmpty(steps);
        Assert.All(steps, (step, at) => Assert.StartsWith($"{at + 1:D4}-", step.Name));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_later_step_is_added_and_the_earlier_ones_are_left_alone(string store)
    {
        var steps = Migration.Of(store);
        await OpenAsync(store, steps, async ledger => await ledger.CountAsync("n", 7, default));
        var more = steps.Append(new Migration(steps.Count + 1, "9999-more", "UPDATE counter SET count = count + 1;")).ToList();
        await OpenAsync(store, more, async ledger => Assert.Equal(8, (await ledger.StatusAsync(Given.Noon, default)).Counters["n"]));
        await OpenAsync(store, more, async ledger => Assert.Equal(8, (await ledger.StatusAsync(Given.Noon, default)).Counters["n"]));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task An_old_program_refuses_a_newer_ledger_and_names_both_versions(string store)
    {
        var steps = Migration.Of(store);
        await OpenAsync(store, [.. steps, new Migration(steps.Count + 1, "9999-more", "SELECT 1;")], _ => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => OpenAsync(store, steps, _ => Task.CompletedTask));

        Assert.Contains($"schema version {steps.Count + 1}", error.Message);
        Assert.Contains($"versions up to {steps.Count}", error.Message);
        Assert.Contains("Mend: ", error.Message);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_step_whose_text_was_edited_after_it_was_applied_is_refused(string store)
    {
        var steps = Migration.Of(store);
        await OpenAsync(store, steps, _ => Task.CompletedTask);
        var edited = steps.Select(step => step with { Sql = step.Sql + "\n-- edited" }).ToList();
        Assert.Contains("an applied migration is never edited", (await Assert.ThrowsAsync<LedgerUnavailableException>(() => OpenAsync(store, edited, _ => Task.CompletedTask))).Message);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Pairs_of_an_older_ledger_keep_the_mapping_version_they_were_decided_under(string store)
    {
        var steps = Migration.Of(store);
        var recalls = steps.ToList().FindIndex(step => step.Name.EndsWith("-recalls", StringComparison.Ordinal));
        var old = steps.Take(recalls).Append(new Migration(recalls + 1, "seed", """
            INSERT INTO pair (id, mapping, status, dirty_gen, clean_gen, lane, epoch, attempts, linked, holds)
                VALUES ('00000001-0000-7000-8000-000000000001', 'people', 'Active', 1, 1, 1, 0, 0, TRUE, 0);
            INSERT INTO pair_state (pair_id, state)
                VALUES ('00000001-0000-7000-8000-000000000001', '{"id":"00000001-0000-7000-8000-000000000001","mapping":"people","mappingVersion":"v1","fields":{"x":{"baseHubSpot":"\u0000"}}}');
            """)).ToList();
        var all = old.Concat(steps.Skip(recalls).Select((step, at) => step with { Version = recalls + 2 + at })).ToList();

        await OpenAsync(store, all, async ledger =>
        {
            Assert.Equal(0, (await ledger.RecallAsync(new PairChoice.Outdated("people", "v1"), null, 10, Lane.Bulk, Given.Noon, default)).Count);
            Assert.Equal(1, (await ledger.RecallAsync(new PairChoice.Outdated("people", "v2"), null, 10, Lane.Bulk, Given.Noon, default)).Count);
        });
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_step_that_fails_leaves_nothing_of_itself(string store)
    {
        var steps = Migration.Of(store);
        await OpenAsync(store, steps, async ledger => await ledger.CountAsync("n", 7, default));
        var broken = steps.Append(new Migration(steps.Count + 1, "9999-broken", "UPDATE counter SET count = 0; SELECT nonsense;")).ToList();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => OpenAsync(store, broken, _ => Task.CompletedTask));
        await OpenAsync(store, steps, async ledger => Assert.Equal(7, (await ledger.StatusAsync(Given.Noon, default)).Counters["n"]));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Instances_that_start_together_on_an_empty_place_apply_each_step_once(string store)
    {
        var steps = Migration.Of(store).Append(new Migration(Migration.Of(store).Count + 1, "9999-count", "INSERT INTO counter (name, count) VALUES ('applied', 1);")).ToList();
        if (store == "Postgres") await postgres.EmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(store, steps, _ => Task.CompletedTask, empty: false))));
        await OpenAsync(store, steps, async ledger => Assert.Equal(1, (await ledger.StatusAsync(Given.Noon, default)).Counters["applied"]), empty: false);
    }

    [Fact]
    public void Line_ends_are_no_change() =>
        Assert.Equal(new Migration(1, "a", "x\ny\n").Checksum, new Migration(1, "a", "x\r\ny\r\n").Checksum);

    private bool emptied;

    private async Task OpenAsync(string store, IReadOnlyList<Migration> steps, Func<ILedger, Task> use, bool empty = true)
    {
        if (store == "Postgres" && empty && !emptied) await postgres.EmptyAsync();
        emptied = true;
        await using ILedger ledger = store == "Postgres"
            ? await PostgresLedger.OpenAsync(new PostgresPlace(postgres.Connection), steps, Given.Noon, default)
            : await SqliteLedger.OpenAsync(new SqlitePlace(scratch.File("ledger.db")), steps, Given.Noon, default);
        await use(ledger);
    }
}
