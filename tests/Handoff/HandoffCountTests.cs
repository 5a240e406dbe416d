using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Handoff.Api;
using Integration.Handoff.Files;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Tests;

/// <summary>The four numbers of the status, carried on from one look to the next.</summary>
public sealed class HandoffCountTests
{
    [Fact]
    public async Task Numbers_carried_on_are_those_counted_anew_and_only_what_changed_is_read()
    {
        await using var rig = await Rig.SignedAsync();
        using var count = new HandoffCount(rig.Ledger, rig.Time);
        Assert.Equal(new HandoffNumbers(0, 0, 0, 0), await count.NowAsync(default));
        for (var buyer = 0; buyer < 5; buyer++) await rig.World.ContactAsync(("email", $"vp{buyer}@corp.test"), ("jobtitle", "VP Sales"), ("hs_email_optout", null));
        await rig.SettleAsync();
        Assert.Equal(new HandoffNumbers(5, 0, 0, 0), await SameAsync(rig, count));
        Assert.Equal(5, count.Read);
        Assert.Equal(new HandoffNumbers(5, 0, 0, 0), await SameAsync(rig, count));
        Assert.Equal(0, count.Read);

        var ids = (await rig.Ledger.Handoffs.ListAsync(new(null, 10), default)).Select(row => row.Id).ToList();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.Desk.TakeAsync(ids[0], at => new Observed.Answer(at, Core.Agreements.StatusMeaning.Accepted), default);
        await rig.Desk.TakeAsync(ids[1], at => new Observed.Answer(at, Core.Agreements.StatusMeaning.Rejected, "bad-timing"), default);
        Assert.Equal(new HandoffNumbers(4, 0, 0, 1), await SameAsync(rig, count));
        Assert.Equal(2, count.Read);

        // Past the limit of the first touch: the clock speaks, and the whole is counted anew.
        await rig.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal((4, 4), (await SameAsync(rig, count) is { Open: var open, Breached: var breached } ? (open, breached) : default));
        Assert.Equal(4, count.Read);
    }

    [Fact]
    public async Task A_count_that_the_ledger_cut_off_is_begun_anew()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        await rig.SettleAsync();
        using var count = new HandoffCount(rig.Ledger, rig.Time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count.NowAsync(new CancellationToken(canceled: true)));
        Assert.Equal(new HandoffNumbers(1, 0, 0, 0), await count.NowAsync(default));
    }

    /// <summary>Prints what the first look costs and what each one after it does.</summary>
    [Fact, Trait("Category", "Long")]
    public async Task Of_a_hundred_thousand_open_handoffs_a_second_look_reads_none()
    {
        const int people = 100_000, page = 1_000;
        await using var place = await Place.OpenAsync("sqlite");
        await using var rig = new Rig(place.Ledger);
        for (var first = 0; first < people; first += page)
        {
            var keys = Enumerable.Range(first, page).Select(number => new RecordKey(SystemName.HubSpot, "contacts", $"{number + 1}")).ToList();
            await rig.Ledger.TouchAsync([.. keys.Select(key => new Integration.Ledger.Touch(new Hint(key, Lane.Bulk), "people", rig.Ids.NextId(rig.Time.GetUtcNow())))], null, rig.Time.GetUtcNow(), default);
            var pairs = await rig.Ledger.PairsOfAsync(keys, default);
            await rig.Ledger.Handoffs.CommitHandoffsAsync([.. pairs.Values.Select(pair => Opened(rig, pair.Id))], rig.Time.GetUtcNow(), default);
        }
        using var count = new HandoffCount(rig.Ledger, rig.Time);
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(people, (await count.NowAsync(default)).Open);
        var whole = TimeProvider.System.GetElapsedTime(began);
        began = TimeProvider.System.GetTimestamp();
        Assert.Equal(people, (await count.NowAsync(default)).Open);
        TestContext.Current.TestOutputHelper!.WriteLine($"COUNT | {people} open handoffs on SQLite | first look {whole.TotalMilliseconds:0} ms | each later one {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
        Assert.Equal(0, count.Read);
    }

    private static HandoffCommit Opened(Rig rig, Guid pair)
    {
        var handoff = new Core.Handoffs.Handoff { Id = rig.Ids.NextId(rig.Time.GetUtcNow()), PairId = pair, Product = "default", AgreementVersion = 1, AgreementHash = rig.Agreement.Hash, State = HandoffState.Delivered, QualifiedAt = rig.Time.GetUtcNow(), Why = new string('w', 400) };
        var row = new StoredHandoff { Id = handoff.Id, PairId = pair, Product = "default", Stage = "delivered", IsOpen = true, Version = 0, Agreement = handoff.AgreementHash, Owner = "Ana", OpenedAt = handoff.QualifiedAt, State = HandoffJson.Write(new HandoffFile { Handoff = handoff }) };
        return new HandoffCommit { Handoffs = [new HandoffSave(row)] };
    }

    private static async Task<HandoffNumbers> SameAsync(Rig rig, HandoffCount count)
    {
        var carried = await count.NowAsync(default);
        using var anew = new HandoffCount(rig.Ledger, rig.Time);
        Assert.Equal(await anew.NowAsync(default), carried);
        return carried;
    }
}
