using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

public sealed class FreshReadTests
{
    [Theory]
    [InlineData(999, 0, true)] // It was under way while the newer one was read.
    [InlineData(999, 29, true)]
    [InlineData(999, 30, false)] // The system's clock was set back: believed, or the record would never be read again.
    [InlineData(1_000, 0, false)]
    [InlineData(1_001, 0, false)]
    [InlineData(0, 0, false)] // The system does not say.
    public void A_read_older_than_the_stored_one_is_left_alone_for_half_a_minute(long version, int secondsLater, bool stale)
    {
        var side = new Side { Ref = Contact, Seen = Ana(Contact) };
        Assert.Equal(stale, FreshRead.IsStale(side, Ana(Contact) with { Version = version, ReadStartedAt = Now.AddSeconds(secondsLater) }));
    }

    [Fact]
    public void The_first_read_of_a_record_is_never_stale()
    {
        Assert.False(FreshRead.IsStale(new Side { Ref = Contact }, Ana(Contact) with { Version = 1 }));
        Assert.False(FreshRead.IsStale(new Side { Ref = Contact, Seen = Ana(Contact with { Id = "2" }) }, Ana(Contact) with { Version = 1 }));
    }

    [Fact]
    public void A_stale_read_decides_nothing_and_the_pair_is_looked_at_again_soon()
    {
        var settled = Settled(Linked, Read(Ana(Contact, "old") with { Version = 999 }, Ana(Lead)));
        Assert.Equal((Linked, Now + Limits.BackoffFirst), (settled.Pair, settled.DueAt));
    }

    [Fact]
    public void A_changed_value_changed_between_the_two_stamps_and_Salesforces_stamp_covers_its_second()
    {
        var taken = FreshRead.Take(Linked, Persons, SystemName.HubSpot, Ana(Contact, "CEO") with { Version = 5_000 });
        Assert.Equal((new ChangeInterval(1_000, 5_000), (ChangeInterval?)null), (taken.Field("jobtitle").HubSpotChanged, taken.Field("jobtitle").SalesforceChanged));
        Assert.Null(taken.Field("company").HubSpotChanged);
        Assert.Equal("CEO", taken.HubSpot.Seen!.Values["jobtitle"].Text);

        taken = FreshRead.Take(Linked, Persons, SystemName.Salesforce, Ana(Lead, "CEO") with { Version = 5_000 });
        Assert.Equal(((ChangeInterval?)null, new ChangeInterval(1_000, 6_000)), (taken.Field("jobtitle").HubSpotChanged, taken.Field("jobtitle").SalesforceChanged));
    }

    [Fact]
    public void A_value_that_one_of_the_reads_did_not_show_has_no_time_of_change()
    {
        var hidden = Seen(Contact, ("email", "ana@acme.test"), ("company", "Acme")) with { Version = 5_000 };
        var taken = FreshRead.Take(Linked, Persons, SystemName.HubSpot, hidden);
        Assert.Null(taken.Field("jobtitle").HubSpotChanged);
        Assert.Null(FreshRead.Take(taken, Persons, SystemName.HubSpot, Ana(Contact, "CEO") with { Version = 9_000 }).Field("jobtitle").HubSpotChanged);
    }

    [Fact]
    public void Another_record_in_the_place_of_the_first_changed_nothing()
    {
        var heir = Lead with { Object = "Contact" };
        var taken = FreshRead.Take(Linked, Persons, SystemName.Salesforce, Ana(heir, "CEO") with { Version = 5_000 });
        Assert.Null(taken.Field("jobtitle").SalesforceChanged);
        Assert.Equal(heir, taken.Salesforce.Ref);
    }
}
