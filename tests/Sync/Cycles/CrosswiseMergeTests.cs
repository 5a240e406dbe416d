using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>Two linked people are merged on both sides, in HubSpot into the one and in Salesforce into the other.</summary>
public sealed class CrosswiseMergeTests
{
    private readonly Rig rig = new();

    // Who is looked at, in order; "ab" = both in one batch. "third" = HubSpot makes a third record of the two.
    [Theory]
    [InlineData("a b", true)]
    [InlineData("b a", true)]
    [InlineData("ab", true)]
    [InlineData("a b", false)]
    [InlineData("b a", false)]
    [InlineData("ab", false)]
    public async Task The_two_survivors_are_linked_to_each_other_whoever_is_looked_at_first(string order, bool isThird)
    {
        var a = await rig.LinkedAsync("ana@acme.test", "CTO");
        var b = await rig.LinkedAsync("ben@acme.test", "CFO");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var survivor = a.Contact;
        if (isThird)
        {
            survivor = rig.HubSpot.Add("contacts", null, FieldValues.Of(("email", "ana@acme.test"), ("jobtitle", "CTO")));
            rig.HubSpot.Becomes(a.Contact, LifeState.Merged, survivor);
        }
        rig.HubSpot.Becomes(b.Contact, LifeState.Merged, survivor);
        rig.Salesforce.Becomes(a.Lead, LifeState.Merged, b.Lead);

        foreach (var who in order.Split(' '))
        {
            await rig.HintAsync([.. who.Select(name => name == 'a' ? a.Contact : b.Contact)]);
            await EndAsync();
        }

        var pair = await rig.PairOfAsync(survivor);
        Assert.Equal((PairStatus.Active, survivor, b.Lead), (pair.Status, pair.HubSpot.Ref!.Value, pair.Salesforce.Ref!.Value));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.EditAsync(survivor, "Chair");
        await EndAsync();
        Assert.Equal("Chair", rig.Salesforce.Value(b.Lead, "Title"));
    }

    // A pair that met another one looks again after a second.
    private async Task EndAsync()
    {
        for (var second = 0; second < 20; second++)
        {
            await rig.SettleAsync();
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
