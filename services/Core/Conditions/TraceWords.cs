using System.Collections.Immutable;
using System.Globalization;

namespace Integration.Core.Conditions;

/// <summary>A trace as a person reads it.</summary>
internal static class TraceWords
{
    private const int ValueMax = 80;
    private const int ListMax = 8;

    public static string Of(Trace trace) => trace.Condition switch
    {
        Condition.All => Joined(trace, " and "),
        Condition.Any when trace.Parts.IsEmpty => "nothing is allowed",
        Condition.Any when trace.Truth == Truth.Yes => trace.Parts.First(part => part.Truth == Truth.Yes).Words,
        Condition.Any => Joined(trace, "; "),
        Condition.Not => trace.Truth == Truth.No ? $"{trace.Parts[0].Words}, which is ruled out" : trace.Parts[0].Words,
        Condition.Named named => $"{named.Name}: {trace.Parts[0].Words}",
        Condition.Happened happened => Happened(trace, happened),
        Condition.Scored scored => Scored(trace, scored),
        Condition.Changed changed => $"{changed.Field} {(trace.Truth == Truth.Yes ? "changed" : "did not change")}{In(changed.Time)}",
        _ => OfField(trace),
    };

    private static string OfField(Trace trace)
    {
        var field = FieldEvaluation.FieldOf(trace.Condition)!.Value;
        if (trace.Seen.IsMissing) return $"{field} is not shown by {field.System}";
        if (!trace.Seen.HasText) return $"{field} is blank";
        var value = Short(trace.Seen.Text!);
        var (yes, no) = trace.Condition switch
        {
            Condition.In x => ($"{field} is {value}", $"{field} is {value}, not one of {List(x.Values)}"),
            Condition.Is x => ($"{field} is {value}", $"{field} is {value}, not {Short(x.Value)}"),
            Condition.Contains x => ($"{field} is {value}", $"{field} is {value}, without {List([.. x.Phrases.Select(phrase => phrase.Text)])}"),
            Condition.Matches x => ($"{field} is {value}", $"{field} is {value}, not of the form {x.Pattern}"),
            Condition.AtLeast x => ($"{field} is {value}", $"{field} is {value}, less than {Number(x.Number)}"),
            Condition.AtMost x => ($"{field} is {value}", $"{field} is {value}, more than {Number(x.Number)}"),
            Condition.Between x => ($"{field} is {value}", $"{field} is {value}, not between {Number(x.From)} and {Number(x.To)}"),
            Condition.IsSet x => ($"{field} is set", x.Set ? $"{field} is blank" : $"{field} is set to {value}"),
            Condition.Within x => ($"{field} was {value}", $"{field} is {value}, not{In(x.Time)}"),
            _ => ($"{field} is {value}", $"{field} is {value}"),
        };
        return trace.Truth switch { Truth.Yes => yes, Truth.No => no, _ => $"{field} is {value}, which does not read as a {field.Type.ToString().ToLowerInvariant()}" };
    }

    private static string Happened(Trace trace, Condition.Happened happened)
    {
        var what = happened.About is { } about ? $"{happened.Kind} about {about}" : happened.Kind;
        var count = (int)(trace.Counted ?? 0);
        if (trace.Truth == Truth.Yes) return $"{what} {Times(count)}{In(happened.Time)}";
        return count == 0 ? $"no {what}{In(happened.Time)}" : $"{what} {Times(count)}{In(happened.Time)}, not {Times(happened.Times)}";
    }

    private static string Scored(Trace trace, Condition.Scored scored)
    {
        var name = scored.Part == ScoredPart.Total ? "score" : $"{scored.Part.ToString().ToLowerInvariant()} score";
        if (trace.Counted is not { } points) return $"there is no {name}";
        return trace.Truth == Truth.Yes ? $"{name} is {Number(points)}" : $"{name} is {Number(points)}, less than {Number(scored.Points)}";
    }

    private static string Joined(Trace trace, string with) =>
        trace.Parts.IsEmpty ? "nothing is asked" : string.Join(with, trace.Parts.Where(part => part.Truth == trace.Truth || trace.Truth != Truth.Yes && part.Truth != Truth.Yes).Select(part => part.Words));

    internal static string Times(int count) => count switch { 1 => "once", 2 => "twice", _ => string.Create(CultureInfo.InvariantCulture, $"{count} times") };

    internal static string In(TimeSpan? window) => window is not { } time ? ""
        : time.Ticks % TimeSpan.TicksPerDay == 0 ? string.Create(CultureInfo.InvariantCulture, $" within {time.Days} {(time.Days == 1 ? "day" : "days")}")
        : string.Create(CultureInfo.InvariantCulture, $" within {time.TotalHours:0.##} hours");

    internal static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= ValueMax ? text : text[..ValueMax] + "…";

    private static string List(ImmutableArray<string> values) =>
        values.Length <= ListMax ? string.Join(", ", values) : string.Join(", ", values.Take(ListMax)) + $" and {values.Length - ListMax} more";
}
