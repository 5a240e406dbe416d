using Integration.Core.Records;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>An earlier or open handoff, as the log tells of it.</summary>
internal sealed record SlowPast(string Product, bool IsOpen, string State, string? Reason, DateTimeOffset? ReturnedAt, DateTimeOffset? ClosedAt);

/// <summary>Lengths of time that both versions agree on, and that the role is set to.</summary>
internal static class SlowTimes
{
    public static readonly TimeSpan FailedRetry = TimeSpan.FromMinutes(30), Attempts = TimeSpan.FromHours(3);

    public static TimeSpan FirstTouch(int version) => TimeSpan.FromMinutes(version == 1 ? 30 : 20);
}

/// <summary>What both versions say, in plain code: none of it is the product's.</summary>
internal static class SlowTerms
{
    public static readonly string[] Products = ["core", "plus"];

    /// <summary>The verdict's word for one product.</summary>
    public static string Judge(int version, string product, FieldValues contact, IEnumerable<DateTimeOffset> views, IReadOnlyCollection<SlowPast> past, DateTimeOffset now)
    {
        var mine = past.Where(one => one.Product == product).ToList();
        if (contact["hs_email_optout"].Text == "true") return "never";
        if (mine.Exists(one => one.IsOpen)) return "handed-off";
        if (mine.Exists(one => one.State == "won")) return "never";
        if (mine.Exists(one => IsReturn(one) && one.Reason == "not-icp")) return "never";
        if (CoolsUntil(version, mine) > now) return "cooling-down";
        return IsQualified(version, product, contact["jobtitle"].Text, [.. views], now) && MayReturn(mine, views, now) ? "ready" : "not-ready";
    }

    /// <summary>The first moment at which a person may be handed over again; null at any time.</summary>
    public static DateTimeOffset? CoolsUntil(int version, IEnumerable<SlowPast> past)
    {
        DateTimeOffset? until = null;
        SlowPast? last = null;
        foreach (var one in past.Where(one => !one.IsOpen))
        {
            if (one.State == "failed" && (until is null || one.ClosedAt + SlowTimes.FailedRetry > until)) until = one.ClosedAt + SlowTimes.FailedRetry;
            if (IsReturn(one) && (last is null || At(one) > At(last))) last = one;
        }
        if (last is null) return until;
        var cool = At(last) + TimeSpan.FromHours(last.Reason switch { "bad-timing" => version == 1 ? 3 : 5, "budget" => 1, _ => 2 });
        return until > cool ? until : cool;
    }

    public static bool IsReturn(SlowPast past) => !past.IsOpen && past.State is "rejected" or "recycled" or "lost";

    private static DateTimeOffset At(SlowPast past) => past.ReturnedAt ?? past.ClosedAt!.Value;

    // Whoever comes back must have done something since, and comes back twice at most.
    private static bool MayReturn(List<SlowPast> past, IEnumerable<DateTimeOffset> views, DateTimeOffset now)
    {
        var returns = past.Where(IsReturn).ToList();
        return returns.Count == 0 || (returns.Count <= 2 && views.Any(view => view > returns.Max(At) && view <= now));
    }

    private static bool IsQualified(int version, string product, string? title, List<DateTimeOffset> views, DateTimeOffset now)
    {
        var words = (title ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return product == "core"
            ? words.Contains("VP") || (version == 2 && words.Contains("HEAD"))
            : words.Contains("CTO") && views.Exists(view => view <= now && now - view <= TimeSpan.FromHours(4));
    }
}
