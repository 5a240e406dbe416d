using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>A Contact between its own pair and that of the lead which it was converted from.</summary>
public sealed class StrandedRecordsTests
{
    private static readonly RecordKey Heir = new(SystemName.Salesforce, "Contact", "003C");
    private readonly Rig rig = new();

    /// <summary>Found by the simulator of references (seed 1930): the lead's pair was closed in the batch in which the Contact was given back to it.</summary>
    [Theory]
    [InlineData(PairStatus.Superseded, true)]
    [InlineData(PairStatus.Active, false)] // It takes the Contact over itself.
    public async Task A_Contact_that_was_given_back_to_a_pair_that_is_closed_is_looked_at_again(PairStatus owner, bool looked)
    {
        var (_, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        var leads = await CommittedAsync(await rig.PairOfAsync(lead), pair => pair with { Status = owner });
        var half = await ToldAsync(Heir);
        var yielded = await CommittedAsync(half, pair => pair with { Salesforce = new Side(), Status = PairStatus.Superseded, SupersededBy = leads.Id });

        await LookAsync(new PairWork(half, Rig.People, []) { Decision = new Decision.Settle(yielded) });

        Assert.Equal(looked, (await rig.ClaimAsync()).Any(pair => pair.Salesforce.Ref == Heir));
    }

    [Fact]
    public async Task The_Contact_of_a_lead_whose_pair_is_closed_is_looked_at()
    {
        var (_, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        var open = await rig.PairOfAsync(lead);
        var closed = await CommittedAsync(open, pair => pair with { Status = PairStatus.Superseded, SupersededBy = Guid.Parse("018f0000-0000-7000-8000-0000000000bb") });
        var seen = open.Salesforce.Seen! with { Life = new Life(LifeState.Converted, Heir) };

        await LookAsync(new PairWork(open, Rig.People, []) { Decision = new Decision.Settle(closed), Evidence = Read(seen) });

        Assert.Equal([Heir], (await rig.ClaimAsync()).Select(pair => pair.Salesforce.Ref!.Value));
    }

    /// <summary>Found by the simulator of references (seed 3800): a Contact came back from the recycle bin, and its lead's pair slept on.</summary>
    [Fact]
    public async Task The_sleeping_pair_of_a_lead_is_woken_when_its_Contact_is_back()
    {
        var (_, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        var leads = await CommittedAsync(await rig.PairOfAsync(lead), pair => pair with { Status = PairStatus.Tombstone });
        var half = await ToldAsync(Heir);
        var kept = await CommittedAsync(half, pair => pair with { Status = PairStatus.Tombstone });
        var evidence = Read(new Observation { Key = Heir, Life = Life.Live, ReadStartedAt = rig.Time.GetUtcNow(), ReadEndedAt = rig.Time.GetUtcNow() }) with { ConvertedFromPairs = [new LeadOwner(leads.Id, PairStatus.Tombstone)] };

        await LookAsync(new PairWork(half, Rig.People, []) { Decision = new Decision.Settle(kept), Evidence = evidence });

        Assert.Equal([leads.Id], (await rig.ClaimAsync()).Select(pair => pair.Id));
    }

    private static Evidence Read(Observation salesforce) => new() { Salesforce = salesforce, IntentIntoHubSpot = default, IntentIntoSalesforce = default };

    private async Task LookAsync(PairWork work) =>
        await LookAgain.TouchAsync(await new StrandedRecords(rig.Ledger).OfAsync([work], default), rig.Ledger, new CountedIds(500), rig.Time.GetUtcNow(), default);

    private async Task<Pair> ToldAsync(RecordKey key)
    {
        await rig.Ledger.TouchAsync([new Touch(new Hint(key, Lane.Normal), Rig.People.Name, Guid.Parse("018f0000-0000-7000-8000-0000000000aa"))], null, rig.Time.GetUtcNow(), default);
        return Assert.Single(await rig.ClaimAsync());
    }

    private async Task<Pair> CommittedAsync(Pair before, Func<Pair, Pair> change)
    {
        var after = change(before with { CleanGeneration = before.DirtyGeneration });
        Assert.Equal(CommitResult.Stored, Assert.Single(await rig.Ledger.CommitAsync([new PairCommit(after, null, Release: true)], rig.Time.GetUtcNow(), default)).Result);
        return after;
    }
}
