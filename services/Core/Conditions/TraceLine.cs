using System.Collections.Immutable;

namespace Integration.Core.Conditions;

/// <summary>A trace's condition as one line, for receipts and for people.</summary>
/// <param name="Depth">0 for the whole, 1 for its parts, and so on.</param>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Rule">The condition in plain words, without field values.</param>
/// <param name="Words">One sentence without a full stop; holds field values.</param>
public sealed record TraceLine(int Depth, Truth Truth, string Rule, string Words)
{
    /// <summary>The leaves and the named parts of a trace, in order; what only joins (all, any, not) is left to the depth.</summary>
    public static ImmutableArray<TraceLine> Of(Trace trace)
    {
        var lines = ImmutableArray.CreateBuilder<TraceLine>();
        Gather(trace, 0, lines);
        return lines.ToImmutable();
    }

    private static void Gather(Trace trace, int depth, ImmutableArray<TraceLine>.Builder lines)
    {
        switch (trace.Condition)
        {
            case Condition.Named named:
                lines.Add(new TraceLine(depth, trace.Truth, named.Name, named.Name));
                Gather(trace.Parts[0], depth + 1, lines);
                break;
            case Condition.All or Condition.Any when !trace.Parts.IsEmpty:
                foreach (var part in trace.Parts) Gather(part, depth + 1, lines);
                break;
            default:
                lines.Add(new TraceLine(depth, trace.Truth, ConditionWords.Of(trace.Condition), trace.Words));
                break;
        }
    }
}
