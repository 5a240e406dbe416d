using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Routing;
using Integration.Core.Shadows;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Shadows;

public sealed class ShadowTests
{
    [Fact]
    public void A_shadow_says_whom_it_would_treat_otherwise_and_why()
    {
        var stricter = Terms with { Version = 4, Products = [Terms.Products[0] with { Qualified = new Condition.Named("score", new Condition.Scored(ScoredPart.Total, 90)) }] };

        var difference = Assert.Single(Shadow.Compare(Terms, stricter, Ready, [], Staff, Monday));

        Assert.Equal((VerdictKind.Ready, VerdictKind.NotReady), (difference.Live!.Value, difference.Shadow!.Value));
        Assert.Equal("not ready: score is 78, less than 90", difference.ShadowWords);
        Assert.Empty(Shadow.Compare(Terms, stricter, Ready.With("country", "FR"), [], Staff, Monday));
    }

    [Fact]
    public void Another_owner_and_a_new_product_are_differences_too()
    {
        var queued = Terms with { Handover = Terms.Handover with { Owner = [new RoutingStep.Queue("Inbound", "00G000000000001AAA")] } };
        var owner = Assert.Single(Shadow.Compare(Terms, queued, Ready, [], Staff, Monday));
        Assert.Equal(("to Ana by round robin emea", "to queue Inbound"), (owner.LiveWords, owner.ShadowWords));

        var wider = Terms with { Products = [.. Terms.Products, Terms.Products[0] with { Name = "rocket" }] };
        var product = Assert.Single(Shadow.Compare(Terms, wider, Ready, [], Staff, Monday));
        Assert.Equal(("rocket", (VerdictKind?)null), (product.Product, product.Live));
    }
}
