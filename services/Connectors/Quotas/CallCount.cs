using System.Globalization;

namespace Integration.Connectors.Quotas;

/// <summary>Our own calls of the last day, by quarter of an hour. Not thread-safe.</summary>
/// <remarks>Quarters, because midnight falls on a quarter of UTC in every time zone, and a rolling day needs no more precision.</remarks>
internal sealed class CallCount
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly SortedDictionary<long, long> byQuarter = [];

    public void Add(DateTimeOffset at, long calls = 1)
    {
        var quarter = QuarterOf(at);
        byQuarter[quarter] = byQuarter.GetValueOrDefault(quarter) + calls;
        // Two days: enough for any zone's midnight, and bounded.
        while (byQuarter.Count > 0 && byQuarter.First().Key < quarter - 192) byQuarter.Remove(byQuarter.First().Key);
    }

    /// <summary>Calls since an instant; the quarter it falls into counts whole, so that the sum is never too small.</summary>
    public long Since(DateTimeOffset from)
    {
        var first = QuarterOf(from);
        return byQuarter.Where(entry => entry.Key >= first).Sum(entry => entry.Value);
    }

    /// <summary>When the oldest calls counted by <see cref="Since"/> will have left a span of this length; null = none are counted.</summary>
    public DateTimeOffset? OldestLeaves(DateTimeOffset from, TimeSpan span)
    {
        var first = QuarterOf(from);
        foreach (var quarter in byQuarter.Keys.Where(quarter => quarter >= first))
            return new DateTimeOffset((quarter + 1) * Quarter.Ticks, TimeSpan.Zero) + span;
        return null;
    }

    /// <summary>A short text that <see cref="Restore"/> reads.</summary>
    public string Save() => string.Join(' ', byQuarter.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}:{entry.Value}")));

    /// <summary>Adds what <see cref="Save"/> wrote; parts that cannot be read are left out and counted.</summary>
    public int Restore(string saved)
    {
        var unread = 0;
        foreach (var part in saved.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0
                && long.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var quarter)
                && long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var calls))
                byQuarter[quarter] = byQuarter.GetValueOrDefault(quarter) + calls;
            else unread++;
        }
        return unread;
    }

    private static long QuarterOf(DateTimeOffset at) => at.UtcTicks / Quarter.Ticks;
}
