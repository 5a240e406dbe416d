using System.Collections.Immutable;

namespace Integration.Core.Tests.Quarter;

/// <summary>What one person is, and does, in minutes since the quarter's start.</summary>
/// <param name="Number">Unique.</param>
/// <param name="Arrives">When HubSpot has the person.</param>
/// <param name="Views">When the person looks at the prices, in order.</param>
internal sealed record Person(int Number, int Arrives, string Country, int Size, string Title, int? OptsOut, ImmutableArray<int> Views)
{
    public Guid Id => new(Number, 0, 0, new byte[8]);
}

/// <summary>What sales does with one handoff, in minutes after it was sent. Null = never.</summary>
internal sealed record Deeds(int Delivered, int? Touched, int? Accepted, int? Rejected, string? RejectReason, int? ReasonAt, int? Working, int? Opportunity, int? Closed, bool Won, bool Told);

/// <summary>Draws people and habits; the same seed gives the same quarter.</summary>
internal static class Script
{
    private const int Week = 7 * 1440;
    private static readonly string[] Countries = ["DE", "AT", "US", "CA", "FR"];
    private static readonly string[] Titles = ["VP Sales", "Director of IT", "Engineer", "Student"];

    public static IReadOnlyList<Person> People(int seed)
    {
        var random = new Random(seed);
        var people = new List<Person>();
        for (var week = 0; week < Company.Weeks; week++)
            for (var number = 0; number < Company.PersonsAWeek; number++)
            {
                var arrives = week * Week + random.Next(Week);
                var views = Enumerable.Range(0, random.Next(5)).Select(_ => arrives + random.Next(-3 * 1440, 20 * 1440)).Order().Distinct();
                people.Add(new Person(people.Count + 1, arrives, Countries[random.Next(Countries.Length)], random.Next(10, 200), Titles[random.Next(Titles.Length)],
                    random.Next(12) == 0 ? arrives + random.Next(30 * 1440) : null, [.. views]));
            }
        return people;
    }

    /// <summary>What the owner will do; habits go by who it is.</summary>
    public static Deeds Of(string owner, int person, int sent, int seed)
    {
        var random = new Random(seed * 1_000_003 + person);
        var delivered = 1 + random.Next(3);
        int? touched = owner switch
        {
            "Fast" => 5 + random.Next(400),
            "Slow" => 1440 + random.Next(4 * 1440),
            "Away" => Back(sent, 10 + random.Next(1440)),
            "Never" => null,
            _ => random.Next(2) == 0 ? 600 + random.Next(6 * 1440) : null,
        };
        // A no without a single call.
        if (touched is { } blunt && owner != "Fast" && random.Next(5) == 0)
            return new Deeds(delivered, null, null, blunt, "bad-timing", random.Next(3) == 0 ? null : blunt + random.Next(0, 3) * 300, null, null, null, false, false);
        if (touched is not { } touch) return new Deeds(delivered, null, null, null, null, null, null, null, null, false, false);
        var answer = touch + random.Next(1, 2 * 1440);
        if (random.Next(3) == 0) return new Deeds(delivered, touch, null, answer, "bad-timing", random.Next(3) == 0 ? null : answer + random.Next(0, 3) * 300, null, null, null, false, false);
        int? accepted = random.Next(4) == 0 ? null : answer;
        int? working = accepted is { } yes && random.Next(4) > 0 ? yes + random.Next(1, 9 * 1440) : null;
        int? opportunity = random.Next(3) > 0 ? (working ?? accepted ?? answer) + random.Next(1, 15 * 1440) : null;
        int? closed = opportunity is { } deal && random.Next(3) > 0 ? deal + random.Next(1, 20 * 1440) : null;
        return new Deeds(delivered, touch, accepted, null, null, null, working, opportunity, closed, random.Next(2) == 0, random.Next(3) > 0);
    }

    // Whoever is away does nothing until he is back.
    private static int Back(int sent, int after)
    {
        var (from, to) = ((int)(Company.Away.From - Company.Start).TotalMinutes, (int)(Company.Away.To - Company.Start).TotalMinutes);
        return sent + after >= from && sent + after < to ? to - sent + after : after;
    }
}
