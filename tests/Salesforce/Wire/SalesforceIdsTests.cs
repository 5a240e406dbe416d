using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Tests.Wire;

public class SalesforceIdsTests
{
    [Theory]
    [InlineData("0037e00001WZ30q", "0037e00001WZ30qAAD")]
    [InlineData("00Q5g00000LeadA", "00Q5g00000LeadAEAR")]
    [InlineData("0015g00000AcctA", "0015g00000AcctAAAR")]
    [InlineData("000000000000000", "000000000000000AAA")]
    [InlineData("0037e00001WZ30qAAD", "0037e00001WZ30qAAD")]
    public void A_short_id_gets_its_check_characters_and_a_long_one_stays(string given, string normal)
    {
        Assert.True(SalesforceIds.TryNormalise(given, out var id));
        Assert.Equal(normal, id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0037e00001WZ30")]
    [InlineData("0037e00001WZ30qA")]
    [InlineData("0037e00001WZ3-q")]
    [InlineData("0037e00001WZ3éq")]
    [InlineData("0037e00001wz30qAAD")] // a spreadsheet folded its case: the check characters tell
    public void What_is_no_id_is_refused(string? given) => Assert.False(SalesforceIds.TryNormalise(given, out _));

    [Theory]
    [InlineData("00Q5g00000LeadAEAR", "Lead")]
    [InlineData("0035g00000ContAAAR", "Contact")]
    [InlineData("a015g00000CustAAAR", null)]
    public void The_first_three_characters_name_the_object(string id, string? name) => Assert.Equal(name, SalesforceIds.ObjectOf(id));
}
