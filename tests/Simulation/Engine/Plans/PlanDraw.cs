using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>Draws a plan from a seed. Each knob is off in half of the seeds, so that faults do not hide each other.</summary>
internal static class PlanDraw
{
    private static readonly string[] Fields = ["jobtitle", "jobtitle", "firstname", "lastname", "phone", "message", "fax"];

    public static Plan Of(int seed)
    {
        var random = new Random(seed);
        bool Half() => random.Next(2) == 0;
        double Maybe(double most) => Half() ? 0 : most * random.NextDouble();
        var knobs = new Knobs
        {
            RequestLost = Maybe(0.2),
            AnswerLost = Maybe(0.3),
            Zombie = Maybe(0.15),
            Limited = Maybe(0.2),
            HintDropped = Half() ? 0 : 0.1 + 0.8 * random.NextDouble(),
            HintDoubled = Maybe(0.5),
            HintDelaySeconds = Half() ? 0 : random.Next(1, 1200),
            HintsClaim = Half(),
            Polls = Half(),
            SweepsInStorm = Half(),
            SecondWorker = Half(),
            Rejects = Half(),
            Formats = Half(),
            DeletesPropagate = Half(),
            SkewSeconds = Half() ? 0 : random.Next(-600, 600),
            LatencyMs = Half() ? 100 : random.Next(1, 4000),
            Sqlite = seed % 50 == 7,
        };
        return new Plan(seed, knobs, [.. Draw(random).OrderBy(step => step.At)]);
    }

    private static IEnumerable<Step> Draw(Random random)
    {
        var (people, at, token) = (random.Next(1, 5), 0L, 100_000);
        for (var person = 0; person < people; person++)
        {
            at += random.Next(2) == 0 ? random.Next(500) : random.Next(60_000);
            var system = (SystemName)random.Next(2);
            yield return new Step(at, random.Next(6) == 0 ? Deed.CreateContact : Deed.Create, person, system, Token: ++token);
            // The same person made on both sides, at nearly the same time.
            if (random.Next(3) == 0) yield return new Step(at + random.Next(3_000), Deed.Create, person, system.Other(), Token: ++token);
        }
        var (hasLife, hasCrashes) = (random.Next(2) == 0, random.Next(2) == 0);
        var count = random.Next(5, 30);
        Step? last = null;
        for (var made = 0; made < count; made++)
        {
            at += random.Next(2) == 0 ? random.Next(1_000) : random.Next(2) == 0 ? random.Next(20_000) : random.Next(400_000);
            var next = Next(random, at, people, ++token, hasLife, hasCrashes);
            if (last is { Deed: Deed.Edit } && random.Next(5) == 0) next = last with { At = at, System = last.System.Other(), Token = token };
            else if (last is { Deed: Deed.Edit } && random.Next(8) == 0) next = last with { At = at, Token = last.Token - random.Next(2) };
            yield return last = next;
        }
    }

    private static Step Next(Random random, long at, int people, int token, bool hasLife, bool hasCrashes)
    {
        var (person, other, system) = (random.Next(people), random.Next(people), (SystemName)random.Next(2));
        var field = Fields[random.Next(Fields.Length)];
        return random.Next(40) switch
        {
            0 or 1 => new Step(at, Deed.MoveEmail, person, system, "email", token),
            2 => new Step(at, Deed.TakeEmail, person, system, "email", token, other),
            3 => new Step(at, Deed.SwapEmail, person, system, "email", token, other),
            4 or 5 => new Step(at, Deed.Clear, person, system, field),
            6 or 7 when hasLife => new Step(at, Deed.Convert, person, SystemName.Salesforce, Other: other),
            8 when hasLife => new Step(at, Deed.Merge, person, system, Other: other),
            9 when hasLife => new Step(at, Deed.Delete, person, system),
            10 when hasLife => new Step(at, Deed.Restore, person, system),
            11 or 12 when hasCrashes => new Step(at, Deed.Crash, 0, system),
            13 when hasCrashes => new Step(at, Deed.Pause, 0, system, Token: random.Next(1, 900)),
            _ => new Step(at, Deed.Edit, person, system, field, token),
        };
    }
}
