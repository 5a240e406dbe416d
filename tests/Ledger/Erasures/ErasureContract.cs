using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;
using Integration.Ledger.Tests.Handoffs;

namespace Integration.Ledger.Tests.Erasures;

/// <summary>What every ledger does to forget a person, whatever it is built on.</summary>
public abstract class ErasureContract : LedgerRig
{
    private const string Secret = "zoe.forgotten";
    private const string Email = Secret + "@acme.test";

    private IErasureLedger Erasures => Ledger.Erasures;

    /// <summary>Everything that the store holds, as text; null where it holds no text.</summary>
    protected abstract Task<string?> RawAsync();

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_in_any_table()
    {
        await PersonAsync();
        if (await RawAsync() is { } before) Assert.Contains(Secret, before, StringComparison.Ordinal);

        var proof = await EraseAsync(Given.Contact(1));

        Assert.Equal((2, 3), (proof.Pairs, proof.JournalLines));
        var pair = await PairAsync(1);
        Assert.Equal((PairStatus.Superseded, null, null, 0), (pair.Status, pair.HubSpot.Ref, pair.Salesforce.Seen, pair.Fields.Count));
        Assert.Empty(await Ledger.JournalAsync(Given.Id(1), 100, default));
        Assert.Null(await OwnerAsync(Given.Lead(1)));
        if (await RawAsync() is not { } after) return;
        foreach (var trace in new[] { Secret, Given.Contact(1).ToString(), Given.Lead(1).Id, Given.Contact(2).ToString() })
            Assert.DoesNotContain(trace, after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_of_an_erased_person_are_not_stored_again()
    {
        await PersonAsync();
        await EraseAsync(Given.Contact(1));

        Assert.Equal(new TouchSummary(0, 0, 0, 2), await TouchAsync(Given.Touch(Given.Contact(1), 50), Given.Touch(Given.Lead(1), 51)));
        Assert.Equal(new TouchSummary(0, 1, 0, 0), await TouchAsync(Given.Touch(Given.Contact(9), 52)));
        Assert.Null(await Ledger.PairAsync(Given.Id(50), default));
    }

    [Fact]
    public async Task Work_under_way_on_an_erased_pair_stores_nothing()
    {
        await PersonAsync();
        var claimed = await HintedAsync(1, 100);
        await EraseAsync(Given.Contact(1));

        var outcome = await CommitAsync(claimed.Seen(Given.Read(Given.Contact(1), ("email", Email))).Done(), 101);

        Assert.Equal(CommitResult.StaleEpoch, outcome.Result);
    }

    [Fact]
    public async Task The_erased_are_told_by_name_until_they_are_let_back_in()
    {
        await PersonAsync();
        var name = ErasureNames.Match("people", Email);
        Assert.Empty(await Erasures.ErasedAsync([name], default));
        var proof = await EraseAsync(Given.Contact(1));

        var erased = await Erasures.ErasedAsync([name, Given.Lead(1).ToString(), "people=other@acme.test"], default);
        Assert.Equal([Given.Lead(1).ToString(), name], erased.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(proof.Id, erased[name].Id);

        Assert.Equal(1, await Erasures.ReadmitAsync([name, "people=other@acme.test"], "operator", Given.Later(60), default));
        Assert.Empty(await Erasures.ErasedAsync([name], default));
        await EraseAsync(Given.Contact(1), number: 78);
        Assert.Single(await Erasures.ErasedAsync([name], default));
    }

    [Fact]
    public async Task Who_waits_on_an_erased_record_forgets_its_id_and_is_looked_at_again()
    {
        await PersonAsync();
        var waiter = await ClaimedAsync(3, 30);
        var key = Given.Contact(1).ToString();
        await StoredAsync(new PairCommit((waiter with { Status = PairStatus.Held, Hold = new Hold("PAIR-SIBLING", $"A counterpart exists. {key}", "merge", "cause") { WaitsOn = key } }).Clean(), null, Release: true), 30);

        await EraseAsync(Given.Contact(1), 100);

        var hold = (await PairAsync(3)).Hold!;
        Assert.Equal(("A counterpart exists. an erased record", null), (hold.Reason, hold.WaitsOn));
        Assert.Contains(3, await DueAsync(101));
    }

    [Fact]
    public async Task Handoffs_of_the_erased_are_closed_without_their_evidence_and_the_chain_stays()
    {
        await PersonAsync();
        var handoff = GivenHandoffs.Handoff(1, pair: 1) with { State = $$"""{"packet":"{{Email}}"}""" };
        Assert.Equal(HandoffResult.Stored, (await Ledger.Handoffs.CommitHandoffsAsync([GivenHandoffs.Sealed(handoff)], Given.Noon, default)).Single().Result);
        await Ledger.Handoffs.AddPersonEventsAsync([new StoredPersonEvent(Given.Contact(1), "visit", "page", Given.Noon, $$"""{"by":"{{Email}}"}""")], Given.Noon, default);
        var head = await Ledger.Handoffs.ReceiptHeadAsync(default);

        await EraseAsync(Given.Contact(1));

        var closed = (await Ledger.Handoffs.HandoffAsync(Given.Id(1), default))!;
        Assert.Equal((false, "erased", "{}"), (closed.IsOpen, closed.Stage, closed.State));
        // Figures read the log alone: it says that the open one ended, and how.
        Assert.Equal(["withdrawn", "closed"], (await Ledger.Handoffs.EventsAsync(new EventQuery(0, 10) { HandoffId = closed.Id }, default)).TakeLast(2).Select(line => line.Kind));
        Assert.All(await Ledger.Handoffs.ReceiptsOfAsync(closed.Id, default), receipt => Assert.Null(receipt.Evidence));
        Assert.Equal(head, await Ledger.Handoffs.ReceiptHeadAsync(default));
        if (await RawAsync() is { } raw) Assert.DoesNotContain(Secret, raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_a_system_told_of_is_asked_for_in_the_transaction_of_its_hint()
    {
        await PersonAsync();
        var hint = Given.Touch(Given.Contact(1), 60).LifeChange();
        await TouchAsync(hint with { Hint = hint.Hint with { IsErasure = true } });
        await TouchAsync(hint with { Hint = hint.Hint with { IsErasure = true } });

        Assert.Equal(new ErasureAsk(Given.Contact(1), Given.Noon, 0), Assert.Single(await Erasures.AsksAsync(Given.Noon, 10, default)));
        await Erasures.PutOffAsync(Given.Contact(1), Given.Later(60), default);
        Assert.Empty(await Erasures.AsksAsync(Given.Later(59), 10, default));
        Assert.Equal(1, Assert.Single(await Erasures.AsksAsync(Given.Later(60), 10, default)).Attempts);
        await EraseAsync(Given.Contact(1));
        Assert.Empty(await Erasures.AsksAsync(Given.Later(9999), 10, default));
    }

    [Fact]
    public async Task A_person_who_was_never_known_is_kept_out_all_the_same()
    {
        Assert.Equal((0, 0), await EraseAsync(Given.Contact(44)) is var proof ? (proof.Pairs, proof.JournalLines) : default);

        Assert.Equal(new TouchSummary(0, 0, 0, 1), await TouchAsync(Given.Touch(Given.Contact(44), 70)));
        Assert.Equal(Given.Id(77), Assert.Single(await Erasures.ProofsAsync(10, default)).Id);
    }

    /// <summary>A linked person in pair 1, who took over pair 2 of a merged record: values in states, bases, journal, claims.</summary>
    private async Task PersonAsync()
    {
        var absorbed = await ClaimedAsync(2);
        await StoredAsync(new PairCommit(absorbed.Seen(Given.Read(Given.Contact(2), ("email", Email))).Clean(), null, Release: true) { Journal = [Line(2)] });
        var pair = await ClaimedAsync(1);
        pair = pair.Seen(Given.Read(Given.Contact(1), ("email", Email))).Seen(Given.Read(Given.Lead(1), ("Email", Email)));
        pair = pair with { Fields = pair.Fields.SetItem("email", new FieldState().WithBases(FieldValue.Of(Email), FieldValue.Of(Email))) };
        await StoredAsync(new PairCommit(pair.Clean(), null, Release: true) { Journal = [Line(1), Line(1)], TakeClaims = [$"people/Salesforce/{Email}"], Absorbs = [Given.Id(2)] });
    }

    private async Task<Pair> HintedAsync(int number, double at)
    {
        await Ledger.TouchAsync([Given.Touch(Given.Contact(number), 90)], null, Given.Later(at), default);
        return (await ClaimAsync(at: at, until: at + 60)).Single(pair => pair.Id == Given.Id(number));
    }

    private Task<ErasureProof> EraseAsync(RecordKey record, double at = 100, int number = 77) =>
        Erasures.EraseAsync(new ErasureRequest(Given.Id(number), record, [ErasureNames.Match("people", Email)], "a test", new string('s', 40)), Given.Later(at), default);

    private static JournalEntry Line(int number) => new()
    {
        At = Given.Noon,
        PairId = Given.Id(number),
        Kind = JournalKind.Written,
        Record = Given.Contact(number),
        Field = "email",
        Before = FieldValue.Of("old." + Email),
        After = FieldValue.Of(Email),
        Rule = "test",
        Cause = $"{Given.Contact(number)} read",
    };
}
