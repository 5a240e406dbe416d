using Integration.Core.Kpis;
using Integration.Core.Tests;
using Integration.Core.Tests.Quarter;

namespace Integration.Handoff.Tests.Quarter;

/// <summary>
/// The quarter of a year of a believable company, through the role's rounds and its ledger: 500 persons a week, four habits, two zones, two holidays,
/// two clock changes, leads that become Contacts, are given to somebody else, turn out to be two of one person, clocks that stand still, and a second version
/// of the Agreement in the middle. Verdicts, clocks and figures equal what loops over minutes say.
/// </summary>
[Trait("Category", "Long")]
public sealed class RoleQuarterTests
{
    private const int SecondFrom = 6 * 7 * 1440 + 9 * 60 + 17;
    private const int PeopleAtOnce = 100;

    [Theory(Skip = "a quarter takes minutes, and few draws were asked for", SkipWhen = nameof(Draws.AreFew), SkipType = typeof(Draws))]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_quarter_of_a_year_through_the_service_comes_out_as_the_slow_way_says(int seed, bool late)
    {
        var people = Script.People(seed);
        // But for two who are one, nobody's handoff depends on another's here. So few people at a time have a ledger of their own, which looks through few when it looks for what is due.
        var quarters = people.Chunk(PeopleAtOnce).Select((some, number) => (Some: some, Quarter: new RoleQuarter(seed, late, SecondFrom, number))).ToList();
        await Parallel.ForEachAsync(quarters, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (each, _) => await each.Quarter.LiveAsync(each.Some));

        var slow = new SlowQuarter(seed, late, people, SecondFrom, served: true);
        var counted = new Dictionary<KpiId, decimal>();
        foreach (var (some, quarter) in quarters)
        {
            var logs = await quarter.ReadAsync();
            Comparing.Lives(some, slow, quarter.People.ToDictionary(one => one.Person.Number, one => one.Verdicts), logs);
            Assert.All(logs.Values, log => Assert.Equal(log.SentAt < Minutes.At(SecondFrom) ? 1 : 2, log.Version));
            foreach (var (id, count) in Comparing.Figures(some, slow, await quarter.FiguresAsync())) counted[id] = counted.GetValueOrDefault(id) + count;
        }
        Assert.DoesNotContain(0, counted.Values);
        Assert.Equal(slow.Rows.Values.Count(row => row.IsMerged), quarters.Sum(each => each.Quarter.Merged));
        Assert.All(new Func<Row, bool>[] { row => row.IsMerged, row => row.Moved is not null, row => row.Paused is not null }, happens => Assert.True(slow.Rows.Values.Count(happens) > 20));
    }
}
