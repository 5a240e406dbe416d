using System.Collections.Immutable;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Status;

namespace Integration.Sync.Tests.Status;

public sealed class HeldPageTests
{
    private static readonly Hold Waiting = new("FIELD-REJECTED", "refused", "shorten it", "x");

    [Fact]
    public void A_pair_is_listed_once_for_each_thing_it_waits_for()
    {
        var pair = Held(1) with { Fields = ImmutableSortedDictionary<string, FieldState>.Empty.Add("jobtitle", new FieldState { Hold = Waiting }).Add("phone", new FieldState()) };

        var page = HeldPage.Of([pair], 10);

        Assert.Equal(["jobtitle", null], page.Held.Select(entry => entry.Field));
        Assert.All(page.Held, entry => Assert.Equal(["HubSpot/contacts/1"], entry.Keys));
        Assert.Equal(["FIELD-REJECTED", "PAIR-NO-MATCH-VALUE"], page.Held.Select(entry => entry.Code));
    }

    [Fact]
    public void A_full_page_names_the_next_and_a_short_one_is_the_last()
    {
        Assert.Equal(Held(2).Id, HeldPage.Of([Held(1), Held(2)], 2).Next);
        Assert.Null(HeldPage.Of([Held(1), Held(2)], 3).Next);
    }

    private static Pair Held(int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Mapping = "people",
        Status = PairStatus.Held,
        Hold = new Hold("PAIR-NO-MATCH-VALUE", "no address", "fill it", "y"),
        HubSpot = new Side { Ref = new RecordKey(SystemName.HubSpot, "contacts", $"{number}") },
    };
}
