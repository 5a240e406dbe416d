using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>What people do, and what befalls the systems and ourselves: bursts, the same field on both sides, values set back and forth.</summary>
internal sealed class StepDraw
{
    private static readonly string[] Fields = ["jobtitle", "jobtitle", "firstname", "lastname", "phone", "message", "fax", "lifecyclestage"];
    private readonly Random random;
    private readonly int people;
    private readonly bool hasLife, hasCrashes, hasOutages, hasHoles, hasRemap, hasRestore;
    private readonly List<Step> steps = [];
    private long at;
    private int token = 100_000;

    private StepDraw(Random random, Knobs knobs)
    {
        this.random = random;
        people = random.Next(1, 5);
        (hasLife, hasCrashes, hasOutages, hasHoles) = (One(2), One(2), One(3), One(4));
        // A copy of the ledger is taken by doing all its calls again: on dictionaries only.
        (hasRemap, hasRestore) = (One(6), One(12) && !knobs.Sqlite);
    }

    public static IReadOnlyList<Step> Of(Random random, Knobs knobs)
    {
        var draw = new StepDraw(random, knobs);
        draw.Begin();
        var count = random.Next(5, 30);
        for (var made = 0; made < count; made++) draw.One();
        return draw.steps;
    }

    /// <summary>More people than the brake lets go, deleted at once when all else is over; now and then some come back.</summary>
    public static IEnumerable<Step> MassDeletion(Random random, IReadOnlyList<Step> before)
    {
        var (system, end) = ((SystemName)random.Next(2), before.Max(step => step.At) + random.Next(300_000));
        for (var person = 10; person < 16; person++) yield return new Step(random.Next(60_000), Deed.Create, person, (SystemName)random.Next(2), Token: 700_000 + person);
        yield return new Step(end, Deed.DeleteAll, 0, system);
        for (var person = 10; person < 16; person++)
            if (random.Next(4) == 0) yield return new Step(end + random.Next(1_000_000), Deed.Restore, person, system);
    }

    private void Begin()
    {
        for (var person = 0; person < people; person++)
        {
            at += One(2) ? random.Next(500) : random.Next(60_000);
            var system = (SystemName)random.Next(2);
            steps.Add(new Step(at, One(6) ? Deed.CreateContact : Deed.Create, person, system, Token: ++token));
            // The same person made on both sides, at nearly the same time.
            if (One(3)) steps.Add(new Step(at + random.Next(3_000), Deed.Create, person, system.Other(), Token: ++token));
        }
    }

    private void One()
    {
        at += One(2) ? random.Next(1_000) : One(2) ? random.Next(20_000) : random.Next(400_000);
        var (person, other, system) = (random.Next(people), random.Next(people), (SystemName)random.Next(2));
        token++;
        var last = steps[^1];
        // The same field on the other side, now and then to the same value.
        if (last is { Deed: Deed.Edit } && One(5)) Add(last with { At = at, System = last.System.Other(), Token = One(4) ? last.Token : token });
        else if (last is { Deed: Deed.Edit } && One(8)) Add(last with { At = at, Token = last.Token - random.Next(2) });
        else if (random.Next(10) > 0 || !Weather(person, system)) Human(person, other, system);
    }

    private void Human(int person, int other, SystemName system)
    {
        var field = hasRemap && One(8) ? "mobilephone" : Fields[random.Next(Fields.Length)];
        switch (random.Next(36))
        {
            case 0 or 1: Add(new Step(at, Deed.MoveEmail, person, system, "email", token)); break;
            case 2: Add(new Step(at, Deed.TakeEmail, person, system, "email", token, other)); break;
            case 3: Add(new Step(at, Deed.SwapEmail, person, system, "email", token, other)); break;
            case 4 or 5: Add(new Step(at, Deed.Clear, person, system, field)); break;
            case 6: Add(new Step(at, Deed.Bulk, 0, system, field, token += 10)); break;
            case 7 or 8 when hasLife:
                Add(new Step(at, Deed.Convert, person, SystemName.Salesforce, Other: other));
                // The new Contact gets another address before we have seen whose it was.
                if (One(2)) Add(new Step(at + random.Next(3_000), Deed.MoveEmail, person, SystemName.Salesforce, "email", ++token));
                break;
            case 9 when hasLife: Add(new Step(at, Deed.Merge, person, system, Other: other)); break;
            case 10 when hasLife: Add(new Step(at, Deed.Delete, person, system)); break;
            case 11 or 12 when hasLife: Add(new Step(at, Deed.Restore, person, system)); break;
            default: Add(new Step(at, Deed.Edit, person, system, field, token)); break;
        }
    }

    /// <summary>What nobody wants; false when this seed has none of it.</summary>
    private bool Weather(int person, SystemName system)
    {
        var seconds = One(2) ? random.Next(1, 120) : random.Next(120, 9_000);
        switch (random.Next(8))
        {
            case 0 or 1 when hasCrashes:
                // Shortly after an edit, so that it strikes while its hint is stored or inside a cycle.
                Add(new Step(at, Deed.Edit, person, system, "jobtitle", token));
                Add(new Step(at + random.Next(2_000), Deed.Crash, 0, system));
                return true;
            case 2 when hasCrashes:
                Add(new Step(at, Deed.Edit, person, system, "jobtitle", token));
                Add(new Step(at + random.Next(6_000), Deed.Pause, 0, system, Token: random.Next(1, 900)));
                return true;
            case 3 when hasOutages:
                Add(new Step(at, One(2) ? Deed.QuotaGone : Deed.CredentialsGone, 0, system, Token: seconds));
                return true;
            case 4 when hasOutages:
                Add(new Step(at, Deed.ClockBack, 0, system, Token: random.Next(1, 600)));
                return true;
            case 5 when hasHoles:
                Add(One(2) ? new Step(at, Deed.FieldGone, 0, system, Fields[random.Next(5)], seconds) : new Step(at, Deed.Unshare, person, SystemName.Salesforce, Token: seconds));
                return true;
            case 6 when hasRemap && steps.All(step => step.Deed != Deed.Remap):
                Add(new Step(at, Deed.Remap, 0, system));
                return true;
            case 7 when hasRestore && steps.All(step => step.Deed != Deed.LedgerBack):
                Add(new Step(at, Deed.LedgerBack, 0, system, Token: random.Next(1, 600)));
                return true;
            default: return false;
        }
    }

    private void Add(Step step) => steps.Add(step);

    private bool One(int of) => random.Next(of) == 0;
}
