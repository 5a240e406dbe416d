using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.References;
using static Integration.Core.Tests.References.ReferringTests;

namespace Integration.Core.Tests.References;

/// <summary>A contact whose association waits for a company.</summary>
public sealed class WaitingAssociationTests
{
    /// <summary>Found by the simulator of references (seed 465): the association was taken for waiting, and came a day after its company.</summary>
    [Fact]
    public void An_association_that_waited_is_written_right_after_the_rest_once_its_company_is_linked()
    {
        var pair = Waiting(Pair("7", "A8", "7", "A7", salesforceTitle: "CTO"));

        var first = Assert.IsType<Decision.Write>(Decide(pair, ("7", new Counterpart.Linked("A7")), ("A8", new Counterpart.Linked("8"))));

        Assert.Equal(["jobtitle"], first.Pair.IntoHubSpot!.Values.Names);
        Assert.Null(first.Pair.Field(Company.HubSpot).Hold);
        Assert.True(Referring.IsLeft(ReferringTests.People, first.Pair));
    }

    /// <summary>Found by the simulator of references (seed 2223): the row was taken out, and what had held its field was listed for ever.</summary>
    [Fact]
    public void A_row_that_was_taken_out_holds_nothing_and_keeps_its_bases()
    {
        var pair = Waiting(Pair("8", "A7", "7", "A7"));

        var settled = Assert.IsType<Decision.Settle>(Decide(ReferringTests.People with { Version = "2", Fields = ReferringTests.People.Fields.Remove(Company) }, pair));

        Assert.Equal((null, "7", null), (settled.Pair.Field(Company.HubSpot).Hold, settled.Pair.Field(Company.HubSpot).BaseHubSpot.Text, settled.DueAt));
    }

    private static Pair Waiting(Pair pair) => pair with
    {
        Fields = pair.Fields.SetItem(Company.HubSpot, pair.Field(Company.HubSpot) with { Hold = HoldCodes.Hold(HoldCodes.FieldWaitsForRecord, "x") with { WaitsOn = "Salesforce/Account/A8", RetryAt = new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero) } }),
    };
}
