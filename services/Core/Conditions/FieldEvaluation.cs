using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Conditions;

/// <summary>The conditions on one field.</summary>
internal static class FieldEvaluation
{
    public static Trace Of(Condition condition, Subject subject, DateTimeOffset now)
    {
        var field = FieldOf(condition)!.Value;
        if (condition is Condition.Changed changed) return Changed(changed, subject, now);
        var seen = subject[field];
        if (seen.IsMissing) return new Trace { Condition = condition, Truth = Truth.Unknown };
        if (condition is Condition.Within within) return Within(within, seen, now);
        return new Trace { Condition = condition, Truth = Judge(condition, field.Type, seen), Seen = seen };
    }

    /// <summary>The field a condition looks at itself; null when it looks at none.</summary>
    public static FieldRef? FieldOf(Condition condition) => condition switch
    {
        Condition.In x => x.Field,
        Condition.Is x => x.Field,
        Condition.Contains x => x.Field,
        Condition.AtLeast x => x.Field,
        Condition.AtMost x => x.Field,
        Condition.Between x => x.Field,
        Condition.Matches x => x.Field,
        Condition.IsSet x => x.Field,
        Condition.Within x => x.Field,
        Condition.Changed x => x.Field,
        _ => null,
    };

    private static Truth Judge(Condition condition, FieldType type, FieldValue seen) => condition switch
    {
        Condition.In x => Of(IsOneOf(type, seen, x.Values)),
        Condition.Is x => Of(IsOneOf(type, seen, [x.Value])),
        Condition.Contains x => Of(Texts(type, seen).Any(text => x.Phrases.Any(phrase => phrase.IsIn(text)))),
        Condition.Matches x => Of(Texts(type, seen).Any(x.Pattern.IsIn)),
        Condition.IsSet x => Of(!string.IsNullOrWhiteSpace(seen.Text) == x.Set),
        Condition.AtLeast x => Compare(seen, number => number >= x.Number),
        Condition.AtMost x => Compare(seen, number => number <= x.Number),
        Condition.Between x => Compare(seen, number => number >= x.From && number <= x.To),
        _ => Truth.Unknown,
    };

    private static bool IsOneOf(FieldType type, FieldValue seen, ImmutableArray<string> values)
    {
        if (type == FieldType.MultiPicklist)
        {
            foreach (var part in Canonical.Set(seen.Text))
                if (values.Contains(part, StringComparer.OrdinalIgnoreCase)) return true;
            return false;
        }
        if (Canonical.Of(type, seen) is not { } held) return false;
        foreach (var value in values)
            if (string.Equals(held, Canonical.Of(type, FieldValue.Of(value)), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static IEnumerable<string> Texts(FieldType type, FieldValue seen) =>
        seen.Text is not { } text ? [] : type == FieldType.MultiPicklist ? Canonical.Set(text) : [text];

    // A value that is there and is no number proves nothing either way: "50-100" employees are neither at least 60 nor less.
    private static Truth Compare(FieldValue seen, Func<decimal, bool> holds)
    {
        if (string.IsNullOrWhiteSpace(seen.Text)) return Truth.No;
        return Canonical.Number(seen.Text.Trim()) is { } number ? Of(holds(number)) : Truth.Unknown;
    }

    private static Trace Within(Condition.Within within, FieldValue seen, DateTimeOffset now)
    {
        var trace = new Trace { Condition = within, Truth = Truth.No, Seen = seen };
        if (string.IsNullOrWhiteSpace(seen.Text)) return trace;
        return Moment(within.Field.Type, seen.Text.Trim()) is { } at ? Since(trace, at, within.Time, now) : trace with { Truth = Truth.Unknown };
    }

    private static Trace Changed(Condition.Changed changed, Subject subject, DateTimeOffset now)
    {
        var trace = new Trace { Condition = changed, Truth = Truth.No, Seen = subject[changed.Field] };
        return subject.ChangedAt(changed.Field) is { } at ? Since(trace, at, changed.Time, now) : trace;
    }

    /// <summary>Judges a moment against a window that ends now. A moment to come is not within yet, and will be.</summary>
    public static Trace Since(Trace trace, DateTimeOffset at, TimeSpan? window, DateTimeOffset now)
    {
        if (at > now) return trace with { ChangesAt = at };
        if (window is not { } time) return trace with { Truth = Truth.Yes };
        if (now - at > time) return trace;
        // The window's last tick belongs to it.
        return trace with { Truth = Truth.Yes, ChangesAt = After(at, time) };
    }

    internal static DateTimeOffset? After(DateTimeOffset at, TimeSpan time) =>
        DateTimeOffset.MaxValue - at - TimeSpan.FromTicks(1) > time ? at + time + TimeSpan.FromTicks(1) : null;

    private static DateTimeOffset? Moment(FieldType type, string text) => type switch
    {
        FieldType.Date => Canonical.Day(text) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        FieldType.DateTime => Canonical.Instant(text),
        _ => null,
    };

    private static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;
}
