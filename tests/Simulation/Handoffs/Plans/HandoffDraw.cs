using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Handoffs.Plans;

/// <summary>Draws a plan from a seed: a working day of a few people and reps, in bursts, with what goes wrong around it.</summary>
internal sealed class HandoffDraw
{
    private static readonly string[] Titles = ["VP", "VP", "CTO", "VP CTO", "Head", "Intern"];
    private static readonly string[] Statuses =
        ["Working - Contacted", "Working - Contacted", "Closed - Not Converted/bad-timing", "Closed - Not Converted/budget", "Closed - Not Converted/not-icp", "Closed - Not Converted", "Closed - Not Converted/whim", "Strange"];
    private static readonly string[] Answers = ["accepted", "rejected/bad-timing", "rejected/budget", "recycled/bad-timing", "rejected/not-icp"];
    private static readonly string[] Stages = ["Prospecting", "Qualification", "Closed Won", "Closed Lost", "Closed Lost/price"];
    private readonly Random random;
    private readonly int people;
    private readonly bool hasLife, hasCrashes, hasOutages, hasStaff, hasVersion;
    private readonly List<WorkStep> steps = [];
    private long at;
    private int token = 100;

    private HandoffDraw(Random random)
    {
        this.random = random;
        people = random.Next(1, 5);
        (hasLife, hasCrashes, hasOutages, hasStaff, hasVersion) = (One(2), One(2), One(3), One(3), One(3));
    }

    public static HandoffPlan Of(int seed)
    {
        var random = new Random(seed);
        bool Half() => random.Next(2) == 0;
        double Maybe(double most) => Half() ? 0 : most * random.NextDouble();
        var net = new Knobs
        {
            RequestLost = Maybe(0.15),
            AnswerLost = Maybe(0.2),
            Limited = Maybe(0.05),
            RecordFails = Maybe(0.1),
            HintDropped = Half() ? 0 : 0.5 * random.NextDouble(),
            HintDoubled = Maybe(0.5),
            HintDelaySeconds = Half() ? 0 : random.Next(1, 3_600),
            SecondWorker = Half(),
            LatencyMs = Half() ? 100 : random.Next(1, 4_000),
            LedgerMs = Half() ? random.Next(1, 400) : 0,
            Sqlite = seed % 25 == 7,
        };
        // Drawn apart, so that a seed is the same day as before with other clocks.
        var clocks = new Random(~seed);
        int Skew() => clocks.Next(2) == 0 ? 0 : clocks.Next(-600, 600);
        if (clocks.Next(3) == 0) net = net with { HubSpotSkewSeconds = Skew(), SalesforceSkewSeconds = Skew() };
        var (holds, queue) = (random.Next(3) == 0, Half());
        var draw = new HandoffDraw(random);
        draw.Begin();
        var count = random.Next(5, 40);
        for (var made = 0; made < count; made++) draw.Next();
        if (clocks.Next(6) == 0) draw.steps.Add(new WorkStep(clocks.NextInt64(draw.at + 1), HandoffDeed.ClockBack, 0, clocks.Next(1, 600), "", clocks.Next(2)));
        return new HandoffPlan(seed, net, holds, queue, [.. draw.steps.OrderBy(step => step.At)]);
    }

    private void Begin()
    {
        for (var person = 0; person < people; person++)
        {
            at += random.Next(120_000);
            Add(HandoffDeed.Arrive, person, ++token, Titles[random.Next(Titles.Length)]);
            if (One(2)) Add(HandoffDeed.View, person, ++token);
        }
    }

    private void Next()
    {
        at += One(3) ? random.Next(2_000) : One(2) ? random.Next(1_200_000) : random.Next(4_800_000);
        var (person, other) = (random.Next(people), random.Next(people));
        token++;
        var last = steps[^1];
        // The same request again, as a workflow does that heard no answer; the reason a moment after the status.
        if (last.Deed == HandoffDeed.Ask && One(2)) steps.Add(last with { At = at });
        else if (random.Next(8) > 0 || !Weather(person)) Human(person, other);
    }

    private void Human(int person, int other)
    {
        switch (random.Next(28))
        {
            case 0 or 1: Add(HandoffDeed.Title, person, 0, Titles[random.Next(Titles.Length)]); break;
            case 2: Add(HandoffDeed.Company, person, token); break;
            case 3: Add(One(3) ? HandoffDeed.OptIn : HandoffDeed.OptOut, person); break;
            case 4 or 5 or 6 or 7: Add(HandoffDeed.View, person, token); break;
            case 8 or 9: Add(HandoffDeed.Ask, person, token, One(2) ? "" : One(2) ? "core" : One(3) ? "none" : "plus"); break;
            case 10 or 11 or 12: Status(person); break;
            case 13 or 14 or 15: Add(HandoffDeed.Answer, person, token, Answers[random.Next(Answers.Length)]); break;
            case 16: Add(One(3) ? HandoffDeed.Resume : HandoffDeed.Pause, person, token, One(4) ? "no such reason" : "asked to wait"); break;
            case 17 or 18: Add(HandoffDeed.Touch, person, token); break;
            case 19: Add(One(2) ? HandoffDeed.TickOff : HandoffDeed.MachineMail, person, token); break;
            case 20: Add(HandoffDeed.GiveTo, person, 0, "", random.Next(4)); break;
            case 21: Convert(person); break;
            case 22 or 23: Add(HandoffDeed.Deal, person, token, Stages[random.Next(Stages.Length)]); break;
            case 24 when hasLife: Add(One(2) ? HandoffDeed.Merge : HandoffDeed.MergeLeads, person, 0, "", other); break;
            case 25 when hasLife: Add(One(3) ? HandoffDeed.DeleteLead : HandoffDeed.Delete, person); break;
            case 26 when hasLife: Add(HandoffDeed.Restore, person); break;
            default: Add(HandoffDeed.Touch, person, token); break;
        }
    }

    private void Status(int person)
    {
        var text = Statuses[random.Next(Statuses.Length)];
        if (text.EndsWith("timing", StringComparison.Ordinal) && One(2))
        {
            Add(HandoffDeed.Status, person, 0, "Closed - Not Converted");
            at += random.Next(90_000);
        }
        Add(HandoffDeed.Status, person, 0, text);
        // Second thoughts: a no that becomes a yes within the minute, or the other way about.
        if (One(5)) steps.Add(new WorkStep(at + random.Next(60_000), HandoffDeed.Status, person, 0, Statuses[random.Next(Statuses.Length)]));
    }

    /// <summary>The lead becomes a Contact, most often for a deal that then goes its way.</summary>
    private void Convert(int person)
    {
        Add(HandoffDeed.Convert, person);
        for (var moves = random.Next(4); moves > 0; moves--)
        {
            at += random.Next(3_600_000);
            Add(HandoffDeed.Deal, person, ++token, Stages[random.Next(Stages.Length)]);
        }
    }

    /// <summary>What nobody wants; false when this seed has none of it.</summary>
    private bool Weather(int person)
    {
        var seconds = One(2) ? random.Next(1, 120) : random.Next(120, 3_600);
        switch (random.Next(7))
        {
            case 0 or 1 when hasCrashes:
                // Shortly after a deed, so that it strikes between what is decided and what is stored.
                Add(HandoffDeed.Title, person, 0, "VP");
                steps.Add(new WorkStep(at + random.Next(20_000), HandoffDeed.Crash));
                return true;
            case 2 when hasCrashes: steps.Add(new WorkStep(at + random.Next(20_000), HandoffDeed.Sleep, 0, random.Next(1, 900))); return true;
            case 3 when hasOutages: Add(One(2) ? HandoffDeed.LedgerGone : HandoffDeed.QuotaGone, 0, seconds); return true;
            case 4 when hasStaff: Add(HandoffDeed.RepLeaves, 0, 0, "", random.Next(3)); return true;
            case 5 when hasStaff: Add(HandoffDeed.Absence, 0, random.Next(600, 20_000), "", random.Next(3)); return true;
            case 6 when hasVersion && steps.All(step => step.Deed != HandoffDeed.NextVersion): Add(HandoffDeed.NextVersion, 0, One(2) ? 0 : random.Next(3_600)); return true;
            default: return false;
        }
    }

    private void Add(HandoffDeed deed, int person = 0, int number = 0, string text = "", int other = 0) => steps.Add(new WorkStep(at, deed, person, number, text, other));

    private bool One(int of) => random.Next(of) == 0;
}
