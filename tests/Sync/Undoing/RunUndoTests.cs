using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Undos;
using Integration.Sync.Tests.Rigs;
using Integration.Sync.Undoing;

namespace Integration.Sync.Tests.Undoing;

public sealed class RunUndoTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task A_runs_writes_are_taken_back_and_the_sync_leaves_it_at_that()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        await rig.EditAsync(contact, "CEO");
        await rig.SettleAsync();
        var sent = rig.Salesforce.Sent.Count();

        var line = Assert.Single(await UndoAsync());

        Assert.Equal(new UndoLine(lead, "Title", UndoOutcome.Restored, ""), line);
        Assert.Equal(("CTO", "CEO"), (rig.Salesforce.Value(lead, "Title"), rig.HubSpot.Value(contact, "jobtitle")));
        await rig.HintAsync(contact, lead);
        await rig.SettleAsync();
        Assert.Equal(("CTO", "CEO"), (rig.Salesforce.Value(lead, "Title"), rig.HubSpot.Value(contact, "jobtitle")));
        Assert.Equal(sent + 1, rig.Salesforce.Sent.Count());
        Assert.Empty(rig.HubSpot.Sent);

        await rig.EditAsync(contact, "CFO"); // The next edit of a person travels as any other.
        await rig.SettleAsync();
        Assert.Equal("CFO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task What_somebody_changed_since_is_left_and_named()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Salesforce.Edit(lead, FieldValues.Of(("Title", "Chief")));

        var line = Assert.Single(await UndoAsync());

        Assert.Equal(new UndoLine(lead, "Title", UndoOutcome.Skipped, "somebody changed it since"), line);
        Assert.Equal("Chief", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task An_edit_that_is_not_carried_over_yet_is_not_swallowed_by_an_undo()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        await rig.EditAsync(contact, "CEO");

        var line = Assert.Single(await UndoAsync());
        await rig.SettleAsync();

        Assert.Equal("HubSpot changed since and the change is not carried over yet", line.Reason);
        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_touches_nothing()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        var before = await rig.PairOfAsync(contact);
        var sent = rig.Salesforce.Sent.Count();

        var line = Assert.Single(await UndoAsync(isDry: true));

        Assert.Equal((UndoOutcome.Restored, sent, "COO"), (line.Outcome, rig.Salesforce.Sent.Count(), rig.Salesforce.Value(lead, "Title")));
        Assert.Equal(before.Epoch, (await rig.PairOfAsync(contact)).Epoch);
        Assert.Equal("run-1", rig.Ledger.Runs.Current);
    }

    [Fact]
    public async Task Created_records_stay_unless_they_are_asked_for_and_were_not_edited()
    {
        await rig.Ledger.Runs.BeginAsync("sync people 1", rig.Time.GetUtcNow(), default);
        var contact = await rig.ContactAsync("ana@acme.test", "CTO");
        await rig.SettleAsync();
        var lead = (await rig.PairOfAsync(contact)).Salesforce.Ref!.Value;

        Assert.Equal("created by the run; --delete-created deletes it", Assert.Single(await UndoAsync()).Reason);
        Assert.DoesNotContain(rig.Salesforce.Sent, intent => intent.Kind == IntentKind.Delete);

        Assert.Equal(new UndoLine(lead, null, UndoOutcome.Deleted, ""), Assert.Single(await UndoAsync(deletesCreated: true)));
        Assert.Equal(IntentKind.Delete, rig.Salesforce.Sent.Last().Kind);
        Assert.Equal(PairStatus.Tombstone, (await rig.PairOfAsync(contact)).Status);
    }

    [Fact]
    public async Task A_refused_undo_is_told_as_left()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Rejected) { Fault = Rig.Fault(FaultClass.Record) }];

        var line = Assert.Single(await UndoAsync());

        Assert.Equal(UndoOutcome.Skipped, line.Outcome);
        Assert.Equal("COO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task A_pair_that_the_service_works_on_is_left_alone()
    {
        var (contact, _) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        await rig.EditAsync(contact, "CEO");
        await rig.ClaimAsync();

        Assert.StartsWith("the service works on the pair just now", Assert.Single(await UndoAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undo_can_be_undone()
    {
        var (contact, lead) = await LinkedAsync();
        await rig.EditAsync(contact, "COO");
        await rig.SettleAsync();
        await UndoAsync();

        Assert.Equal(UndoOutcome.Restored, Assert.Single(await UndoAsync("run-2")).Outcome);

        Assert.Equal("COO", rig.Salesforce.Value(lead, "Title"));
    }

    private async Task<(RecordKey Contact, RecordKey Lead)> LinkedAsync()
    {
        var linked = await rig.LinkedAsync("ana@acme.test", "CTO");
        await rig.Ledger.Runs.BeginAsync("sync people 1", rig.Time.GetUtcNow(), default);
        return linked;
    }

    private Task<IReadOnlyList<UndoLine>> UndoAsync(string run = "run-1", bool isDry = false, bool deletesCreated = false) =>
        new RunUndo(rig.Ledger, rig.HubSpot, rig.Salesforce, new MappingSet([Rig.People]), rig.Options, rig.Time, new CountedIds(5_000))
            .UndoAsync(new UndoOptions(run, isDry, deletesCreated), _ => { }, default);
}
