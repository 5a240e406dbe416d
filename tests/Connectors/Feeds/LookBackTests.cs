using Integration.Connectors.Feeds;
using Integration.Tests.Shared;

namespace Integration.Connectors.Tests.Feeds;

public class LookBackTests
{
    [Fact]
    public void The_first_pass_reaches_all_the_way_and_then_one_in_every_half_of_it()
    {
        var clock = new Clock();
        var lookBack = new LookBack(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20), clock);

        Assert.Equal(TimeSpan.FromMinutes(5), lookBack.Next());
        Assert.Equal(TimeSpan.FromSeconds(20), lookBack.Next());
        clock.Advance(TimeSpan.FromSeconds(149));
        Assert.Equal(TimeSpan.FromSeconds(20), lookBack.Next());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMinutes(5), lookBack.Next());
        Assert.Equal(TimeSpan.FromSeconds(20), lookBack.Next());
    }

    [Fact]
    public void A_full_look_back_below_the_brief_one_is_never_exceeded()
    {
        var lookBack = new LookBack(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), new Clock());

        Assert.Equal(TimeSpan.FromSeconds(5), lookBack.Next());
        Assert.Equal(TimeSpan.FromSeconds(5), lookBack.Next());
    }
}
