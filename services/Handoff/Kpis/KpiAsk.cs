using Integration.Core.Kpis;

namespace Integration.Handoff.Kpis;

/// <summary>What somebody asks about figures, as it was written.</summary>
public sealed record KpiAsk
{
    /// <summary>The window where none is given.</summary>
    public const string PeriodDefault = "90d";

    /// <summary>The figure; null = all.</summary>
    public string? Id { get; init; }
    /// <summary>The window, as in <see cref="KpiPeriod.Forms"/>.</summary>
    public string? Period { get; init; }
    /// <summary><c>cohort</c> or <c>period</c>; null = each figure's default.</summary>
    public string? View { get; init; }
    /// <summary>A team of the roster.</summary>
    public string? Team { get; init; }
    /// <summary>A source of people.</summary>
    public string? Source { get; init; }
    /// <summary>A product.</summary>
    public string? Product { get; init; }

    /// <summary>Reads it. Of all figures, those that cannot be told so are left out; a figure that was named is refused.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="ids">Which figures.</param>
    /// <param name="ask">Makes the question of one.</param>
    /// <returns>What is wrong and how to write it; null when nothing is.</returns>
    public (string What, string Mend)? Read(DateTimeOffset now, out IReadOnlyList<KpiId> ids, out Func<KpiId, DateTimeOffset, KpiQuestion> ask)
    {
        ids = [];
        ask = (id, at) => Question(id, at);
        var known = string.Join(", ", KpiTable.All.Select(one => one.Id));
        KpiId? named = null;
        if (Id is not null)
        {
            if (KpiTable.All.FirstOrDefault(one => string.Equals(one.Id.ToString(), Id, StringComparison.OrdinalIgnoreCase)) is not { } definition) return ("There is no such figure", $"write one of {known}, or leave 'id' out for all");
            named = definition.Id;
        }
        if (KpiPeriod.Parse(Period ?? PeriodDefault, now) is null) return ("The window cannot be read", $"write {KpiPeriod.Forms}");
        if (View is not (null or "cohort" or "period")) return ("'view' is not valid", "write cohort or period, or leave it out");
        if (named is { } one)
        {
            if (Question(one, now).Problem() is { } problem) return ("The figure cannot be told so", problem);
            ids = [one];
            return null;
        }
        ids = [.. KpiTable.All.Select(definition => definition.Id).Where(id => Question(id, now).Problem() is null)];
        return ids.Count > 0 ? null : ("No figure can be told so", $"leave 'view', 'team', 'source' or 'product' out; the figures are {known}");
    }

    private KpiQuestion Question(KpiId id, DateTimeOffset now)
    {
        var period = KpiPeriod.Parse(Period ?? PeriodDefault, now)!.Value;
        return new KpiQuestion(id, period.From, period.To, now)
        {
            View = View switch { "cohort" => KpiView.Cohort, "period" => KpiView.Period, _ => null },
            Team = Team,
            Source = Source,
            Product = Product,
        };
    }
}
