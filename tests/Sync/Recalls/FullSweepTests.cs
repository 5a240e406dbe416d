using Integration.Connectors.Bells;
using Integration.Connectors.Feeds;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Recalls;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Recalls;

public sealed class FullSweepTests
{
    private readonly Rig rig = new(new SyncOptions { FullSweepPage = 2 });
    private readonly FullSweep sweep;

    public FullSweepTests() => sweep = new FullSweep(rig.Ledger, rig.Options, rig.Time);

    [Fact]
    public async Task A_lost_hint_is_healed_within_one_period()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await sweep.StepAsync(default);
        rig.HubSpot.Edit(contact, FieldValues.Of(("jobtitle", "CEO")));

        rig.Time.Advance(rig.Options.FullSweepPeriod - TimeSpan.FromSeconds(1));
        await sweep.StepAsync(default);
        await rig.SettleAsync();
        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await sweep.StepAsync(default);
        await rig.SettleAsync();

        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task It_goes_page_by_page_and_a_restart_goes_on_where_it_stood()
    {
        var leads = new List<RecordKey>();
        for (var person = 0; person < 5; person++) leads.Add((await rig.LinkedAsync($"p{person}@acme.test", "CTO")).Lead);
        await sweep.StepAsync(default);
        rig.Time.Advance(rig.Options.FullSweepPeriod);

        foreach (var due in (int[])[2, 2, 1, 0])
        {
            await new FullSweep(rig.Ledger, rig.Options, rig.Time).StepAsync(default);
            Assert.Equal(due, await rig.WorkAsync());
            rig.Time.Advance(rig.Options.FullSweepStep);
        }
    }

    [Fact]
    public async Task A_feed_that_forgot_something_gets_a_sweep_at_once_and_one_only()
    {
        await rig.LinkedAsync("ana@acme.test", "CTO");
        await sweep.StepAsync(default);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.Ledger.TouchAsync([], new CursorValue(SweepWish.Cursor, SweepWish.Of("salesforce.sweep.Lead", rig.Time.GetUtcNow())), rig.Time.GetUtcNow(), default);

        await sweep.StepAsync(default);
        Assert.Equal(1, await rig.WorkAsync());
        rig.Time.Advance(TimeSpan.FromHours(1));
        await sweep.StepAsync(default);
        await sweep.StepAsync(default);

        Assert.Equal(0, await rig.WorkAsync());
    }

    [Fact]
    public async Task An_edit_goes_before_the_pairs_of_a_sweep()
    {
        var contacts = new List<RecordKey>();
        for (var person = 0; person < 2; person++) contacts.Add((await rig.LinkedAsync($"p{person}@acme.test", "CTO")).Contact);
        await sweep.StepAsync(default);
        rig.Time.Advance(rig.Options.FullSweepPeriod);
        await sweep.StepAsync(default);
        await rig.EditAsync(contacts[1], "CEO");
        rig.HubSpot.ReadRequests.Clear();

        await new SyncLoop(rig.Ledger, rig.Cycle, new Bell(rig.Time), rig.Options, rig.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SyncLoop>.Instance).WorkAsync(default);

        Assert.Equal([Lane.Normal, Lane.Bulk], rig.HubSpot.ReadRequests.Select(request => request.Lane));
        Assert.Equal([contacts[1]], rig.HubSpot.ReadRequests[0].Keys);
    }
}
