using Integration.Core.Conditions;
using Integration.Core.Consents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Scopes;
using Integration.Core.Settling;
using Integration.Core.Tests.Reconciling;

namespace Integration.Core.Tests.Consents;

public sealed class ConsentTests
{
    [Theory]
    //          base h   base s   HubSpot  Salesforce  opt-in     -> HubSpot  Salesforce (null = not written)
    [InlineData("false", "false", "true", "false", "never", null, "true")]
    [InlineData("false", "false", "false", "true", "never", "true", null)]
    [InlineData(null, null, "true", "false", "never", null, "true")]         // First contact: HubSpot's no counts.
    [InlineData(null, null, "", "true", "never", "true", null)]              // HubSpot never asked is no yes.
    [InlineData("true", "true", "false", "true", "never", "true", null)]     // Let in on one side alone: put back.
    [InlineData("true", "true", "true", "false", "never", null, "true")]
    [InlineData("true", "true", "false", "true", "hubspot", null, "false")]  // The person subscribed anew where that counts.
    [InlineData("true", "true", "true", "false", "hubspot", null, "true")]   // A cleared box in Salesforce never counts.
    [InlineData("false", "true", "false", "true", "hubspot", null, null)]    // Nothing moved: nothing is done.
    [InlineData("true", "false", "false", "true", "hubspot", "true", null)]  // They had not agreed on out, so this is no opting in.
    [InlineData("true", "true", "false", "false", "never", null, null)]      // Let in on both sides: that is what opting in asks.
    public void Out_on_either_side_is_out_on_both(string? baseHubSpot, string? baseSalesforce, string hubSpot, string salesforce, string optIn, string? intoHubSpot, string? intoSalesforce)
    {
        var row = new ConsentRules { OptInFrom = optIn == "hubspot" ? SystemName.HubSpot : null }.Rows("contacts", ["Lead", "Contact"]).First();
        var state = new FieldState
        {
            BaseHubSpot = baseHubSpot is null ? FieldValue.Missing : FieldValue.Of(baseHubSpot),
            BaseSalesforce = baseSalesforce is null ? FieldValue.Missing : FieldValue.Of(baseSalesforce),
        };

        var verdict = FieldMerge.Decide(row, state, FieldValue.Of(hubSpot), FieldValue.Of(salesforce));

        Assert.Equal((intoHubSpot, intoSalesforce), (verdict.IntoHubSpot.Text, verdict.IntoSalesforce.Text));
    }

    [Fact]
    public void An_opt_out_is_written_before_the_other_fields_and_without_them()
    {
        var (world, contact, lead) = Linked();
        var sent = new List<string>();
        world.Meets = intent => { sent.Add(string.Join(' ', intent.Values.Names)); return null; };
        world.Edit(contact, "jobtitle", "COO");
        world.Edit(contact, ConsentRules.HubSpotOptOut, "true");

        world.Settle();

        Assert.Equal([ConsentRules.SalesforceOptOut, "Title"], sent);
        Assert.Equal("true", world.Value(lead, ConsentRules.SalesforceOptOut));
    }

    [Fact]
    public void An_opt_out_lands_though_Salesforce_refuses_every_other_change_of_the_lead()
    {
        var (world, contact, lead) = Linked();
        world.Meets = intent => intent.Values["Title"].IsMissing ? null : new WriteEnd.RecordRefused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", "", null);
        world.Edit(contact, "jobtitle", "COO");
        world.Settle();
        Assert.Equal(PairStatus.Held, world.PairOf(lead).Status);
        world.Edit(contact, ConsentRules.HubSpotOptOut, "true");

        world.Settle();

        Assert.Equal("true", world.Value(lead, ConsentRules.SalesforceOptOut));
    }

    [Fact]
    public void A_refused_opt_out_is_held_by_name_and_the_rest_of_the_pair_goes_on()
    {
        var (world, contact, lead) = Linked();
        world.Meets = intent => intent.Values[ConsentRules.SalesforceOptOut].IsMissing ? null : new WriteEnd.RecordRefused("LOCKED_FOR_APPROVAL", "no", "unlock it", null);
        world.Edit(contact, ConsentRules.HubSpotOptOut, "true");
        world.Edit(contact, "jobtitle", "COO");

        world.Settle();

        Assert.Equal("COO", world.Value(lead, "Title"));
        var hold = world.PairOf(lead).Field(ConsentRules.HubSpotOptOut).Hold!;
        Assert.Equal((HoldCodes.FieldRejected, "unlock it"), (hold.Code, hold.Mend));
    }

    [Fact]
    public void An_opting_in_that_is_put_back_stands_in_the_journal()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, ConsentRules.HubSpotOptOut, "true");
        world.Settle();
        world.Edit(lead, ConsentRules.SalesforceOptOut, "false");

        world.Settle();

        Assert.Equal("true", world.Value(lead, ConsentRules.SalesforceOptOut));
        Assert.Contains(world.Journal, line => line is { Kind: JournalKind.Lost, Field: ConsentRules.SalesforceOptOut, Rule: "join: opt-out" });
    }

    [Theory]
    [InlineData("contacts")]
    [InlineData("Lead")]
    public void Who_is_out_is_created_out(string from)
    {
        var world = new World(People());
        world.Add(from, from == "contacts" ? [("email", "ana@acme.test"), (ConsentRules.HubSpotOptOut, "true")] : [("Email", "ana@acme.test"), ("Company", "Acme"), (ConsentRules.SalesforceOptOut, "true")]);

        world.Settle();

        Assert.Equal("true", world.Value(world.Live("contacts").Single(), ConsentRules.HubSpotOptOut));
        Assert.Equal("true", world.Value(world.Live("Lead").Single(), ConsentRules.SalesforceOptOut));
        Assert.Equal(1, world.Writes);
    }

    [Fact]
    public void A_hard_bounce_reaches_a_lead_with_its_day_and_leaves_with_it()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, ConsentRules.HubSpotBounce, "UNKNOWN_USER");
        var at = world.Now;

        world.Settle();

        Assert.Equal("UNKNOWN_USER", world.Value(lead, ConsentRules.SalesforceBounce));
        Assert.Equal(at, DateTimeOffset.Parse(world.Value(lead, ConsentRules.SalesforceBounceDate)!, null));

        world.Edit(contact, ConsentRules.HubSpotBounce, null);
        world.Settle();
        Assert.Null(world.Value(lead, ConsentRules.SalesforceBounce));
        Assert.Null(world.Value(lead, ConsentRules.SalesforceBounceDate));
    }

    [Fact]
    public void A_lead_is_made_without_the_bounce_that_it_takes_on_an_update_only_and_gets_it_next()
    {
        var world = new World(People());
        world.Add("contacts", ("email", "ana@acme.test"), (ConsentRules.HubSpotBounce, "MAILBOX_FULL"));
        world.Meets = intent => intent.Kind == Core.Intents.IntentKind.Create && !intent.Values[ConsentRules.SalesforceBounce].IsMissing
            ? new WriteEnd.RecordRefused("INVALID_FIELD_FOR_INSERT_UPDATE", "no", "", null) : null;

        world.Settle();

        Assert.Equal("MAILBOX_FULL", world.Value(world.Live("Lead").Single(), ConsentRules.SalesforceBounce));
    }

    [Fact]
    public void An_opt_out_travels_where_the_scope_does_not_reach()
    {
        var world = new World(People() with { Scope = Customers });
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));
        var lead = world.Add("Lead", ("Email", "ana@acme.test"), ("Company", "Acme"));
        world.Settle();
        Assert.Equal((PairStatus.Held, HoldCodes.OutOfScope), (world.PairOf(lead).Status, world.PairOf(lead).Hold!.Code));
        world.Edit(lead, ConsentRules.SalesforceOptOut, "true");
        world.Edit(contact, ConsentRules.HubSpotBounce, "OTHER");

        world.Settle();

        Assert.Equal("true", world.Value(contact, ConsentRules.HubSpotOptOut));
        Assert.Equal("OTHER", world.Value(lead, ConsentRules.SalesforceBounce));
        Assert.Null(world.Value(lead, "Title"));
        Assert.Equal(HoldCodes.OutOfScope, world.PairOf(lead).Hold!.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leads_of_one_address_are_out_together_though_only_one_is_linked(bool isSiblingFirst)
    {
        var world = new World(People());
        var contact = world.Add("contacts", ("email", "ana@acme.test"));
        var first = world.Add("Lead", ("Email", "ana@acme.test"), ("Company", "Acme"));
        var sibling = world.Add("Lead", ("Email", "ana@acme.test"), ("Company", "Acme"));
        world.Settle();
        Assert.Equal(HoldCodes.Sibling, world.PairOf(sibling).Hold!.Code);

        world.Edit(isSiblingFirst ? sibling : first, ConsentRules.SalesforceOptOut, "true");
        world.Settle().Settle();

        Assert.Equal(("true", "true", "true"), (world.Value(contact, ConsentRules.HubSpotOptOut), world.Value(first, ConsentRules.SalesforceOptOut), world.Value(sibling, ConsentRules.SalesforceOptOut)));
        Assert.Equal(HoldCodes.Sibling, world.PairOf(sibling).Hold!.Code);
        Assert.Null(world.PairOf(sibling).HubSpot.Seen);
        var writes = world.Writes;
        world.Settle();
        Assert.Equal(writes, world.Writes);
    }

    [Fact]
    public void Only_a_mapping_of_people_has_consent()
    {
        Assert.Empty(new ConsentRules().Rows("companies", ["Account"]));
        Assert.Empty(new ConsentRules().Rows("companies", ["Lead"]));
        Assert.Empty(new ConsentRules().Rows("contacts", ["Account"]));
        Assert.Equal(2, new ConsentRules().Rows("contacts", ["Lead", "Contact"]).Count());
        Assert.All(new ConsentRules().Rows("contacts", ["Lead", "Contact"]), row => Assert.Empty(row.SalesforceObjects)); // Every object of the mapping has them.
        Assert.Single(new ConsentRules { Bounce = false }.Rows("contacts", ["Contact"]));
        Assert.Equal(["Lead"], new ConsentRules().Rows("contacts", ["Lead", "Person__c"]).First().SalesforceObjects);
    }

    internal static MappingScope Customers { get; } = new() { HubSpot = new Condition.Is(new FieldRef(SystemName.HubSpot, "segment", FieldType.Text), "customer") };

    internal static Mapping People() => World.People([new FieldMapping { HubSpot = "segment", Salesforce = "Segment__c" }, .. new ConsentRules().Rows("contacts", ["Lead", "Contact"])]);

    private static (World, RecordKey Contact, RecordKey Lead) Linked()
    {
        var world = new World(People());
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));
        world.Settle();
        return (world, contact, world.Live("Lead").Single());
    }
}
