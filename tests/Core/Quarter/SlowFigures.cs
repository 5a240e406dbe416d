using Integration.Core.Kpis;

namespace Integration.Core.Tests.Quarter;

/// <summary>The figures counted with loops over what must have happened; windows are the quarter itself, asked 60 days after it.</summary>
internal sealed class SlowFigures(IReadOnlyList<Row> all, IReadOnlyList<Response> responses)
{
    // Of two that became one the other counts; that it was sent all the same, the parity of receipts says.
    private readonly List<Row> rows = [.. all.Where(row => !row.IsMerged)];

    private const int Quarter = Company.Weeks * 7 * 1440;
    private const int Day = 1440;

    /// <summary>Numerator, denominator, still open.</summary>
    public (int Numerator, int Denominator, int Open) Of(KpiId id) => id switch
    {
        KpiId.K1 => Count(responses.Where(one => !one.IsNever), one => one.At, one => one.At + 90 * Day, (one, until) => one.Sent <= until),
        KpiId.K2 => Count(rows.Where(row => row.Delivered is not null), row => row.Sent, row => row.Still.AfterDays(row.Still.AfterDays(row.Delivered!.Value, 2), 5), (row, until) => row.Touched <= until || row.Accepted <= until),
        KpiId.K3a => Count(rows.Where(row => row.Touched is not null), row => row.Touched!.Value, row => row.Touched!.Value + 90 * Day, (row, until) => row.Qualified <= until),
        KpiId.K3b => Count(rows.Where(row => row.Delivered is not null), row => row.Sent, row => row.Sent + 90 * Day, (row, until) => row.Qualified <= until),
        KpiId.K3c => Count(rows.Where(row => row.Qualified is not null), row => row.Qualified!.Value, row => row.Qualified!.Value + 60 * Day, (row, until) => row.Opportunity <= until),
        KpiId.K4 => Count(Owed(), row => row.Due, row => row.Due, (row, _) => row.Touched <= row.Due),
        KpiId.K5 => Count(Owed(), row => row.Due, row => row.Still.AfterDays(row.Due, 5), (row, until) => !(Deeds(row).Min() <= until)),
        KpiId.K7 => Count(Owed(), row => row.Touched <= row.Due ? row.Touched!.Value : row.Due, row => row.Touched <= row.Due ? row.Touched!.Value : row.Due, (row, _) => row.Touched <= row.Due),
        KpiId.K9 => (0, all.Count(row => row.Closed is null), 0),
        KpiId.K8 => rows.Count(row => row.Sent < Quarter) is var sent ? (3 * sent, 3 * sent, 0) : default,
        KpiId.K11 => Count(rows.Where(row => row.Touched is not null), row => row.Touched!.Value, row => row.Still.AfterDays(row.Touched!.Value, 10),
            (row, until) => row.Opportunity <= until || (!row.Unreasoned && row.Closed <= until)),
        KpiId.K24 => Count(rows.Where(row => row.DealClosed is not null), row => row.DealClosed!.Value, row => row.DealClosed!.Value + 10 * Day, (row, _) => row.DealTold),
        KpiId.K25 => Count(rows.Where(row => row.Closed is not null), row => row.Closed!.Value, row => row.Closed!.Value, (row, _) => !row.Unreasoned && row.Lapsed is null),
        KpiId.K30 => (0, all.Count(row => row.Sent < Quarter), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(id)),
    };

    /// <summary>The median in business minutes: everybody has one weight, and whoever leaves without coming to it hands the weight on to all who stay longer.</summary>
    public double? Median(KpiId id)
    {
        var times = rows.Where(row => row.Sent < Quarter).Select(row =>
        {
            var reached = id == KpiId.K6 ? row.Touched : row.Decided;
            return (Time: row.Clock.Minutes(row.Sent, reached ?? Math.Min(row.Over ?? SlowQuarter.End, SlowQuarter.End)), Reached: reached is not null);
        }).OrderBy(one => one.Time).ThenByDescending(one => one.Reached).ToList();
        var (weight, sum) = (1d / times.Count, 0d);
        for (var at = 0; at < times.Count; at++)
        {
            if (times[at].Reached) sum += weight;
            else weight += weight / Math.Max(1, times.Count - at - 1);
            // A sum of many shares is not exact: half of 300 must be half.
            if (sum >= 0.5 - 1e-9) return times[at].Time;
        }
        return null;
    }

    // Nothing is owed any more to whom sales said no, or who opted out, before the limit.
    private IEnumerable<Row> Owed() => rows.Where(row => row.Touched <= row.Due || !(row.Withdrawn <= row.Due || row.Rejected <= row.Due));

    private static IEnumerable<int?> Deeds(Row row) => [row.Touched, row.Rejected, row.Accepted, row.Working, row.Opportunity, row.DealClosed, row.Moved?.At, row.Paused];

    private static (int, int, int) Count<T>(IEnumerable<T> all, Func<T, int> at, Func<T, int> matures, Func<T, int, bool> hit)
    {
        var (numerator, denominator, open) = (0, 0, 0);
        foreach (var one in all)
        {
            if (at(one) is < 0 or >= Quarter) continue;
            if (matures(one) > SlowQuarter.End) open++;
            else
            {
                denominator++;
                if (hit(one, matures(one))) numerator++;
            }
        }
        return (numerator, denominator, open);
    }
}
