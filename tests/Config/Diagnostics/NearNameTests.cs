using Integration.Config.Diagnostics;

namespace Integration.Config.Tests.Diagnostics;

public sealed class NearNameTests
{
    [Theory]
    [InlineData("Lead_Source", "LeadSource")]
    [InlineData("leadsource", "LeadSource")]
    [InlineData("emial", "email")]
    [InlineData("frstname", "firstname")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("shoe_size", null)]
    public void The_near_name_is_found_and_a_far_one_is_not(string name, string? near) =>
        Assert.Equal(near, NearName.Of(name, ["LeadSource", "email", "firstname", "lastname"]));

    [Fact]
    public void A_very_long_name_is_not_compared() => Assert.Null(NearName.Of(new string('a', 100_000), ["email"]));
}
