using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Core.Tests.Reconciling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Settling;

/// <summary>"It is not what it was" is answered by a new read. Said again and again of a record that reads the same, it is a refusal.</summary>
public sealed class LastingRefusalTests
{
    private static readonly WriteEnd.Changed Hidden = new("INVALID_CROSS_REFERENCE_KEY", "Hidden from our user.", "Share it.");
    private static readonly Pair Writing = Linked.WithIntent(SystemName.Salesforce, TitleWrite) with { HubSpot = new Side { Ref = Contact, Seen = Ana(Contact, "CEO") } };
    private static readonly FieldMapping Company = new() { HubSpot = Mapping.HubSpotPrimaryCompany, Salesforce = "AccountId", RefersTo = new Reference.Record("companies"), NeverBlank = true };
    private static readonly Mapping Referring = Persons with { Fields = Persons.Fields.Add(Company) };

    [Theory]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(30, true)]
    public void It_is_held_with_its_reason_after_four_minutes_and_looked_at_once_more(int attempts, bool held)
    {
        var settled = After(Writing with { Attempts = attempts }, Hidden);
        Assert.Equal(held ? (PairStatus.Held, HoldCodes.Rejected, Now + Limits.BackoffMax) : (PairStatus.Active, null, Now + Limits.Backoff(attempts + 1)), (settled.Pair.Status, settled.Pair.Hold?.Code, settled.DueAt!.Value));
        if (!held) return;
        Assert.Contains("INVALID_CROSS_REFERENCE_KEY: Hidden from our user.", settled.Pair.Hold!.Reason, StringComparison.Ordinal);
        Assert.Equal(("Share it.", Now + Limits.HoldRetry), (settled.Pair.Hold.Mend, settled.Pair.Hold.RetryAt));
    }

    [Fact]
    public void Held_it_is_not_sent_again_before_the_day_is_over()
    {
        var held = After(Writing with { Attempts = 8 }, Hidden).Pair;
        var later = Settled(held, Read(Ana(Contact, "CEO"), Ana(Lead)), Now + Limits.BackoffMax);
        Assert.Equal((PairStatus.Held, Now + Limits.HoldRetry), (later.Pair.Status, later.DueAt));
        Assert.Equal("CEO", Written(held, Read(Ana(Contact, "CEO"), Ana(Lead)), Now + Limits.HoldRetry).Pair.IntoSalesforce!.Values["Title"].Text);
    }

    [Fact]
    public void Of_an_association_only_the_field_is_held()
    {
        var association = TitleWrite with { System = SystemName.HubSpot, Object = "contacts", Target = Contact, Values = FieldValues.Of((Company.HubSpot, "7")), Prior = FieldValues.Of((Company.HubSpot, null)), Cause = FieldValues.Of(("AccountId", "A7")) };
        var settled = After(Linked.WithIntent(SystemName.HubSpot, association) with { Attempts = 8 }, new WriteEnd.Changed("ASSOCIATION_LIMIT", "Too many.", "Remove one."), Referring);
        Assert.Equal((PairStatus.Active, HoldCodes.FieldRejected), (settled.Pair.Status, settled.Pair.Field(Company.HubSpot).Hold?.Code));
        Assert.Contains("ASSOCIATION_LIMIT", settled.Pair.Field(Company.HubSpot).Hold!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    // The record referred to is looked at meanwhile: it has ended, and is waited for by name.
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_reference_that_is_refused_is_held_only_when_the_record_was_looked_at(int attempts, bool held)
    {
        var write = TitleWrite with { Object = "Contact", Target = Lead with { Object = "Contact" }, Values = FieldValues.Of(("AccountId", "A7")), Prior = FieldValues.Of(("AccountId", null)), Cause = FieldValues.Of((Company.HubSpot, "7")) };
        var settled = After(Linked.WithIntent(SystemName.Salesforce, write) with { Attempts = attempts }, new WriteEnd.FieldRefused("AccountId", "INVALID_CROSS_REFERENCE_KEY", "No such record.", "", null), Referring);
        Assert.Equal(held ? HoldCodes.FieldRejected : null, settled.Pair.Field(Company.HubSpot).Hold?.Code);
        Assert.Equal(held ? Now : Now + Limits.Backoff(attempts + 1), settled.DueAt);
    }
}
