using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Recalls;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Recalls;

/// <summary>An admin changes the mapping; pairs that nobody touches follow it, and no value is lost on the way.</summary>
public sealed class MappingRecallTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task A_row_that_is_added_reaches_pairs_that_nobody_edits()
    {
        var narrow = Rig.People with { Version = "0", Fields = [.. Rig.People.Fields.Take(1)] };
        rig.RestartUnder(narrow);
        var lead = rig.Salesforce.Add("Lead", null, FieldValues.Of(("Email", "ana@acme.test"), ("Title", null)));
        await rig.ContactAsync("ana@acme.test", "CTO");
        await rig.SettleAsync();
        Assert.Null(rig.Salesforce.Value(lead, "Title"));

        rig.RestartUnder(Rig.People);
        Assert.Equal(1, await RecallAsync(Rig.People));
        await rig.SettleAsync();

        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
        Assert.Equal(0, await RecallAsync(Rig.People));
    }

    [Fact]
    public async Task A_row_that_was_away_for_a_while_is_judged_by_what_both_sides_last_agreed_on()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        var without = Rig.People with { Version = "0", Fields = [.. Rig.People.Fields.Take(1)] };
        rig.RestartUnder(without);
        await RecallAsync(without);
        await rig.SettleAsync();
        await rig.EditAsync(contact, "CEO");
        await rig.SettleAsync();
        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));

        rig.RestartUnder(Rig.People);
        await RecallAsync(Rig.People);
        await rig.SettleAsync();

        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task A_write_that_is_open_while_the_mapping_changes_ends_and_its_value_arrives()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.Salesforce.Writes = write => [new Connectors.Ports.WriteOutcome(write.Intent.Id, Connectors.Ports.WriteResult.Unknown)];
        await rig.EditAsync(contact, "CEO");
        await rig.WorkAsync();
        Assert.NotNull((await rig.PairOfAsync(lead)).IntoSalesforce);

        rig.Salesforce.Writes = _ => null;
        var changed = Rig.People with { Version = "2" };
        rig.RestartUnder(changed);
        Assert.Equal(1, await RecallAsync(changed));
        rig.Time.Advance(rig.Options.Limits.SettleTime);
        await rig.SettleAsync();

        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
        Assert.Null((await rig.PairOfAsync(lead)).IntoSalesforce);
    }

    [Fact]
    public async Task Pairs_of_a_mapping_that_is_gone_are_held_and_go_on_when_it_is_back()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.RestartUnder();
        Assert.Equal(1, await RecallAsync());
        await rig.SettleAsync();
        Assert.Equal(HoldCodes.NoMapping, (await rig.PairOfAsync(lead)).Hold?.Code);
        Assert.Equal(0, await RecallAsync());
        rig.HubSpot.Edit(contact, FieldValues.Of(("jobtitle", "CEO")));

        rig.RestartUnder(Rig.People);
        Assert.Equal(1, await RecallAsync(Rig.People));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.SettleAsync();

        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
        Assert.Equal(PairStatus.Active, (await rig.PairOfAsync(lead)).Status);
    }

    [Fact]
    public async Task A_write_that_is_open_when_its_mapping_goes_is_not_claimed_for_ever()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.Salesforce.Writes = write => [new Connectors.Ports.WriteOutcome(write.Intent.Id, Connectors.Ports.WriteResult.Unknown)];
        await rig.EditAsync(contact, "CEO");
        await rig.WorkAsync();
        rig.RestartUnder();
        rig.Time.Advance(rig.Options.Limits.SettleTime + TimeSpan.FromMinutes(1));

        await rig.SettleAsync();

        Assert.NotNull((await rig.PairOfAsync(lead)).IntoSalesforce);
        Assert.Equal(HoldCodes.NoMapping, (await rig.PairOfAsync(lead)).Hold?.Code);
    }

    private Task<int> RecallAsync(params Mapping[] mappings) => new MappingRecall(rig.Ledger, new MappingSet(mappings), rig.Time).RunAsync(default);
}
