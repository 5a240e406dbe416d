using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>The ledger's disk died and yesterday's backup is put in its place: the systems are a day ahead of what it remembers.</summary>
public sealed class RestoredLedgerTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("restored-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task What_both_sides_agree_on_since_is_adopted_without_a_write()
    {
        var rig = await RigAsync();
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await BackUpAsync(rig);
        await rig.EditAsync(contact, "CEO");
        await rig.SettleAsync();
        var writes = Writes(rig);

        var restored = await RestoredAsync(rig);
        await restored.HintAsync(contact, lead);
        await restored.SettleAsync();

        Assert.Equal(writes, Writes(restored));
        Assert.Equal("CEO", restored.Salesforce.Value(lead, "Title"));
        Assert.Equal(FieldValue.Of("CEO"), (await restored.PairOfAsync(lead)).Field("jobtitle").BaseSalesforce);
    }

    [Fact]
    public async Task What_differs_since_is_decided_by_the_policy_and_the_loser_stands_in_the_journal()
    {
        var rig = await RigAsync();
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await BackUpAsync(rig);
        await rig.EditAsync(contact, "CEO");
        await rig.SettleAsync();
        // Edited while the service was down: by the backup both sides changed.
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.HubSpot.Edit(contact, FieldValues.Of(("jobtitle", "Chair")));

        var restored = await RestoredAsync(rig);
        await restored.HintAsync(contact, lead);
        await restored.SettleAsync();

        Assert.Equal("CEO", restored.HubSpot.Value(contact, "jobtitle"));
        var pair = await restored.PairOfAsync(lead);
        var lost = Assert.Single(await restored.Ledger.JournalAsync(pair.Id, 100, default), line => line.Kind == JournalKind.Lost);
        Assert.Equal(("Chair", "both changed: salesforce"), (lost.Before.Text, lost.Rule));
    }

    [Fact]
    public async Task Records_that_were_created_since_find_each_other_again_and_are_not_doubled()
    {
        var rig = await RigAsync();
        await rig.LinkedAsync("bea@acme.test", "CFO");
        await BackUpAsync(rig);
        var contact = await rig.ContactAsync("ana@acme.test", "CTO");
        await rig.SettleAsync();
        var lead = rig.Salesforce.Records.Keys.Single(key => rig.Salesforce.Value(key, "Email") == "ana@acme.test");

        var restored = await RestoredAsync(rig);
        await restored.HintAsync(lead, contact);
        await restored.SettleAsync();

        Assert.Equal(2, restored.Salesforce.Records.Count);
        Assert.Equal(2, restored.HubSpot.Records.Count);
        Assert.Equal(lead, (await restored.PairOfAsync(contact)).Salesforce.Ref);
    }

    [Fact]
    public async Task A_create_that_was_open_in_the_backup_is_looked_up_by_its_key_and_not_repeated()
    {
        var rig = await RigAsync();
        var contact = await rig.ContactAsync("ana@acme.test", "CTO");
        // The backup is taken between the intent and its answer.
        rig.Salesforce.BeforeWriteAnswer = () =>
        {
            File.Copy(Path.Combine(directory, "ledger.db"), Path.Combine(directory, "backup.db"), overwrite: true);
            File.Copy(Path.Combine(directory, "ledger.db-wal"), Path.Combine(directory, "backup.db-wal"), overwrite: true);
            return Task.CompletedTask;
        };
        await rig.SettleAsync();
        rig.Salesforce.BeforeWriteAnswer = () => Task.CompletedTask;
        var lead = rig.Salesforce.Records.Keys.Single();
        rig.Salesforce.Edit(lead, FieldValues.Of(("Email", "ana@elsewhere.test")));

        var restored = await RestoredAsync(rig);
        await restored.HintAsync(lead, contact);
        await restored.SettleAsync();

        Assert.Equal([lead], restored.Salesforce.Records.Keys);
        Assert.Equal(lead, (await restored.PairOfAsync(contact)).Salesforce.Ref);
        Assert.Single(restored.Salesforce.Sent, intent => intent.Kind == Core.Intents.IntentKind.Create);
    }

    private async Task<Rig> RigAsync() => new(ledger: await OpenAsync());

    private Task<ILedger> OpenAsync() => LedgerStore.OpenAsync($"Data Source={Path.Combine(directory, "ledger.db")}", TimeProvider.System, default);

    private static int Writes(Rig rig) => rig.HubSpot.Sent.Count() + rig.Salesforce.Sent.Count();

    private async Task BackUpAsync(Rig rig)
    {
        // Closed first, so that one file holds everything, as a backup tool's copy does.
        await rig.Ledger.DisposeAsync();
        File.Copy(Path.Combine(directory, "ledger.db"), Path.Combine(directory, "backup.db"));
        rig.Ledger = new WatchedLedger(await OpenAsync());
        rig.RestartUnder(Rig.People);
    }

    private async Task<Rig> RestoredAsync(Rig rig)
    {
        await rig.Ledger.DisposeAsync();
        foreach (var file in Directory.GetFiles(directory, "ledger.db*")) File.Delete(file);
        foreach (var file in Directory.GetFiles(directory, "backup.db*")) File.Move(file, file.Replace("backup.db", "ledger.db", StringComparison.Ordinal));
        rig.Ledger = new WatchedLedger(await OpenAsync());
        rig.RestartUnder(Rig.People);
        rig.Time.Advance(TimeSpan.FromHours(1));
        return rig;
    }
}
