namespace Integration.Core.Conditions;

/// <summary>The condition on what happened.</summary>
internal static class EventEvaluation
{
    public static Trace Happened(Condition.Happened happened, Subject subject, DateTimeOffset now)
    {
        var moments = new List<DateTimeOffset>();
        DateTimeOffset? nextToCome = null;
        foreach (var one in subject.Events)
        {
            if (!string.Equals(one.Kind, happened.Kind, StringComparison.OrdinalIgnoreCase)) continue;
            if (happened.About is { } about && !about.IsIn(one.About)) continue;
            // The other system's clock may run ahead of ours: what it says of the future counts once it is here.
            if (one.At > now) nextToCome = Trace.Earlier(nextToCome, one.At);
            else if (happened.Time is not { } window || now - one.At <= window) moments.Add(one.At);
        }
        var holds = moments.Count >= happened.Times;
        return new Trace
        {
            Condition = happened,
            Truth = holds ? Truth.Yes : Truth.No,
            Counted = moments.Count,
            ChangesAt = holds ? Falls(moments, happened) : nextToCome,
        };
    }

    // It holds until fewer than the asked number of events are left in the window.
    private static DateTimeOffset? Falls(List<DateTimeOffset> moments, Condition.Happened happened)
    {
        if (happened.Time is not { } window || happened.Times < 1) return null;
        moments.Sort();
        return FieldEvaluation.After(moments[^happened.Times], window);
    }
}
