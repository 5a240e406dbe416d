using Integration.Core.Pairs;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

/// <summary>What every ledger does for handoffs, whatever it is built on.</summary>
public abstract partial class HandoffContract : LedgerRig
{
    private protected IHandoffLedger Handoffs => Ledger.Handoffs;

    /// <summary>A pair of a contact whose first cycle is done: clean, and not judged.</summary>
    private protected async Task<Pair> CleanAsync(int number, double at = 0)
    {
        var pair = await ClaimedAsync(number, at);
        await StoredAsync(pair.Seen(Given.Read(Given.Contact(number), ("email", $"p{number}@acme.test"))).Done(), at);
        return await PairAsync(number);
    }

    /// <summary>Hints and finishes one more cycle.</summary>
    private protected async Task ChangeAsync(int number, double at)
    {
        await Ledger.TouchAsync([Given.Touch(Given.Contact(number), number)], null, Given.Later(at), default);
        await StoredAsync((await ClaimAsync(at: at, until: at + 60)).Single(pair => pair.Id == Given.Id(number)).Done(), at);
    }

    private protected Task<IReadOnlyList<JudgeLease>> UnjudgedAsync(double at = 0, double until = 60, int max = 100, string mapping = "people") =>
        Handoffs.ClaimUnjudgedAsync(new JudgeClaim(mapping, GivenHandoffs.Work(at, until, max)), default);

    private protected async Task<HandoffOutcome> CommitAsync(HandoffCommit commit, double at = 0) =>
        (await Handoffs.CommitHandoffsAsync([commit], Given.Later(at), default)).Single();

    private protected async Task<HandoffOutcome> StoredAsync(HandoffCommit commit, double at = 0)
    {
        var outcome = await CommitAsync(commit, at);
        Assert.Equal(HandoffResult.Stored, outcome.Result);
        return outcome;
    }

    private protected static Judged Verdict(JudgeLease lease, string code = "not-ready", double? review = null) =>
        new(lease.Pair.Id, lease.Epoch, lease.Wake, lease.Pair.CleanGeneration, code, """{"missing":["country"]}""", review is { } at ? Given.Later(at) : null);

    /// <summary>An open handoff of a clean pair, both with the given number.</summary>
    private protected async Task<StoredHandoff> OpenAsync(int number)
    {
        await CleanAsync(number);
        var handoff = GivenHandoffs.Handoff(number, pair: number);
        await StoredAsync(GivenHandoffs.Commit(handoff));
        return handoff.At(1);
    }

    /// <summary>One of everything that must stay as it was recorded.</summary>
    private protected async Task RecordAsync()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(GivenHandoffs.Sealed(handoff) with { Events = [handoff.Event("sent")] });
        await Handoffs.AddAgreementAsync(new StoredAgreement("h1", "emea", 3, "version: 3", Given.Noon), default);
        await Handoffs.SignAsync(new StoredSignature("h1", "sales", "boss@sales.test", Given.Noon), default);
    }
}
