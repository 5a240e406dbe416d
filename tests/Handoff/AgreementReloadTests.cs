using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Handoff.Agreements;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Tests;

public class AgreementReloadTests
{
    [Fact]
    public async Task A_changed_file_is_a_shadow_until_both_have_signed_and_open_handoffs_keep_their_version()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        await rig.SettleAsync();
        var next = Rig.Hashed(rig.Agreement with { Version = 2, FollowUp = rig.Agreement.FollowUp with { FirstTouch = BusinessDuration.OfHours(1) } });

        Assert.Empty(await rig.Agreements.ChangeAsync(rig.TermsOf(next), default));
        Assert.Equal((1, 2), (rig.Agreements.Live!.Version, rig.Agreements.Shadow!.Version));
        await rig.World.ContactAsync(("email", "second@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();
        await rig.SignAsync();
        await rig.World.ContactAsync(("email", "third@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(2));

        var rows = await rig.Ledger.Handoffs.ListAsync(new(null, 10), default);
        Assert.Equal([rig.Agreement.Hash, rig.Agreement.Hash, next.Hash], rows.Select(row => row.Agreement));
        var breached = await Task.WhenAll(rows.Select(async row => (await rig.Ledger.Handoffs.EventsAsync(new EventQuery(0, 100) { HandoffId = row.Id }, default)).Count(line => line.Kind == "breached")));
        Assert.Equal([0, 0, 1], breached);
    }

    [Fact]
    public async Task A_team_that_lacks_what_the_version_in_force_needs_is_refused_and_nothing_changes()
    {
        await using var rig = await Rig.SignedAsync();
        var without = rig.TermsOf(rig.Agreement) with { Roster = Rig.Team with { Reps = [.. Rig.Team.Reps.Where(rep => rep.Name != "Ana")] } };

        var problem = Assert.Single(await rig.Agreements.ChangeAsync(without, default));

        Assert.Contains("version 1, which is in use: nobody of the roster takes turns in the team 'emea'", problem.What, StringComparison.Ordinal);
        Assert.Equal(2, rig.Agreements.Roster.Reps.Length);
        Assert.Empty(await rig.Agreements.ChangeAsync(without with { Roster = Rig.Team with { Reps = [.. Rig.Team.Reps.Select(rep => rep with { Calendar = "always" })] } }, default));
        Assert.All(rig.Agreements.Roster.Reps, rep => Assert.Equal("always", rep.Calendar));
    }

    [Fact]
    public async Task A_version_that_asks_for_another_field_has_everybody_read_with_it_before_it_judges()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.World.ContactAsync(("email", "a@corp.test"), ("jobtitle", "Intern"), ("hs_email_optout", null));
        await rig.SettleAsync();
        var before = (await rig.World.PairAsync(contact)).DirtyGeneration;
        var country = new FieldRef(SystemName.HubSpot, "country");
        var next = Rig.Hashed(rig.Agreement with { Version = 2, Products = [rig.Agreement.Products[0] with { Qualified = new Condition.Named("here", new Condition.IsSet(country)) }] });
        await rig.Agreements.ChangeAsync(rig.TermsOf(next), default);
        await rig.SettleAsync();
        Assert.Equal(before, (await rig.World.PairAsync(contact)).DirtyGeneration);

        rig.World.Adds(contact, "country", "DE");
        await rig.SignAsync();
        await rig.SettleAsync();

        Assert.True((await rig.World.PairAsync(contact)).DirtyGeneration > before, "it is read again");
        Assert.Equal(HandoffState.Delivered, (await rig.OnlyAsync()).Handoff.State);
    }
}
