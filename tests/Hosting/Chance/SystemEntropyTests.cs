using Integration.Hosting.Chance;

namespace Integration.Hosting.Tests.Chance;

public sealed class SystemEntropyTests
{
    [Fact]
    public void Ids_are_version_7_distinct_and_ordered_by_their_instant()
    {
        var entropy = new SystemEntropy();
        var ids = Enumerable.Range(0, 1000).Select(step => entropy.NextId(Times.Noon.AddMilliseconds(step))).ToList();
        Assert.All(ids, id => Assert.Equal(7, id.Version));
        Assert.Equal(1000, ids.Distinct().Count());
        Assert.Equal(ids.Select(id => id.ToString()).Order(StringComparer.Ordinal), ids.Select(id => id.ToString()));
    }

    [Fact]
    public void Chance_stays_between_0_and_1_and_fills_the_range()
    {
        var entropy = new SystemEntropy();
        var draws = Enumerable.Range(0, 10_000).Select(_ => entropy.NextDouble()).ToList();
        Assert.All(draws, draw => Assert.InRange(draw, 0, 0.9999999999999999));
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(draws.Count(draw => (int)(draw * 10) == tenth), 700, 1300));
    }
}
