using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;

namespace Integration.Core.Tests.References;

public sealed class CounterpartTests
{
    public static TheoryData<Counterpart, string?, string> Answers => new()
    {
        // what answers to HubSpot's 1                                what may be written        U1 means the same
        { new Counterpart.Linked("U1"), "U1", "yes" },
        { new Counterpart.Linked("U2"), "U2", "no" },
        { new Counterpart.Waiting(new RecordKey(SystemName.HubSpot, "companies", "1")), null, "no" },
        { new Counterpart.Users("1", ["U1"], []), "U1", "yes" },
        { new Counterpart.Users("1", ["U2"], ["U1"]), "U2", "yes" }, // An old record may stay with whom it was.
        { new Counterpart.Users("1", ["U1", "U2"], []), null, "yes" },
        { new Counterpart.Users("1", [], ["U1"]), null, "yes" },
        { new Counterpart.Users("1", [], []), null, "no" },
        { new Counterpart.Nobody("1", "is a queue"), null, "no" },
        { new Counterpart.Unowned(), "", "no" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_answers_says_what_may_be_written_and_which_ids_mean_the_same(Counterpart answer, string? writable, string means)
    {
        Assert.Equal(writable, answer.Writable);
        Assert.Equal(means == "yes", answer.Means("U1"));
    }

    public static TheoryData<Counterpart, string, string> Holds => new()
    {
        { new Counterpart.Waiting(new RecordKey(SystemName.HubSpot, "companies", "1")), HoldCodes.FieldWaitsForRecord, "HubSpot/companies/1." },
        { new Counterpart.Users("1", ["U1", "U2"], ["U3"]), HoldCodes.FieldNoOwner, "HubSpot owner 1 has several in Salesforce: U1, U2." },
        { new Counterpart.Users("1", [], ["U3"]), HoldCodes.FieldNoOwner, "HubSpot owner 1 is deactivated in Salesforce." },
        { new Counterpart.Users("1", [], []), HoldCodes.FieldNoOwner, "HubSpot owner 1." },
        { new Counterpart.Nobody("1", "has no e-mail address"), HoldCodes.FieldNoOwner, "HubSpot owner 1 has no e-mail address." },
    };

    [Theory]
    [MemberData(nameof(Holds))]
    public void Where_nothing_may_be_written_the_hold_names_who_it_is_about_and_what_to_mend(Counterpart answer, string code, string detail)
    {
        var (held, need) = answer.WhyNot(SystemName.HubSpot);

        Assert.Equal((code, detail, code == HoldCodes.FieldWaitsForRecord ? "HubSpot/companies/1" : null), (held, need.Detail, need.WaitsOn));
    }

    [Fact]
    public void What_can_be_written_is_never_held()
    {
        Assert.Throws<InvalidOperationException>(() => new Counterpart.Linked("U1").WhyNot(SystemName.HubSpot));
        Assert.Throws<InvalidOperationException>(() => new Counterpart.Unowned().WhyNot(SystemName.Salesforce));
    }
}
