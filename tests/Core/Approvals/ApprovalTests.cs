using Integration.Core.Agreements;
using Integration.Core.Approvals;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Approvals;

public sealed class ApprovalTests
{
    private static readonly Signature Marketing = new("h3", TeamSide.Marketing, "mia@acme.test", Monday);
    private static readonly Signature Sales = new("h3", TeamSide.Sales, "Sam@acme.test ", Monday);

    [Fact]
    public void An_agreement_is_live_with_one_signature_of_each_side_and_not_before()
    {
        Assert.Equal([TeamSide.Marketing, TeamSide.Sales], Approval.Of(Terms, []).Missing);
        Assert.Equal([TeamSide.Sales], Approval.Of(Terms, [Marketing, Marketing]).Missing);
        Assert.True(Approval.Of(Terms, [Marketing, Sales]).IsLive);
    }

    [Fact]
    public void A_change_needs_both_signatures_again()
    {
        var changed = Terms with { Hash = "h4" };

        Assert.Equal(2, Approval.Of(changed, [Marketing, Sales]).Missing.Length);
        Assert.Contains("another content", Approval.ProblemOf(changed, Marketing)!.What);
    }

    [Fact]
    public void A_signature_by_the_wrong_side_or_a_stranger_does_not_count_and_says_who_may()
    {
        var wrongSide = Approval.ProblemOf(Terms, Marketing with { Side = TeamSide.Sales })!;
        Assert.Contains("signs for the other side", wrongSide.What);
        Assert.Contains("sam@acme.test", wrongSide.Mend);

        Assert.Contains("not the signatory", Approval.ProblemOf(Terms, Marketing with { Signatory = "eve@acme.test" })!.What);
        Assert.Contains("one person for both", Approval.ProblemOf(Terms with { Signatories = new Signatories("mia@acme.test", "MIA@acme.test") }, Marketing)!.What);
    }

    [Fact]
    public void In_force_is_the_highest_version_that_both_signed()
    {
        var (old, next) = (Terms with { Version = 2, Hash = "h2" }, Terms with { Version = 4, Hash = "h4" });
        Signature[] signatures = [Marketing, Sales, Marketing with { Hash = "h2" }, Sales with { Hash = "h2" }, Marketing with { Hash = "h4" }];

        Assert.Equal(3, Approval.InForce([old, next, Terms], signatures)!.Version);
        Assert.Null(Approval.InForce([next], signatures));
    }

    [Fact]
    public void The_order_of_keys_does_not_change_the_content_and_the_order_of_rules_does()
    {
        Assert.Equal(ContentHash.Of("""{"a":1,"b":[1,2]}"""), ContentHash.Of("""{ "b": [1, 2], "a": 1.0 }"""));
        Assert.NotEqual(ContentHash.Of("""{"a":1,"b":[1,2]}"""), ContentHash.Of("""{"a":1,"b":[2,1]}"""));
        Assert.NotEqual(ContentHash.Of("""{"a":1}"""), ContentHash.Of("""{"a":"1"}"""));
    }
}
