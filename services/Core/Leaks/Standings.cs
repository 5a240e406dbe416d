using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;

namespace Integration.Core.Leaks;

/// <summary>Finds where people stand, and who stands nowhere (K9).</summary>
public static class Standings
{
    /// <summary>How long a ready verdict may stand without a handoff, and a person in scope without a verdict, before it is a leak: the time that the loops need.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    // Who is with sales for one product is with sales, whatever another product's verdict says.
    private static readonly Standing[] Furthest =
        [Standing.Won, Standing.Accepted, Standing.HandedOff, Standing.Held, Standing.Failed, Standing.Lost, Standing.Recycled, Standing.Rejected, Standing.NotReady];

    /// <summary>Where a person stands over all products, and what is wrong.</summary>
    /// <param name="person">What is known.</param>
    /// <param name="now">The moment.</param>
    public static PersonStanding Of(PersonPlace person, DateTimeOffset now)
    {
        var leaks = person.Handoffs.Where(one => one.Past.IsOpen).SelectMany(one => Stuck(person, one)).ToList();
        var standings = new List<Standing>();
        foreach (var product in ProductsOf(person))
        {
            var (standing, leak) = Of(person, product, now);
            if (standing is { } place) standings.Add(place);
            if (leak is not null) leaks.Add(leak);
        }
        return new PersonStanding(standings.Count == 0 ? null : standings.MinBy(place => Array.IndexOf(Furthest, place)), [.. leaks]);
    }

    /// <summary>Where somebody stands whose handoff is in this state.</summary>
    public static Standing Of(HandoffState state) => state switch
    {
        HandoffState.Held => Standing.Held,
        HandoffState.Sent or HandoffState.Delivered => Standing.HandedOff,
        HandoffState.Accepted or HandoffState.Working or HandoffState.Converted => Standing.Accepted,
        HandoffState.Rejected => Standing.Rejected,
        HandoffState.Recycled => Standing.Recycled,
        HandoffState.Won => Standing.Won,
        HandoffState.Lost => Standing.Lost,
        HandoffState.Failed => Standing.Failed,
        HandoffState.Withdrawn => Standing.NotReady,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a place would be a leak"),
    };

    private static IEnumerable<string> ProductsOf(PersonPlace person)
    {
        // A handoff that stayed behind is named by itself; the person stands with the heir.
        if (person.IsTakenOver) return [];
        var open = person.Handoffs.Where(one => one.Past.IsOpen).Select(one => one.Past.Product);
        if (!person.IsInScope) return open.Distinct(StringComparer.Ordinal);
        var known = person.Verdicts.Keys.Concat(person.Handoffs.Select(one => one.Past.Product)).Distinct(StringComparer.Ordinal).ToList();
        return known.Count > 0 ? known : [Product.Default];
    }

    private static (Standing? Standing, Leak? Leak) Of(PersonPlace person, string product, DateTimeOffset now)
    {
        var past = person.Handoffs.Select(one => one.Past).Where(one => one.Product == product).ToList();
        var open = past.Where(one => one.IsOpen).ToList();
        if (open.Count > 1) return (null, new Leak(person.PairId, product, LeakKind.TwoOpen, open[0].Id));
        if (open.Count == 1) return (Of(open[0].State), null);
        var last = past.MaxBy(one => one.ClosedAt);
        return (person.Verdicts.GetValueOrDefault(product), last) switch
        {
            (null, not null) => (Of(last.State), null),
            (null, null) when now - person.Since > Grace => Leaks(LeakKind.NotJudged),
            (null, null) => (Standing.NotReady, null),
            // What was said before the handoff closed says nothing of afterwards, so the end counts until there is a newer word.
            ({ } said, not null) when said.At <= last.ClosedAt || said.Kind is VerdictKind.CoolingDown or VerdictKind.Never => (Of(last.State), null),
            ({ Kind: VerdictKind.Ready }, _) when person.IsBlocked => (Standing.Held, null),
            // What could not be delivered is tried again in peace, and the verdict stays ready until then.
            ({ Kind: VerdictKind.Ready }, { State: HandoffState.Failed }) => (Standing.Failed, null),
            ({ Kind: VerdictKind.Ready, At: var at }, _) when now - at > Grace => Leaks(LeakKind.ReadyWithoutHandoff),
            ({ Kind: VerdictKind.HandedOff, At: var at }, _) when now - at > Grace => Leaks(LeakKind.HandedOffWithoutHandoff),
            _ => (Standing.NotReady, null),
        };

        (Standing?, Leak?) Leaks(LeakKind kind) => (null, new Leak(person.PairId, product, kind));
    }

    private static IEnumerable<Leak> Stuck(PersonPlace person, StandingHandoff handoff)
    {
        var past = handoff.Past;
        if (person is { IsTakenOver: true, Waits: false }) yield return Leaks(LeakKind.LeftBehind);
        if (past.State == HandoffState.Sent && !handoff.IsOnItsWay && !person.Waits) yield return Leaks(LeakKind.NothingDelivers);
        if (past.State is HandoffState.Sent or HandoffState.Delivered && !handoff.HasClock) yield return Leaks(LeakKind.NoClock);

        Leak Leaks(LeakKind kind) => new(person.PairId, past.Product, kind, past.Id);
    }
}
