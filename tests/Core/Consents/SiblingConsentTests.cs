using System.Collections.Immutable;
using Integration.Core.Consents;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Tests.Reconciling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Consents;

/// <summary>A lead without a counterpart, whose address belongs to a contact that another pair keeps in step.</summary>
public sealed class SiblingConsentTests
{
    private static readonly Mapping People = ConsentTests.People();

    [Theory]
    // contact    lead     the write: into, record, over, because of
    [InlineData("true", "false", "Salesforce", "Salesforce/Lead/1", "false", "true")]
    [InlineData("true", null, "Salesforce", "Salesforce/Lead/1", null, "true")] // A box that was never ticked is no yes.
    [InlineData("false", "true", "HubSpot", "HubSpot/contacts/1", "false", "true")]
    [InlineData(null, "true", "HubSpot", "HubSpot/contacts/1", null, "true")]
    public void The_no_of_one_is_put_on_the_other_and_on_no_more_than_that(string? contact, string? lead, string into, string record, string? prior, string cause)
    {
        var system = into == "HubSpot" ? SystemName.HubSpot : SystemName.Salesforce;
        var row = People.Fields.Single(field => field.HubSpot == ConsentRules.HubSpotOptOut);

        var write = Written(Alone(Lead) with { Attempts = 3, CleanGeneration = 5 }, Beside(contact, lead), mapping: People);

        var intent = write.Pair.Into(system)!;
        Assert.Null(write.Pair.Into(system.Other()));
        Assert.Equal((system, IntentKind.Update, record, record.Split('/')[1]), (intent.System, intent.Kind, intent.Target.ToString(), intent.Object));
        Assert.Equal(FieldValues.Of((row.NameIn(system), "true")), intent.Values);
        Assert.Equal(FieldValues.Of((row.NameIn(system), prior)), intent.Prior);
        Assert.Equal(FieldValues.Of((row.NameIn(system.Other()), cause)), intent.Cause);
        Assert.Equal(system == SystemName.HubSpot ? Numbered(101) : Numbered(102), intent.Id); // The one that was stored for a write into this system.
        Assert.Equal((Now, Now + Limits.SettleTime), (intent.SentAt, intent.NotBefore));
        Assert.Equal((5, 3), (write.Pair.CleanGeneration, write.Pair.Attempts)); // The lead is still to be settled.
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("false", null)]
    [InlineData("not shown", "true")] // What one side does not show may be a no already; to write over it would be to guess.
    [InlineData("true", "not shown")]
    [InlineData("not shown", "not shown")]
    public void Where_both_say_the_same_or_one_is_not_shown_the_lead_only_waits(string? contact, string? lead)
    {
        var settled = Settled(Alone(Lead), Beside(contact, lead), mapping: People);

        Assert.Equal((HoldCodes.Sibling, "HubSpot/contacts/1"), (settled.Pair.Hold?.Code, settled.Pair.Hold?.WaitsOn));
    }

    [Theory]
    [InlineData(SystemName.HubSpot, true, true)]
    [InlineData(SystemName.HubSpot, false, false)]
    [InlineData(SystemName.Salesforce, true, true)]
    [InlineData(SystemName.Salesforce, false, false)]
    public void A_no_that_was_refused_is_not_sent_again_before_its_time(SystemName into, bool isBeforeRetry, bool waits)
    {
        var hold = HoldCodes.Hold(HoldCodes.FieldRejected, FieldSync.CauseOf(People, into, FieldValue.Of("true"))) with { RetryAt = isBeforeRetry ? Now.AddHours(1) : Now };
        var pair = Alone(Lead) with { Fields = Alone(Lead).Fields.SetItem(ConsentRules.HubSpotOptOut, new FieldState { Hold = hold }) };

        var decision = Decide(pair, into == SystemName.HubSpot ? Beside("false", "true") : Beside("true", "false"), mapping: People);

        Assert.Equal(waits, decision is Decision.Settle { Pair.Hold.Code: HoldCodes.Sibling });
        Assert.Equal(!waits, decision is Decision.Write);
    }

    [Fact]
    public void A_contact_whose_address_is_a_linked_leads_hears_of_its_no_from_its_own_linked_contact_alone()
    {
        var lead = Row(Lead, "Email", ConsentRules.SalesforceOptOut, "true");
        var evidence = Read(Row(Contact, "email", ConsentRules.HubSpotOptOut, "false"), null) with { ByMatch = [new Candidate(lead, Numbered(50))] };

        Assert.Equal(HoldCodes.Sibling, Settled(Alone(Contact), evidence, mapping: People).Pair.Hold?.Code);
    }

    [Fact]
    public void Without_opt_outs_in_the_mapping_a_sibling_only_waits()
    {
        var mapping = World.People();

        Assert.Equal(HoldCodes.Sibling, Settled(Alone(Lead), Beside("true", "false"), mapping: mapping).Pair.Hold?.Code);
    }

    private static Evidence Beside(string? contact, string? lead) => Read(null, Row(Lead, "Email", ConsentRules.SalesforceOptOut, lead)) with
    {
        ByMatch = [new Candidate(Row(Contact, "email", ConsentRules.HubSpotOptOut, contact), Owner: Numbered(50))],
    };

    private static Observation Row(RecordKey key, string email, string optOut, string? value) =>
        value == "not shown" ? Seen(key, (email, "ana@acme.test")) : Seen(key, (email, "ana@acme.test"), (optOut, value));
}
