using System.Collections.Immutable;

namespace Integration.Core.Conditions;

/// <summary>Evaluates a condition. Total: every condition and subject have exactly one truth, and the same ones always the same.</summary>
public static class Evaluation
{
    /// <summary>Evaluates a condition with all its parts.</summary>
    /// <param name="condition">Checked by <see cref="ConditionCheck"/>; a condition that does not fit its field's type is unknown.</param>
    /// <param name="subject">What is known.</param>
    /// <param name="now">The moment that is asked about.</param>
    public static Trace Of(Condition condition, Subject subject, DateTimeOffset now) => condition switch
    {
        Condition.All all => All(all, subject, now),
        Condition.Any any => Any(any, subject, now),
        Condition.Not not => Not(not, Of(not.Part, subject, now)),
        Condition.Named named => Named(named, Of(named.Part, subject, now)),
        Condition.Happened happened => EventEvaluation.Happened(happened, subject, now),
        Condition.Scored scored => Scored(scored, subject, now),
        _ => FieldEvaluation.Of(condition, subject, now),
    };

    /// <summary>Whether it holds, where nobody asks why.</summary>
    public static bool Holds(Condition condition, Subject subject, DateTimeOffset now) => Of(condition, subject, now).Truth == Truth.Yes;

    private static Trace All(Condition.All all, Subject subject, DateTimeOffset now)
    {
        var (parts, at) = Each(all.Parts, subject, now);
        var truth = Truth.Yes;
        foreach (var part in parts)
        {
            if (part.Truth == Truth.No) truth = Truth.No;
            else if (part.Truth == Truth.Unknown && truth == Truth.Yes) truth = Truth.Unknown;
        }
        return new Trace { Condition = all, Truth = truth, Parts = parts, ChangesAt = at };
    }

    private static Trace Any(Condition.Any any, Subject subject, DateTimeOffset now)
    {
        var (parts, at) = Each(any.Parts, subject, now);
        var truth = Truth.No;
        foreach (var part in parts)
        {
            if (part.Truth == Truth.Yes) truth = Truth.Yes;
            else if (part.Truth == Truth.Unknown && truth == Truth.No) truth = Truth.Unknown;
        }
        return new Trace { Condition = any, Truth = truth, Parts = parts, ChangesAt = at };
    }

    private static Trace Not(Condition.Not not, Trace part) => new()
    {
        Condition = not,
        Truth = part.Truth switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.Unknown },
        Parts = [part],
        ChangesAt = part.ChangesAt,
    };

    private static Trace Named(Condition.Named named, Trace part) => new() { Condition = named, Truth = part.Truth, Parts = [part], ChangesAt = part.ChangesAt };

    private static (ImmutableArray<Trace> Parts, DateTimeOffset? ChangesAt) Each(ImmutableArray<Condition> conditions, Subject subject, DateTimeOffset now)
    {
        var parts = ImmutableArray.CreateBuilder<Trace>(conditions.Length);
        DateTimeOffset? at = null;
        foreach (var condition in conditions)
        {
            var part = Of(condition, subject, now);
            parts.Add(part);
            at = Trace.Earlier(at, part.ChangesAt);
        }
        return (parts.MoveToImmutable(), at);
    }

    private static Trace Scored(Condition.Scored scored, Subject subject, DateTimeOffset now)
    {
        if (subject.Score is not { } score) return new Trace { Condition = scored, Truth = Truth.Unknown };
        var points = score.Of(scored.Part);
        return new Trace
        {
            Condition = scored,
            Truth = points >= scored.Points ? Truth.Yes : Truth.No,
            Counted = points,
            ChangesAt = score.CrossesAt(scored.Part, scored.Points, now),
        };
    }
}
