using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Scopes;
using Integration.Core.Tests.Reconciling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Scopes;

/// <summary>A contact and a lead that agree, under a mapping that concerns itself with some of them.</summary>
public sealed class ScopeVerdictTests
{
    private static readonly FieldRef JobTitle = new(SystemName.HubSpot, "jobtitle");
    private static readonly FieldRef Title = new(SystemName.Salesforce, "Title");

    [Theory]
    // changed in                        asked of            in scope
    [InlineData(true, false, SystemName.HubSpot, true)]
    [InlineData(true, false, SystemName.Salesforce, false)]
    [InlineData(false, true, SystemName.HubSpot, false)]
    [InlineData(false, true, SystemName.Salesforce, true)]
    public void A_condition_on_a_change_looks_at_the_changes_of_its_own_system(bool inHubSpot, bool inSalesforce, SystemName asked, bool isInside)
    {
        var changed = new ChangeInterval(Now.AddDays(-3).ToUnixTimeMilliseconds(), Now.AddHours(-2).ToUnixTimeMilliseconds());
        var state = Linked.Field("jobtitle") with { HubSpotChanged = inHubSpot ? changed : null, SalesforceChanged = inSalesforce ? changed : null };
        var pair = Linked with { Fields = Linked.Fields.SetItem("jobtitle", state) };

        // By the latest instant at which it can have happened: a change that may have been today is not kept out.
        var settled = Settled(pair, Read(Ana(Contact), Ana(Lead)), mapping: Scoped(asked, new Condition.Changed(asked == SystemName.HubSpot ? JobTitle : Title, TimeSpan.FromDays(1))));

        Assert.Equal(isInside ? null : HoldCodes.OutOfScope, settled.Pair.Hold?.Code);
    }

    [Theory]
    [InlineData(SystemName.HubSpot, "CTO", null)]
    [InlineData(SystemName.HubSpot, "CEO", "HubSpot's condition does not hold.")]
    [InlineData(SystemName.HubSpot, "not shown", "HubSpot's condition cannot be judged: a field that it names is not shown.")]
    [InlineData(SystemName.Salesforce, "CTO", null)]
    [InlineData(SystemName.Salesforce, "CEO", "Salesforce's condition does not hold.")]
    [InlineData(SystemName.Salesforce, "not shown", "Salesforce's condition cannot be judged: a field that it names is not shown.")]
    public void Only_who_is_known_to_meet_the_condition_is_inside_and_the_hold_says_which_is_it(SystemName asked, string held, string? reason)
    {
        var scope = new Condition.Is(asked == SystemName.HubSpot ? new FieldRef(asked, "segment") : new FieldRef(asked, "Segment__c"), "CTO");
        var (contact, lead) = (Ana(Contact), Ana(Lead));
        if (held != "not shown" && asked == SystemName.HubSpot) contact = contact with { Values = contact.Values.With("segment", FieldValue.Of(held)) };
        if (held != "not shown" && asked == SystemName.Salesforce) lead = lead with { Values = lead.Values.With("Segment__c", FieldValue.Of(held)) };

        var hold = Settled(Linked, Read(contact, lead), mapping: Scoped(asked, scope)).Pair.Hold;

        Assert.Equal(reason is null ? null : HoldCodes.OutOfScope, hold?.Code);
        if (reason is not null) Assert.EndsWith(reason, hold!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_not_there_is_asked_nothing()
    {
        var mapping = Scoped(SystemName.Salesforce, new Condition.Is(Title, "nobody has this"));

        Assert.NotNull(Written(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [] }, mapping: mapping).Pair.IntoSalesforce);
    }

    [Fact]
    public void Why_a_pair_is_outside_is_told_once_and_again_when_the_reason_is_another()
    {
        var mapping = Scoped(SystemName.HubSpot, new Condition.Is(JobTitle, "CEO"));
        var outside = Settled(Linked, Read(Ana(Contact), Ana(Lead)), mapping: mapping);
        Assert.Single(outside.Journal);

        Assert.Empty(Settled(outside.Pair, Read(Ana(Contact), Ana(Lead)), mapping: mapping).Journal);
        Assert.Single(Settled(outside.Pair, Read(Ana(Contact), Ana(Lead)), mapping: mapping with { Version = "2" }).Journal);
    }

    private static Mapping Scoped(SystemName asked, Condition condition) => Persons with
    {
        Scope = asked == SystemName.HubSpot ? new MappingScope { HubSpot = condition } : new MappingScope { Salesforce = condition },
    };
}
