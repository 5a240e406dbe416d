namespace Integration.Architecture.Tests.Mirror;

public class MirrorTests
{
    [Fact]
    public void The_HubSpot_and_the_Salesforce_worker_mirror_each_other_file_for_file()
    {
        var oneSided = Exemptions.Read("tests/Architecture/Mirror/one-sided.txt");
        var violations = MirrorCheck.Compare("services", Repository.FilesBelow("services/HubSpot"), Repository.FilesBelow("services/Salesforce"), oneSided);

        Violation.AssertNone([.. violations, .. oneSided.Broken]);
    }

    [Fact]
    public void A_file_that_only_one_worker_has_is_reported_with_the_name_that_is_missing()
    {
        var none = new Exemptions("table", "");

        var found = MirrorCheck.Compare("services", ["services/HubSpot/Reads/HubSpotReader.cs", "services/HubSpot/Client.cs"], ["services/Salesforce/Reads/SalesforceReader.cs"], none);

        Assert.StartsWith("services/HubSpot/Client.cs:1: error: Salesforce has no counterpart of this file of HubSpot, use services/Salesforce/Client.cs", Assert.Single(found).ToString());
    }

    [Fact]
    public void Counterparts_under_the_vendors_own_nouns_need_each_other()
    {
        const string table = "HubSpot/KeyProperty.cs = Salesforce/KeyField.cs: the vendors' words for our key\n";
        var both = new Exemptions("table", table);
        var half = new Exemptions("table", table);

        Assert.Empty(MirrorCheck.Compare("services", ["services/HubSpot/KeyProperty.cs"], ["services/Salesforce/KeyField.cs"], both));
        Assert.Empty(both.Broken);
        Assert.Single(MirrorCheck.Compare("services", ["services/HubSpot/KeyProperty.cs"], [], half));
        Assert.Single(half.Broken);
    }

    [Fact]
    public void An_exemption_needs_a_reason_and_must_still_be_needed()
    {
        var table = new Exemptions("table", "# comment\nHubSpot/Client.cs: only HubSpot signs its webhooks\nHubSpot/Gone.cs: only HubSpot had this once\nHubSpot/Silent.cs\n");

        Assert.Empty(MirrorCheck.Compare("services", ["services/HubSpot/Client.cs"], [], table));
        Assert.Equal(
            ["table:4: error: 'HubSpot/Silent.cs' gives no reason, use 'what is exempt: why it has to be'", "table:3: error: 'HubSpot/Gone.cs' exempts nothing any more, use one line less"],
            table.Broken.Select(violation => violation.ToString()));
    }
}
