using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Kpis;
using Integration.Core.Tests;
using Integration.Core.Tests.Quarter;

namespace Integration.Handoff.Tests.Quarter;

/// <summary>
/// The quarter of a year of a believable company, through the role's rounds and its ledger: 500 persons a week, four habits, two zones, two holidays,
/// two clock changes, leads that become Contacts, and a second version of the Agreement in the middle. Verdicts, clocks and figures equal what loops over minutes say.
/// </summary>
[Trait("Category", "Long")]
public sealed class RoleQuarterTests
{
    private const int SecondFrom = 6 * 7 * 1440 + 9 * 60 + 17;

    [Theory(Skip = "a quarter takes minutes, and few draws were asked for", SkipWhen = nameof(Draws.AreFew), SkipType = typeof(Draws))]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_quarter_of_a_year_through_the_service_comes_out_as_the_slow_way_says(int seed, bool late)
    {
        var people = Script.People(seed);
        // Nobody's handoff depends on another's here, so each week's people have a ledger of their own.
        var quarters = people.Chunk(Company.PersonsAWeek).Select((some, week) => (Some: some, Quarter: new RoleQuarter(seed, late, SecondFrom, week))).ToList();
        await Parallel.ForEachAsync(quarters, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (week, _) => await week.Quarter.LiveAsync(week.Some));

        var logs = new Dictionary<int, HandoffLog>();
        var receipts = ImmutableDictionary.CreateBuilder<Guid, SealedHandoff>();
        foreach (var (_, quarter) in quarters)
        {
            var (told, made) = await quarter.ReadAsync();
            foreach (var one in quarter.People.Where(one => one.Handoff is not null)) logs[one.Person.Number] = told[one.Handoff!.Value];
            foreach (var receipt in made) receipts[receipt.HandoffId] = receipt;
        }
        var slow = new SlowQuarter(seed, late, people, SecondFrom, byFields: true);
        var terms = new KpiTerms
        {
            Agreements = ImmutableDictionary.CreateRange<string, Agreement>(StringComparer.Ordinal, [new("h1", Company.Terms), new("h2", Company.Next)]),
            Roster = Company.Staff,
            InForce = [new InForce(Company.Start, 1, "h1"), new InForce(Minutes.At(SecondFrom), 2, "h2")],
        };

        Comparing.Equal(people, slow, quarters.SelectMany(week => week.Quarter.People).ToDictionary(one => one.Person.Number, one => one.Verdicts), logs, receipts.ToImmutable(), terms);
        Assert.All(logs.Values, log => Assert.Equal(log.SentAt < Minutes.At(SecondFrom) ? 1 : 2, log.Version));
        Assert.Contains(logs.Values, log => log.ConvertedAt is not null);
    }
}
