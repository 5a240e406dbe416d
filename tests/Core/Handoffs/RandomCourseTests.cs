using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Records;
using Integration.Core.Tests.Agreements;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>Long random courses: everything that can be seen, late, twice and in any order, with the clock running in between.</summary>
public sealed class RandomCourseTests
{
    private static readonly RecordKey Lead = new(SystemName.Salesforce, "Lead", "00Q000000000001AAA");
    private static readonly Agreement WithGivingUp = Terms with { FollowUp = Terms.FollowUp with { GiveUpAfter = BusinessDuration.OfDays(12) } };

    [Fact]
    public void Every_course_keeps_the_promises_of_a_handoff()
    {
        var seen = new HashSet<(HandoffState, Type)>();
        var ends = new Dictionary<HandoffState, int>();
        for (var seed = 0; seed < Draws.Of(3_000); seed++)
        {
            var random = new Random(seed);
            var course = new Course(seed % 2 == 0 ? Terms : WithGivingUp);
            var told = new List<Observed>();
            var now = Monday;
            for (var step = 0; step < 25; step++)
            {
                now = now.AddMinutes(random.Next(1, 2 * 1440));
                if (random.Next(3) > 0) course.RunUntil(now);
                var observed = told.Count > 0 && random.Next(4) == 0 ? told[random.Next(told.Count)] : Drawn(random, now);
                told.Add(observed);
                seen.Add((course.State, observed.GetType()));
                var before = course.Handoff;
                course.See(observed, now);
                Holds(course, before, seed);
            }
            course.RunUntil(now.AddDays(400));
            Holds(course, course.Handoff, seed);
            ends[course.State] = ends.GetValueOrDefault(course.State) + 1;
        }
        Assert.True(seen.Count > 100 || Draws.AreFew, $"only {seen.Count} pairs of state and observation were met");
        Assert.True(ends.Count >= 6 || Draws.AreFew, $"only these ends were met: {string.Join(", ", ends)}");
    }

    [Fact]
    public void What_is_seen_twice_in_a_row_is_seen_once()
    {
        for (var seed = 0; seed < Draws.Of(2_000); seed++)
        {
            var random = new Random(seed);
            var course = new Course(Terms);
            var now = Monday;
            for (var step = 0; step < 15; step++)
            {
                now = now.AddMinutes(random.Next(1, 1440));
                var observed = Drawn(random, now);
                course.See(observed, now);
                var again = Advance.Of(course.Handoff, observed, course.Context, now);
                Assert.True(ReferenceEquals(course.Handoff, again.Handoff) && again.Events.IsEmpty, $"seed {seed} step {step}: {observed} seen again led to {string.Join(' ', again.Events.Select(one => one.Kind))}");
            }
        }
    }

    private static void Holds(Course course, Handoff before, int seed)
    {
        var handoff = course.Handoff;
        void That(bool holds, string what) => Assert.True(holds, $"seed {seed}: {what}; {course.Told}");
        That(course.Log.Select(one => one.Sequence).SequenceEqual(Enumerable.Range(1, course.Log.Count)), "events are numbered without gaps");
        That(before.IsOpen || !handoff.IsOpen, "a closed handoff is not opened again");
        That(handoff.IsOpen || course.Timers.IsEmpty, "a closed handoff has no timers");
        That(!handoff.IsOpen || handoff.State is not (HandoffState.Failed or HandoffState.Withdrawn or HandoffState.Won), "an end is closed");
        That(course.Log.Count(one => one.Kind == HandoffEventKind.Closed) == (handoff.IsOpen ? 0 : 1), "it closes once");
        That(course.Log.Count(one => one.Kind == HandoffEventKind.Delivered) <= 1, "it is delivered once");
        That(course.Log.Count(one => one.Kind == HandoffEventKind.AcceptedImplicitly) <= 1, "it is accepted by deed once");
        That(course.Log.Count(one => one is { Kind: HandoffEventKind.Breached, Reason: "first-touch" }) <= handoff.Spell, "each owner misses the first touch once at most");
        That(course.Asks.Select(ask => ask.Id).Distinct().Count() == course.Asks.Count, "no two asks have one id");
        That(course.Timers.Select(timer => timer.Id).Distinct().Count() == course.Timers.Length, "no two timers have one id");
        That(!course.Timers.Any(timer => handoff.Fired.Contains(timer.Id)), "no timer fires twice");
        That(handoff.State is not (HandoffState.Accepted or HandoffState.Working or HandoffState.Recycled) || handoff.AcceptedAt is not null || handoff.Touches.IsEmpty, "what is accepted has a time");
        That(seed % 5 > 0 || handoff.SentAt is null || ParityParts.Of(handoff) is { } part && part == ParityParts.Of(HandoffLog.Of(course.Log)), "state and log tell the same part of what was sent, and none is a gap");
        That(handoff.Touches.Select(touch => touch.At).Order().SequenceEqual(handoff.Touches.Select(touch => touch.At)), "touches stand in order");
    }

    private static Observed Drawn(Random random, DateTimeOffset now)
    {
        var at = now.AddMinutes(-random.Next(0, random.Next(3) == 0 ? 5 * 1440 : 30));
        return random.Next(16) switch
        {
            0 or 1 => new Observed.Delivered(at, Lead),
            2 => new Observed.Status(at, Pick(random, "Open", "Accepted", "Working", "Rejected", "Nurture", "Parked")!, Pick(random, null, "bad-timing", "not-icp", "rude")),
            3 => new Observed.Status(at, Pick(random, "Accepted", "Working")!),
            4 => new Observed.Answer(at, (StatusMeaning)random.Next(5), Pick(random, null, "no-budget")),
            5 or 6 or 7 => new Observed.Touched(at, $"t{random.Next(12)}", "call", random.Next(4) > 0),
            8 => new Observed.Converted(at, new RecordKey(SystemName.Salesforce, "Contact", "003")),
            9 or 10 => Deal(random, at),
            11 => new Observed.OwnedBy(at, Staff.Reps[random.Next(4)].SalesforceId),
            12 => new Observed.OwnerGone(at, Staff.Reps[random.Next(2)].SalesforceId),
            13 => random.Next(2) == 0 ? new Observed.PauseAsked(at, "asked to wait") : new Observed.ResumeAsked(at),
            14 => random.Next(6) == 0 ? new Observed.PersonGone(at, (GoneHow)random.Next(3)) : new Observed.Merged(at, Pair, random.Next(12) == 0),
            _ => random.Next(6) == 0 ? new Observed.Undeliverable(at, "X") : new Observed.Delivered(at, Lead),
        };
    }

    private static Observed.Deal Deal(Random random, DateTimeOffset at)
    {
        var closed = random.Next(2) == 0;
        var deal = new Opportunity(
            new RecordKey(SystemName.Salesforce, "Opportunity", $"006{random.Next(2)}"), Monday.AddDays(random.Next(-1, 3)), closed ? "Closed" : "Open", random.Next(3) * 1_000, "EUR", closed, closed && random.Next(3) == 0,
            Pick(random, null, "price"), Pick(random, null, "none"));
        return new Observed.Deal(at, deal);
    }

    private static string? Pick(Random random, params string?[] of) => of[random.Next(of.Length)];
}
