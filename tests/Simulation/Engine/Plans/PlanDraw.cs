namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>Draws a plan from a seed. Each knob is off in half of the seeds or more, so that faults do not hide each other.</summary>
internal static class PlanDraw
{
    /// <param name="seed">Any.</param>
    /// <param name="isWider">With rival writers and mass deletions, which draw from a stream of their own: all else is the same plan.</param>
    public static Plan Of(int seed, bool isWider = false)
    {
        var random = new Random(seed);
        bool Half() => random.Next(2) == 0;
        bool One(int of) => random.Next(of) == 0;
        double Maybe(double most) => Half() ? 0 : most * random.NextDouble();
        int Skew() => Half() ? 0 : random.Next(-600, 600);
        var knobs = new Knobs
        {
            RequestLost = Maybe(0.2),
            AnswerLost = Maybe(0.3),
            Zombie = Maybe(0.15),
            Limited = Maybe(0.1),
            RecordFails = Maybe(0.2),
            HintDropped = Half() ? 0 : 0.1 + 0.8 * random.NextDouble(),
            HintDoubled = Maybe(0.5),
            HintDelaySeconds = Half() ? 0 : random.Next(1, 1200),
            HintsClaim = Half(),
            Polls = Half(),
            PollsLookBack = Half(),
            SweepsInStorm = Half(),
            SecondWorker = Half(),
            Rejects = Half(),
            Formats = Half(),
            Automates = One(3),
            DeletesPropagate = Half(),
            HubSpotSkewSeconds = Skew(),
            SalesforceSkewSeconds = Skew(),
            OwnSkewSeconds = Skew(),
            ProcessSkewSeconds = Half() ? 0 : random.Next(1, 15),
            LateSeconds = One(3) ? random.Next(1, 60) : 0,
            SearchLagSeconds = Half() ? 0 : random.Next(1, 600),
            LatencyMs = Half() ? 100 : random.Next(1, 4000),
            LedgerMs = One(4) ? random.Next(1, 400) : 0,
            // One in a hundred on the ledger that ships with the product; the others on dictionaries, for speed.
            Sqlite = seed % 100 == 7,
        };
        var steps = StepDraw.Of(random, knobs);
        var later = new Random(unchecked((seed * 31) + 7));
        if (!isWider) return new Plan(seed, knobs, [.. steps.OrderBy(step => step.At)]);
        if (later.Next(5) == 0) knobs = knobs with { Rivals = true };
        if (later.Next(6) == 0) (knobs, steps) = (knobs with { DeletesPropagate = true, DeletesPerHour = later.Next(1, 3) }, [.. steps, .. StepDraw.MassDeletion(later, steps)]);
        return new Plan(seed, knobs, [.. steps.OrderBy(step => step.At)]);
    }
}
