using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Plans;

/// <summary>Draws a plan from a seed. Each knob is off in half of the seeds or more, so that faults do not hide each other.</summary>
internal sealed class TownDraw
{
    private readonly Random random;
    private readonly int people, firms;
    private readonly bool hasLife, hasOwners, hasCrashes, hasOutages, hasRemap, hasRestore;
    private readonly List<TownStep> steps = [];
    private long at;
    private int token = 1_000;

    private TownDraw(Random random, Knobs knobs)
    {
        this.random = random;
        (people, firms) = (random.Next(1, 4), random.Next(1, 4));
        (hasLife, hasOwners, hasCrashes, hasOutages) = (One(2), One(2), One(3), One(4));
        // A copy of the ledger is taken by doing all its calls again: on dictionaries only.
        (hasRemap, hasRestore) = (One(5), One(6) && !knobs.Sqlite);
    }

    public static TownPlan Of(int seed)
    {
        var random = new Random(seed);
        bool Half() => random.Next(2) == 0;
        double Maybe(double most) => Half() ? 0 : most * random.NextDouble();
        int Skew() => Half() ? 0 : random.Next(-600, 600);
        var knobs = new Knobs
        {
            RequestLost = Maybe(0.2),
            AnswerLost = Maybe(0.3),
            Zombie = Maybe(0.15),
            Limited = Maybe(0.1),
            RecordFails = Maybe(0.2),
            HintDropped = Half() ? 0 : 0.1 + 0.7 * random.NextDouble(),
            HintDoubled = Maybe(0.5),
            HintDelaySeconds = Half() ? 0 : random.Next(1, 600),
            HintsClaim = Half(),
            Polls = Half(),
            SweepsInStorm = Half(),
            SecondWorker = Half(),
            DeletesPropagate = random.Next(3) == 0,
            HubSpotSkewSeconds = Skew(),
            SalesforceSkewSeconds = Skew(),
            OwnSkewSeconds = Skew(),
            ProcessSkewSeconds = Half() ? 0 : random.Next(1, 15),
            SearchLagSeconds = random.Next(0, 30),
            LatencyMs = Half() ? 100 : random.Next(1, 4_000),
            LedgerMs = random.Next(4) == 0 ? random.Next(1, 400) : 0,
            Sqlite = seed % 100 == 7,
        };
        var (hides, stamp, lags) = (Half(), Half(), random.Next(3) == 0);
        var without = random.Next(8) == 0 ? (RowsOut)random.Next(1, 8) : RowsOut.None;
        var draw = new TownDraw(random, knobs);
        draw.Begin();
        for (var made = random.Next(5, 25); made > 0; made--)
            if (random.Next(8) > 0 || !draw.IsWeather()) draw.Next();
        return new TownPlan(seed, knobs, hides, [.. draw.steps.OrderBy(step => step.At)]) { LinksStamp = stamp, MirrorLags = lags, Without = without };
    }

    private void Begin()
    {
        for (var firm = 0; firm < firms; firm++)
        {
            Pass();
            var system = System();
            Add(new TownStep(at, TownDeed.Found, system, Firm: firm, Token: ++token));
            // The same firm on both sides, at nearly the same time.
            if (One(2)) Add(new TownStep(at + random.Next(60_000), TownDeed.Found, system.Other(), Firm: firm, Token: ++token));
        }
        for (var person = 0; person < people; person++)
        {
            Pass();
            var (system, firm) = (System(), random.Next(firms));
            var isContact = system == SystemName.Salesforce && One(2);
            Add(new TownStep(at, isContact ? TownDeed.MeetContact : TownDeed.Meet, system, person, firm, ++token));
            if (One(3)) Add(new TownStep(at + random.Next(3_000), One(2) && system == SystemName.HubSpot ? TownDeed.MeetContact : TownDeed.Meet, system.Other(), person, random.Next(firms), ++token));
        }
    }

    private void Next()
    {
        Pass();
        token++;
        var (system, person, firm, other) = (System(), random.Next(people), random.Next(firms), random.Next(firms));
        switch (random.Next(30))
        {
            case < 7:
                Add(new TownStep(at, TownDeed.Move, system, person, firm, token));
                // To another firm, or to the same, on the other side as well.
                if (One(3)) Add(new TownStep(at + random.Next(5_000), TownDeed.Move, system.Other(), person, random.Next(firms), token));
                break;
            case < 9: Add(new TownStep(at, TownDeed.Leave, system, person, firm, token)); break;
            case 9: Add(new TownStep(at, TownDeed.Rename, system, Firm: firm, Token: token)); break;
            case 10 or 11: Add(new TownStep(at, TownDeed.Readdress, system, Firm: firm, Token: token, Other: other)); break;
            case 12: Add(new TownStep(at, TownDeed.Promote, system, person, Token: token)); break;
            case < 16: Add(new TownStep(at, TownDeed.Convert, SystemName.Salesforce, person, firm, token)); break;
            case < 18 when hasLife: Add(new TownStep(at, TownDeed.CloseFirm, system, Firm: firm)); break;
            case < 20 when hasLife: Add(new TownStep(at, TownDeed.ReopenFirm, system, Firm: firm)); break;
            case 20 when hasLife: Add(new TownStep(at, TownDeed.MergeFirms, system, Firm: firm, Other: other)); break;
            case 21 when hasLife: Add(new TownStep(at, TownDeed.Forget, system, person)); break;
            case 22 when hasLife: Add(new TownStep(at, TownDeed.Recall, system, person)); break;
            case 23 when hasLife: Add(new TownStep(at, TownDeed.MergePeople, SystemName.HubSpot, person, Other: random.Next(people))); break;
            case 24 or 25 when hasOwners: Add(new TownStep(at, TownDeed.Assign, system, person, Other: random.Next(-1, 5))); break;
            case 26 when hasOwners:
                var owner = random.Next(5);
                Add(new TownStep(at, One(3) ? TownDeed.Hire : TownDeed.Dismiss, system, Other: owner));
                // Somebody is given to them on the side that does not know, at once or when the directory is old.
                if (One(2)) Add(new TownStep(at + random.Next(900_000), TownDeed.Assign, system.Other(), person, Other: owner));
                break;
            case 27 when hasCrashes:
                Add(new TownStep(at, TownDeed.Move, system, person, firm, token));
                Add(new TownStep(at + random.Next(3_000), One(2) ? TownDeed.Crash : TownDeed.Sleep, system, Token: random.Next(1, 300)));
                break;
            case 28 when hasOutages: Add(new TownStep(at, TownDeed.QuotaGone, system, Token: random.Next(1, 1_800))); break;
            default: Add(new TownStep(at, One(2) ? TownDeed.Found : TownDeed.Move, system, person, firm, token)); break;
        }
    }

    /// <summary>What nobody does in either system; false when this seed has none of it.</summary>
    private bool IsWeather()
    {
        Pass();
        var (system, seconds) = (System(), random.Next(1, 600));
        switch (random.Next(3))
        {
            case 0 when hasOutages:
                Add(new TownStep(at, TownDeed.ClockBack, system, Token: seconds));
                return true;
            case 1 when hasRestore && steps.TrueForAll(step => step.Deed != TownDeed.LedgerBack):
                Add(new TownStep(at, TownDeed.LedgerBack, system, Token: seconds));
                return true;
            case 2 when hasRemap:
                var without = One(3) ? RowsOut.None : One(2) ? RowsOut.Company : (RowsOut)random.Next(1, 8);
                Add(new TownStep(at, TownDeed.Remap, system, Token: seconds, Other: (int)without));
                // And all are in again later.
                if (without != RowsOut.None && One(2)) Add(new TownStep(at + random.Next(600_000), TownDeed.Remap, system, Token: seconds + 1));
                return true;
            default: return false;
        }
    }

    private void Pass() => at += One(2) ? random.Next(1_000) : One(2) ? random.Next(30_000) : random.Next(300_000);

    private SystemName System() => (SystemName)random.Next(2);

    private void Add(TownStep step) => steps.Add(step);

    private bool One(int of) => random.Next(of) == 0;
}
