using Integration.Core.Verdicts;

namespace Integration.Core.Tests.Quarter;

/// <summary>What one handoff must have come to, by minutes; null = it did not.</summary>
internal sealed record Row(int Person, int Sent, string Owner, SlowClock Clock)
{
    public int? Delivered { get; init; }
    public int? Touched { get; init; }
    public int? Accepted { get; init; }
    public int? Rejected { get; init; }
    public int? Working { get; init; }
    public int? Opportunity { get; init; }
    public int? DealClosed { get; init; }
    public bool DealTold { get; init; }
    public int? Withdrawn { get; init; }
    public int? Lapsed { get; init; }
    public int? Closed { get; init; }
    /// <summary>It closed without a reason that was owed.</summary>
    public bool Unreasoned { get; init; }
    /// <summary>What the clock did: kind and minute.</summary>
    public required List<(string What, int At)> Rings { get; init; }

    /// <summary>Business minutes to the first touch, under the version that it was opened with.</summary>
    public int Limit { get; init; } = 240;
    public int Due => Clock.AfterMinutes(Sent, Limit);
    public int? Decided => Touched ?? Rejected;
    public int? Qualified => Working is { } one && Opportunity is { } other ? Math.Min(one, other) : Working ?? Opportunity;
    public int? Over => Withdrawn ?? Closed;
}

/// <summary>The quarter once more, without any code of the product: by the Agreement's words, minute by minute.</summary>
internal sealed class SlowQuarter
{
    public const int End = (Company.Weeks * 7 + 60) * 1440;

    private readonly SlowClock berlin = new(Company.Berlin, Company.Start, End + 60 * 1440);
    private readonly SlowClock newYork = new(Company.NewYork, Company.Start, End + 60 * 1440);
    private readonly int seed;
    private readonly bool late;
    private readonly int secondFrom;
    private readonly bool byFields;

    /// <param name="seed">Of people and habits.</param>
    /// <param name="late">Whether deeds are heard of late.</param>
    /// <param name="people">Everybody.</param>
    /// <param name="secondFrom">From which minute on the second version of the Agreement is in force; never, where none is given.</param>
    /// <param name="byFields">Whether answers are read from fields of records, not told one by one.</param>
    public SlowQuarter(int seed, bool late, IReadOnlyList<Person> people, int secondFrom = int.MaxValue, bool byFields = false)
    {
        (this.seed, this.late, this.secondFrom, this.byFields) = (seed, late, secondFrom, byFields);
        foreach (var person in people)
        {
            var verdicts = Verdicts[person.Number] = Judge(person);
            if (verdicts[^1].Kind == VerdictKind.Ready) Rows.Add(Follow(person, verdicts[^1].At));
        }
    }

    public Dictionary<int, List<(int At, VerdictKind Kind)>> Verdicts { get; } = [];
    public List<Row> Rows { get; } = [];

    private static List<(int At, VerdictKind Kind)> Judge(Person person)
    {
        var told = new List<(int, VerdictKind)>();
        var fits = person is { Country: "DE" or "AT" or "US" or "CA", Size: >= 50 };
        var decides = person.Title is "VP Sales" or "Director of IT";
        var last = Math.Max(person.OptsOut ?? 0, person.Views.DefaultIfEmpty(0).Max() + 14 * 1440) + 1;
        for (var minute = person.Arrives; minute <= Math.Max(person.Arrives, last); minute++)
        {
            var (views, lately) = (0, false);
            foreach (var view in person.Views)
                if (view <= minute) (views, lately) = (views + 1, lately || minute - view <= 14 * 1440);
            var kind = person.OptsOut <= minute ? VerdictKind.Never
                : fits && lately && (decides ? 30 : 0) + Math.Min(45, 15 * views) >= 45 ? VerdictKind.Ready : VerdictKind.NotReady;
            if (told.Count == 0 || told[^1].Item2 != kind) told.Add((minute, kind));
            if (kind == VerdictKind.Ready) break;
        }
        return told;
    }

    private Row Follow(Person person, int sent)
    {
        var away = Company.Start.AddMinutes(sent) is var at && at >= Company.Away.From && at < Company.Away.To;
        var owner = person.Country switch { "DE" => "Fast", "AT" => "Slow", "US" => away ? "Inbound" : "Away", _ => "Never" };
        var clock = owner is "Away" or "Never" ? newYork : berlin;
        var deeds = Script.Of(owner, person.Number, sent, seed);
        var lateness = late ? Minutes.Lateness(seed, person.Number) : 0;
        int? When(int? after) => after is { } minutes && sent + minutes + lateness <= End ? sent + minutes : null;
        int Known(int? deed) => deed + lateness ?? int.MaxValue;
        var delivered = sent + deeds.Delivered;
        var (touched, rejected) = (When(deeds.Touched), When(deeds.Rejected));
        // A touch makes it accepted, so the first of touch and answer ends the wait for an answer.
        var answered = Math.Min(Known(touched), Known(rejected));
        var lapse = clock.AfterDays(delivered, 12);
        int? lapsed = lapse <= End && answered > lapse ? lapse : null;
        int? withdrawn = person.OptsOut is { } out1 && out1 > sent && out1 <= End && answered > out1 && (lapsed is null || out1 < lapsed) ? out1 : null;
        if (withdrawn is not null) lapsed = null;
        var stopped = withdrawn ?? lapsed;
        if (withdrawn < delivered) delivered = int.MaxValue;
        var opportunity = When(deeds.Opportunity);
        var row = new Row(person.Number, sent, owner, clock)
        {
            Rings = [],
            Limit = sent >= secondFrom ? 360 : 240,
            Delivered = delivered == int.MaxValue ? null : delivered,
            Withdrawn = withdrawn,
            Lapsed = lapsed,
            Opportunity = opportunity,
            DealClosed = When(deeds.Closed),
            DealTold = deeds.Told,
            Closed = stopped,
        };
        if (stopped is null) row = Answered(row, deeds, When);
        Ring(row, answered, delivered);
        return row;
    }

    private Row Answered(Row row, Deeds deeds, Func<int?, int?> when)
    {
        row = row with { Touched = when(deeds.Touched), Accepted = when(deeds.Accepted), Working = when(deeds.Working), Rejected = when(deeds.Rejected) };
        if (row.Rejected is { } no)
        {
            var without = row.Clock.AfterDays(no, 4);
            // Read from a record, a reason completes the answer that stands there, and the answer keeps its time.
            if (when(deeds.ReasonAt) is { } reason) return row with { Closed = byFields ? no : reason };
            return row with { Closed = without <= End ? without : null, Unreasoned = true };
        }
        if (row.DealClosed is not { } closed) return row;
        if (deeds.Won || deeds.Told) return row with { Closed = closed };
        var given = row.Clock.AfterDays(closed, 4);
        return row with { Closed = given <= End ? given : null, Unreasoned = true };
    }

    // What the clock does as long as nobody has done anything that we have heard of.
    private static void Ring(Row row, int answered, int delivered)
    {
        void At(string what, int minute)
        {
            if (minute <= End && minute < answered && !(row.Withdrawn < minute) && !(row.Lapsed < minute)) row.Rings.Add((what, minute));
        }
        At("Reminded", row.Clock.AfterMinutes(row.Sent, 120));
        At("Breached", row.Due);
        At("Escalated", row.Clock.AfterMinutes(row.Due, 120));
        if (delivered == int.MaxValue) return;
        var limit = row.Clock.AfterDays(delivered, 2);
        At("AnswerMissing", limit);
        At("AnswerMissing", row.Clock.AfterDays(limit, 1));
    }
}
