using Integration.Core.Verdicts;

namespace Integration.Core.Tests.Quarter;

/// <summary>The quarter once more, without any code of the product: by the Agreement's words, minute by minute.</summary>
internal sealed class SlowQuarter
{
    public const int End = (Company.Weeks * 7 + 60) * 1440;

    private readonly SlowClock berlin = new(Company.Berlin, Company.Start, End + 60 * 1440);
    private readonly SlowClock newYork = new(Company.NewYork, Company.Start, End + 60 * 1440);
    private readonly int seed;
    private readonly bool late;
    private readonly int secondFrom;
    private readonly bool served;

    /// <param name="seed">Of people and habits.</param>
    /// <param name="late">Whether deeds are heard of late.</param>
    /// <param name="people">Everybody.</param>
    /// <param name="secondFrom">From which minute on the second version of the Agreement is in force; never, where none is given.</param>
    /// <param name="served">Whether it goes through the service: answers are read from fields of records and not told one by one, what a person did counts from before the contact was there, and two contacts may turn out to be one person.</param>
    public SlowQuarter(int seed, bool late, IReadOnlyList<Person> people, int secondFrom = int.MaxValue, bool served = false)
    {
        (this.seed, this.late, this.secondFrom, this.served) = (seed, late, secondFrom, served);
        foreach (var person in people)
        {
            var verdicts = Verdicts[person.Number] = Judge(person);
            if (verdicts[^1].Kind == VerdictKind.Ready) Rows[person.Number] = Follow(person, verdicts[^1].At);
        }
        var byNumber = people.ToDictionary(person => person.Number);
        var gone = new Dictionary<int, Person>();
        if (served)
            foreach (var person in people.Where(person => person.Number < Twins.Of(person.Number)))
                if (Merge(person, byNumber.GetValueOrDefault(Twins.Of(person.Number))) is { } into) gone[into.Number] = into == person ? byNumber[Twins.Of(person.Number)] : person;
        Responses = [.. people.Where(person => gone.Values.All(other => other != person)).Select(person => Respond(person, gone.GetValueOrDefault(person.Number)))];
    }

    public Dictionary<int, List<(int At, VerdictKind Kind)>> Verdicts { get; } = [];
    /// <summary>By person.</summary>
    public Dictionary<int, Row> Rows { get; } = [];
    public IReadOnlyList<Response> Responses { get; }

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

    /// <returns>Whose contact stays; null when they stay two.</returns>
    private Person? Merge(Person person, Person? twin)
    {
        if (twin is null || !Rows.TryGetValue(person.Number, out var row) || !Rows.TryGetValue(twin.Number, out var other)) return null;
        var (one, two) = (SendingOf(person, row), SendingOf(twin, other));
        if (Twins.MergedAt(one, two, seed) is not { } at) return null;
        var yields = Twins.GoesOn(one, two, at) == one ? two : one;
        Rows[yields.Person.Number] = Follow(yields.Person, yields.Sent, at);
        return person;
    }

    private Sending SendingOf(Person person, Row row) => new(person, row.Sent, Script.Of(row.Owner, person.Number, row.Sent, seed), late ? Minutes.Lateness(seed, person.Number) : 0);

    private Response Respond(Person person, Person? merged)
    {
        var row = Rows.GetValueOrDefault(person.Number) is { IsMerged: false } own ? own : merged is null ? null : Rows[merged.Number];
        IEnumerable<int> views = served ? person.Views.Concat(merged?.Views ?? []) : [];
        return new Response(person.Number, views.Append(person.Arrives).Min(), person.OptsOut <= End && row is null, row?.Sent);
    }

    private Row Follow(Person person, int sent, int? mergedAt = null)
    {
        var away = Company.Start.AddMinutes(sent) is var at && at >= Company.Away.From && at < Company.Away.To;
        var owner = person.Country switch { "DE" => "Fast", "AT" => "Slow", "US" => away ? "Inbound" : "Away", _ => "Never" };
        var clock = owner is "Away" or "Never" ? newYork : berlin;
        var deeds = Script.Of(owner, person.Number, sent, seed);
        var lateness = late ? Minutes.Lateness(seed, person.Number) : 0;
        int? When(int? after) => after is { } minutes && sent + minutes + lateness <= End ? sent + minutes : null;
        int Known(int? deed) => deed + lateness ?? int.MaxValue;
        var delivered = sent + deeds.Delivered;
        var limit = sent >= secondFrom ? 360 : 240;
        var gone = Math.Min(mergedAt ?? int.MaxValue, person.OptsOut > sent ? person.OptsOut.Value : int.MaxValue);
        var twist = Twist.Of(owner, person.Number, seed);
        // A clock whose limit has passed cannot be stopped any more.
        int? paused = sent + twist.Paused is { } pause && pause < gone && pause < clock.AfterMinutes(sent, limit) ? pause : null;
        var still = paused is not { } from ? clock : clock.Without(from, sent + twist.Resumed is { } resumed && resumed < gone ? resumed : from + Twist.PauseMost);
        (int At, int Heard)? moved = sent + twist.Moved is { } move && move + lateness < gone ? (move, move + lateness) : null;
        var present = moved is null ? still : twist.MovedTo == "Slow" ? berlin : newYork;
        var (touched, rejected) = (When(deeds.Touched), When(deeds.Rejected));
        // A touch makes it accepted, so the first of touch and answer ends the wait for an answer.
        var answered = Math.Min(Known(touched), Known(rejected));
        var lapse = present.AfterDays(delivered, 12);
        int? lapsed = lapse <= End && answered > lapse ? lapse : null;
        int? withdrawn = person.OptsOut is { } out1 && out1 > sent && out1 <= End && answered > out1 && (lapsed is null || out1 < lapsed) ? out1 : null;
        if (mergedAt is not null) withdrawn = mergedAt;
        if (withdrawn is not null) lapsed = null;
        var stopped = withdrawn ?? lapsed;
        if (withdrawn < delivered) delivered = int.MaxValue;
        var opportunity = When(deeds.Opportunity);
        var row = new Row(person.Number, sent, owner, clock)
        {
            Rings = [],
            Still = still,
            Present = present,
            Moved = moved,
            Paused = paused,
            IsMerged = mergedAt is not null,
            Limit = limit,
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
            var without = row.Present.AfterDays(no, 4);
            // Read from a record, a reason completes the answer that stands there, and the answer keeps its time.
            if (when(deeds.ReasonAt) is { } reason) return row with { Closed = served ? no : reason };
            return row with { Closed = without <= End ? without : null, Unreasoned = true };
        }
        if (row.DealClosed is not { } closed) return row;
        if (deeds.Won || deeds.Told) return row with { Closed = closed };
        var given = row.Present.AfterDays(closed, 4);
        return row with { Closed = given <= End ? given : null, Unreasoned = true };
    }

    // What the clock does as long as nobody has done anything that we have heard of.
    private static void Ring(Row row, int answered, int delivered)
    {
        // What is due before we hear that there is something due is done when we hear of it, and dated as it was due.
        void At(string what, int minute, int from = 0, int until = int.MaxValue)
        {
            var rings = Math.Max(minute, from);
            if (rings <= End && rings < until && rings < answered && !(row.Withdrawn <= rings) && !(row.Lapsed < rings)) row.Rings.Add((what, minute));
        }
        void FirstTouch(SlowClock clock, int since, int from, int until)
        {
            var due = clock.AfterMinutes(since, row.Limit);
            At("Reminded", clock.AfterMinutes(since, 120), from, until);
            At("Breached", due, from, until);
            At("Escalated", clock.AfterMinutes(due, 120), from, until);
        }
        FirstTouch(row.Still, row.Sent, 0, row.Moved?.Heard ?? int.MaxValue);
        // Whoever gets it has the whole time of his own.
        if (row.Moved is { } moved) FirstTouch(row.Present, moved.At, moved.Heard, int.MaxValue);
        if (delivered == int.MaxValue) return;
        var limit = row.Present.AfterDays(delivered, 2);
        At("AnswerMissing", limit);
        At("AnswerMissing", row.Present.AfterDays(limit, 1));
    }
}
