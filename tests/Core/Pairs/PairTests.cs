using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Pairs;

public sealed class PairTests
{
    [Theory]
    [InlineData(PairStatus.Active, true)]
    [InlineData(PairStatus.Held, true)]
    [InlineData(PairStatus.Superseded, false)]
    [InlineData(PairStatus.Tombstone, false)]
    public void A_pair_links_its_two_records_until_it_ends(PairStatus status, bool links) =>
        Assert.Equal(links ? (Contact, Lead) : null, (Linked with { Status = status }).Link());

    [Fact]
    public void A_pair_that_is_held_because_a_record_was_deleted_links_nothing_until_it_is_back() =>
        Assert.Null((Linked with { Status = PairStatus.Held, Deletion = new Deletion(SystemName.Salesforce, TitleWrite.SentAt) }).Link());

    [Fact]
    public void A_pair_of_one_record_links_nothing()
    {
        Assert.Null(Alone(Contact).Link());
        Assert.Null(Alone(Lead).Link());
    }

    [Fact]
    public void What_is_said_of_one_side_is_of_that_side_alone()
    {
        var into = TitleWrite with { Id = Numbered(9) };
        var pair = Linked.WithIntent(SystemName.HubSpot, into).WithIntent(SystemName.Salesforce, TitleWrite);
        Assert.Equal((into, TitleWrite), (pair.Into(SystemName.HubSpot), pair.Into(SystemName.Salesforce)));
        Assert.Equal((into, TitleWrite), (pair.IntoHubSpot, pair.IntoSalesforce));
        Assert.Equal((Contact, Lead), (pair.Of(SystemName.HubSpot).Ref, pair.Of(SystemName.Salesforce).Ref));
        var state = new FieldState().WithBases(FieldValue.Of("1"), FieldValue.Of("2"));
        Assert.Equal(("1", "2"), (state.Base(SystemName.HubSpot).Text, state.Base(SystemName.Salesforce).Text));
        Assert.Equal(new FieldState(), pair.Field("never-seen"));
    }

    [Fact]
    public void A_hold_has_the_codes_standing_words_and_what_is_particular_about_it()
    {
        var hold = HoldCodes.Hold(HoldCodes.Sibling, "cause");
        var particular = HoldCodes.Hold(HoldCodes.Sibling, "cause", "Salesforce/Lead/2");
        Assert.Equal((HoldCodes.Sibling, "cause", $"{hold.Reason} Salesforce/Lead/2", hold.Mend), (particular.Code, particular.CauseHash, particular.Reason, particular.Mend));
        Assert.Throws<InvalidOperationException>(() => HoldCodes.Hold("PAIR-INVENTED", "cause"));
    }
}
