using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task An_unknown_record_gets_a_one_sided_pair_that_is_due()
    {
        Assert.Equal(new TouchSummary(0, 1, 0, 0), await TouchAsync(Given.Touch(Given.Lead(1), 1, Lane.Hot)));

        var pair = Assert.Single(await ClaimAsync());
        Assert.Equal(Given.Id(1), pair.Id);
        Assert.Equal("people", pair.Mapping);
        Assert.Equal(PairStatus.Active, pair.Status);
        Assert.Equal(Given.Lead(1), pair.Salesforce.Ref);
        Assert.Null(pair.HubSpot.Ref);
        Assert.Equal(Lane.Hot, pair.Lane);
        Assert.Equal((1, 0, 1), (pair.DirtyGeneration, pair.CleanGeneration, pair.Epoch));
    }

    [Fact]
    public async Task A_known_record_raises_its_pair_by_one_and_makes_no_second()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1));
        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Contact(1), 2)));

        Assert.Equal(2, (await PairAsync(1)).DirtyGeneration);
        Assert.Null(await Ledger.PairAsync(Given.Id(2), default));
    }

    [Fact]
    public async Task Several_touches_of_one_record_raise_it_once()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1));
        Assert.Equal(new TouchSummary(3, 0, 0, 0), await TouchAsync(
            Given.Touch(Given.Contact(1), 2), Given.Touch(Given.Contact(1), 3), Given.Touch(Given.Contact(1), 4)));
        Assert.Equal(2, (await PairAsync(1)).DirtyGeneration);
    }

    [Fact]
    public async Task Touches_of_both_sides_raise_their_pair_twice()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Contact(1), 8), Given.Touch(Given.Lead(1), 9));
        Assert.Equal(3, (await PairAsync(1)).DirtyGeneration);
    }

    [Fact]
    public async Task A_touch_through_an_alias_finds_the_pair()
    {
        var pair = await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        pair = Assert.Single(await ClaimAsync());
        await StoredAsync(pair.With(SystemName.Salesforce, new Side { Ref = Given.SalesforceContact(1) }).Done() with { NewAliases = [Given.Lead(1)] });

        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Lead(1), 9)));
        Assert.Equal([1], await DueAsync(1));
    }

    [Fact]
    public async Task A_life_change_of_a_record_never_paired_is_dropped()
    {
        Assert.Equal(new TouchSummary(0, 0, 0, 1), await TouchAsync(Given.Touch(Given.Contact(1), 1).LifeChange()));
        Assert.Null(await OwnerAsync(Given.Contact(1)));
    }

    [Fact]
    public async Task A_record_that_came_back_or_that_a_merge_left_is_taken_up_though_nobody_knew_it()
    {
        var back = Given.Touch(Given.Contact(1), 1).LifeChange();
        Assert.Equal(new TouchSummary(0, 1, 0, 0), await TouchAsync(back with { Hint = back.Hint with { IsThere = true } }));
        Assert.NotNull(await OwnerAsync(Given.Contact(1)));
    }

    [Fact]
    public async Task A_cursor_moves_with_the_hints_it_covers_and_alone()
    {
        await Ledger.TouchAsync([Given.Touch(Given.Contact(1), 1)], new CursorValue("HubSpot/contacts", "page-2"), Given.Noon, default);
        Assert.Equal("page-2", await Ledger.CursorAsync("HubSpot/contacts", default));
        await Ledger.TouchAsync([], new CursorValue("HubSpot/contacts", "page-3"), Given.Noon, default);
        Assert.Equal("page-3", await Ledger.CursorAsync("HubSpot/contacts", default));
        Assert.Null(await Ledger.CursorAsync("Salesforce/Lead", default));
    }

    [Fact]
    public async Task A_refused_call_moves_neither_hints_nor_cursor()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1));
        // The id of the new pair is taken by the pair above.
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.TouchAsync(
            [Given.Touch(Given.Contact(1), 1), Given.Touch(Given.Contact(2), 1)], new CursorValue("c", "1"), Given.Noon, default));

        Assert.Null(await Ledger.CursorAsync("c", default));
        Assert.Equal(1, (await PairAsync(1)).DirtyGeneration);
        Assert.Null(await OwnerAsync(Given.Contact(2)));
    }

    [Theory]
    // The lead was read with Name=Ana, Phone blank; what then comes in, and is it an echo?
    [InlineData("same value", "Name=Ana", true)]
    [InlineData("all claims equal", "Name=Ana;Phone=", true)]
    [InlineData("another value", "Name=Eva", false)]
    [InlineData("one of two differs", "Name=Ana;Phone=1", false)]
    [InlineData("blank for a value", "Name=", false)]
    [InlineData("a field never observed", "Company=", false)]
    [InlineData("the case differs", "Name=ANA", false)]
    [InlineData("no claim at all", "", false)]
    public async Task Only_a_hint_that_claims_what_was_read_is_an_echo(string what, string claims, bool echo)
    {
        await LinkedAsync(1);
        var parsed = claims.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(claim => claim.Split('='))
            .Select(part => (part[0], (string?)part[1])).ToArray();

        var summary = await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(parsed));

        Assert.True(summary == (echo ? new TouchSummary(0, 0, 1, 0) : new TouchSummary(1, 0, 0, 0)), $"{what}: {summary}");
        Assert.Equal(echo ? [] : [1], await DueAsync(1));
    }

    [Fact]
    public async Task A_claim_is_compared_with_its_own_side_only()
    {
        await LinkedAsync(1);
        // HubSpot was read with firstname; Salesforce has no field of that name.
        Assert.Equal(1, (await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(("firstname", "Ana")))).Dirtied);
        Assert.Equal(1, (await TouchAsync(Given.Touch(Given.Contact(1), 9).Claiming(("firstname", "Ana")))).Echoes);
    }

    [Fact]
    public async Task A_life_change_is_never_an_echo()
    {
        await LinkedAsync(1);
        Assert.Equal(1, (await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(("Name", "Ana")).LifeChange())).Dirtied);
    }

    [Fact]
    public async Task A_record_that_was_gone_when_it_was_read_is_back_and_its_hint_is_no_echo()
    {
        await StoredAsync((await ClaimedAsync(1)).Seen(Given.Read(Given.Contact(1), ("firstname", "Ana")) with { Life = new Life(LifeState.Deleted) }).Done());

        Assert.Equal(0, (await TouchAsync(Given.Touch(Given.Contact(1), 9).Claiming(("firstname", "Ana")))).Echoes);
        Assert.Equal([1], await DueAsync(1));
    }

    [Fact]
    public async Task A_hint_on_an_alias_is_never_an_echo()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        var pair = Assert.Single(await ClaimAsync());
        await StoredAsync(pair.Seen(Given.Read(Given.SalesforceContact(1), ("Name", "Ana"))).Done() with { NewAliases = [Given.Lead(1)] });
        Assert.Equal(1, (await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(("Name", "Ana")))).Dirtied);
    }

    [Fact]
    public async Task An_open_intent_does_not_stop_an_echo()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        var pair = Assert.Single(await ClaimAsync());
        await StoredAsync((pair with { IntoSalesforce = Given.Intent(50, SystemName.Salesforce) }).Done());
        Assert.Equal(1, (await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(("Name", "Ana")))).Echoes);
    }

    /// <summary>Found by the simulator (wider seed 50001787).</summary>
    [Theory]
    [InlineData("Eva", true)] // Our own write, told before its answer.
    [InlineData("Ana", false)] // What stood there before: put back behind our write.
    public async Task While_a_value_is_being_written_only_that_value_is_an_echo(string claimed, bool echo)
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        var pair = Assert.Single(await ClaimAsync());
        await StoredAsync((pair with { IntoSalesforce = Given.Intent(50, SystemName.Salesforce) with { Values = FieldValues.Of(("Name", "Eva")) } }).Done());
        Assert.Equal(echo ? 1 : 0, (await TouchAsync(Given.Touch(Given.Lead(1), 9).Claiming(("Name", claimed)))).Echoes);
    }

    [Fact]
    public async Task One_hint_that_is_no_echo_makes_its_record_due_whatever_came_after_it()
    {
        await LinkedAsync(1);
        // One edit, told one field at a time: the last event alone looks like an echo.
        Assert.Equal(new TouchSummary(2, 0, 0, 0), await TouchAsync(
            Given.Touch(Given.Lead(1), 9).Claiming(("Phone", "555")), Given.Touch(Given.Lead(1), 9).Claiming(("Name", "Ana"))));
    }

    [Fact]
    public async Task A_tombstone_ignores_the_survivor_and_hears_the_one_that_was_gone()
    {
        var pair = await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        pair = Assert.Single(await ClaimAsync());
        var gone = Given.Read(Given.Contact(1)) with { Life = new Life(LifeState.Deleted) };
        await StoredAsync((pair.Seen(gone) with { Status = PairStatus.Tombstone }).Done());

        Assert.Equal(new TouchSummary(0, 0, 0, 1), await TouchAsync(Given.Touch(Given.Lead(1), 9)));
        Assert.Empty(await DueAsync(1));
        // A restore whose notification was lost shows only as an edit of the record that was deleted.
        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Contact(1), 9)));
        Assert.Equal([1], await DueAsync(2));
        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Lead(1), 9).LifeChange()));
    }

    /// <summary>Found by the simulator (seed 20039431): the address of a contact whose pair had ended was given up, and who waited for it slept for a day.</summary>
    [Fact]
    public async Task An_edit_of_a_closed_pairs_record_wakes_who_waits_for_it()
    {
        await StoredAsync((await ClaimedAsync(1) with { Status = PairStatus.Superseded, SupersededBy = Given.Id(7) }).Done());
        var waiting = await ClaimedAsync(2);
        await StoredAsync((waiting with { Status = PairStatus.Held, Hold = new Hold(HoldCodes.Sibling, "", "", "c") { WaitsOn = Given.Contact(1).ToString() } }).Done());

        Assert.Equal(new TouchSummary(0, 0, 0, 1), await TouchAsync(Given.Touch(Given.Contact(1), 9)));
        Assert.Equal([2], await DueAsync(1));
    }

    [Fact]
    public async Task A_record_left_over_by_a_merge_is_listed_until_its_end_was_heard_of()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Contact(1), 9).LifeChange());
        var pair = Assert.Single(await ClaimAsync());
        var leftOver = pair with { Status = PairStatus.Superseded, SupersededBy = Given.Id(2), Hold = Given.Hold(HoldCodes.LeftOver) };
        await StoredAsync(leftOver.Done() with { DueAt = Given.Later(86_400) });
        Assert.Equal(1, (await Ledger.StatusAsync(Given.Noon, default)).HeldByCode[HoldCodes.LeftOver]);
        Assert.Equal(pair.Id, Assert.Single(await Ledger.HeldAsync(null, 10, default)).Id);

        // Its edits are nobody's business; its end is.
        Assert.Equal(new TouchSummary(0, 0, 0, 1), await TouchAsync(Given.Touch(Given.Lead(1), 9)));
        Assert.Empty(await ClaimAsync());
        Assert.Equal(0, (await Ledger.StatusAsync(Given.Noon, default)).Pending);
        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Lead(1), 9).LifeChange()));
        Assert.Equal(1, (await Ledger.StatusAsync(Given.Noon, default)).Pending);
        var again = Assert.Single(await ClaimAsync());
        // Told of under the lease as well: looked at once more, since nobody says it twice.
        await TouchAsync(Given.Touch(Given.Lead(1), 9).LifeChange());
        await StoredAsync((again with { CleanGeneration = again.DirtyGeneration }).Done() with { DueAt = Given.Later(86_400) });
        again = Assert.Single(await ClaimAsync());

        await StoredAsync((again with { Hold = null }).Done());
        Assert.Empty((await Ledger.StatusAsync(Given.Noon, default)).HeldByCode);
        Assert.Equal(0, (await Ledger.StatusAsync(Given.Noon, default)).Held);

        // It came back, perhaps.
        Assert.Equal(new TouchSummary(1, 0, 0, 0), await TouchAsync(Given.Touch(Given.Lead(1), 9).LifeChange()));
    }

    [Fact]
    public async Task A_pair_that_was_told_of_while_it_was_being_closed_is_looked_at_once_more()
    {
        await LinkedAsync(1);
        await TouchAsync(Given.Touch(Given.Lead(1), 9));
        var pair = Assert.Single(await ClaimAsync());
        // The record comes back while its end is under way.
        await TouchAsync(Given.Touch(Given.Contact(1), 9).LifeChange());
        await StoredAsync((pair with { Status = PairStatus.Tombstone }).Done());

        Assert.Equal([1], await DueAsync(1));
    }

    [Fact]
    public async Task Hints_beyond_the_limits_are_refused_by_name()
    {
        var slash = Given.Touch(new RecordKey(SystemName.HubSpot, "con/tacts", "1"), 1);
        Assert.Contains("slash", (await Assert.ThrowsAsync<ArgumentException>(() => TouchAsync(slash))).Message);
        var many = Enumerable.Range(1, LedgerLimits.TouchesMax + 1).Select(number => Given.Touch(Given.Contact(number), number)).ToArray();
        Assert.Contains("split", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TouchAsync(many))).Message);
        var nul = Given.Touch(new RecordKey(SystemName.HubSpot, "contacts", "1\0"), 1);
        await Assert.ThrowsAsync<ArgumentException>(() => TouchAsync(nul));
    }

    /// <summary>A pair of contact and lead, read, clean and released.</summary>
    private async Task<Pair> LinkedAsync(int number)
    {
        var pair = await ClaimedAsync(number);
        pair = pair
            .Seen(Given.Read(Given.Contact(number), ("firstname", "Ana"), ("phone", null)))
            .Seen(Given.Read(Given.Lead(number), ("Name", "Ana"), ("Phone", null)));
        await StoredAsync(pair.Done());
        return pair.Clean();
    }
}
