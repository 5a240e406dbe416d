namespace Integration.Core.Kpis;

/// <summary>Which figure, over what.</summary>
/// <param name="Id">The figure.</param>
/// <param name="From">Start of the window; within it.</param>
/// <param name="To">End of the window; outside of it.</param>
/// <param name="Now">The moment of asking: decides what is still open and where censoring ends.</param>
public sealed record KpiQuestion(KpiId Id, DateTimeOffset From, DateTimeOffset To, DateTimeOffset Now)
{
    /// <summary>Null = the figure's default.</summary>
    public KpiView? View { get; init; }
    /// <summary>Only handoffs whose first owner belongs to this team of the roster; null = all.</summary>
    public string? Team { get; init; }
    /// <summary>Only people from this source, as stamped when the handoff was opened; null = all.</summary>
    public string? Source { get; init; }
    /// <summary>Only this product; null = all.</summary>
    public string? Product { get; init; }

    /// <summary>Why it cannot be answered, with the mend; null when it can.</summary>
    public string? Problem()
    {
        var definition = KpiTable.Of(Id);
        if (View is { } view && !definition.Views.Contains(view)) return $"{Id} has no {Word(view)} view; it has {string.Join(" and ", definition.Views.Select(Word))}.";
        if (Team is not null && !definition.HasTeam) return $"{Id} cannot be told by team, since nobody of sales owns what it counts; leave the team out.";
        if ((Source is not null || Product is not null) && !definition.HasSource) return $"{Id} is told for everybody; leave source and product out.";
        return From < To ? null : "The window is empty; its end must lie after its start.";
    }

    private static string Word(KpiView view) => view.ToString().ToLowerInvariant();
}
