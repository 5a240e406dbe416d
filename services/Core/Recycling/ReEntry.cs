using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;

namespace Integration.Core.Recycling;

/// <summary>Whether a person who was with sales before may be handed over again. Exactly one of the nested kinds.</summary>
public abstract record ReEntry
{
    private ReEntry()
    {
    }

    /// <summary>Nothing stands against it.</summary>
    public sealed record Free : ReEntry
    {
        /// <summary>When time alone could end that; null = never.</summary>
        public DateTimeOffset? ChangesAt { get; init; }
    }

    /// <summary>Never again for this product.</summary>
    /// <param name="Rule">Why: <c>already won</c>, <c>recycled as not-icp</c>.</param>
    public sealed record Barred(string Rule) : ReEntry;

    /// <summary>Not before a moment.</summary>
    /// <param name="Until">The first moment at which it may be asked again.</param>
    /// <param name="Reason">The reason that was given; null when none is known.</param>
    public sealed record Cooling(DateTimeOffset Until, string? Reason) : ReEntry;

    /// <summary>The cool-down is over and something else is missing.</summary>
    /// <param name="Missing">What is missing; never empty.</param>
    /// <param name="ChangesAt">When time alone could change that; null = never.</param>
    public sealed record Waiting(ImmutableArray<Gap> Missing, DateTimeOffset? ChangesAt) : ReEntry;

    /// <summary>Decides for one product. A later end counts over an earlier one.</summary>
    /// <param name="terms">The terms in force now.</param>
    /// <param name="past">Handoffs of the person for this product; open ones are not looked at.</param>
    /// <param name="subject">The person.</param>
    /// <param name="now">The moment that is asked about.</param>
    public static ReEntry Of(RecycleTerms terms, IEnumerable<PastHandoff> past, Subject subject, DateTimeOffset now)
    {
        PastHandoff? last = null;
        DateTimeOffset? failed = null;
        var returns = 0;
        foreach (var one in past)
        {
            if (one.IsOpen) continue;
            if (one.State == HandoffState.Won) return new Barred("already won");
            if (one.State == HandoffState.Failed && (failed is null || one.ClosedAt > failed)) failed = one.ClosedAt;
            if (one.State is not (HandoffState.Rejected or HandoffState.Recycled or HandoffState.Lost)) continue;
            if (terms.Of(one.Reason) is { Never: true } final) return new Barred($"{Word(one.State)} as {final.Name}");
            returns++;
            if (last is null || At(one) > At(last)) last = one;
        }
        if (failed + terms.FailedAfter is { } retry && now < retry) return new Cooling(retry, "delivery failed");
        if (last is null) return new Free();
        var reason = terms.Of(last.Reason);
        var until = At(last) + (reason?.After ?? terms.DefaultAfter);
        if (now < until) return new Cooling(until, last.Reason);
        return AfterCooling(terms, reason, last, returns, subject, now);
    }

    private static ReEntry AfterCooling(RecycleTerms terms, RecycleReason? reason, PastHandoff last, int returns, Subject subject, DateTimeOffset now)
    {
        var missing = ImmutableArray.CreateBuilder<Gap>();
        DateTimeOffset? changesAt = null;
        if (returns > terms.ReturnsMax)
            missing.Add(new Gap("return", GapKind.Failed, $"sales has given the person back {returns} times, more than {terms.ReturnsMax}; somebody has to ask for the handoff"));
        if (terms.NeedsNews && !subject.Events.Any(one => one.At > At(last) && one.At <= now))
        {
            missing.Add(new Gap("news", GapKind.Failed, $"nothing has happened since sales gave the person back on {At(last).UtcDateTime:yyyy-MM-dd}"));
            foreach (var one in subject.Events.Where(one => one.At > now)) changesAt = Trace.Earlier(changesAt, one.At);
        }
        if (reason?.ReEntry is { } condition)
        {
            var trace = Evaluation.Of(condition, subject, now);
            changesAt = Trace.Earlier(changesAt, trace.ChangesAt);
            missing.AddRange(trace.Gaps());
        }
        return missing.Count > 0 ? new Waiting(missing.ToImmutable(), changesAt) : new Free { ChangesAt = changesAt };
    }

    private static DateTimeOffset At(PastHandoff past) => past.ReturnedAt ?? past.ClosedAt!.Value;

    private static string Word(HandoffState state) => state.ToString().ToLowerInvariant();
}
