namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>One search. Limits: facts/hubspot.md section 3.3.</summary>
public sealed record SearchRequest
{
    /// <summary>Or-ed groups of and-ed filters: up to 5 groups, 6 filters each, 18 in all.</summary>
    public IReadOnlyList<IReadOnlyList<SearchFilter>> FilterGroups { get; init; } = [];
    /// <summary>Property to sort by; null = creation, oldest first.</summary>
    public string? SortBy { get; init; }
    /// <summary>Largest first.</summary>
    public bool Descending { get; init; }
    /// <summary>Free text; null for none.</summary>
    public string? Query { get; init; }
    /// <summary>Records wanted, 1 to 200. Default 10.</summary>
    public int Limit { get; init; } = 10;
    /// <summary>Offset, not a cursor: records that change under it are skipped or repeated. 0 to 9,999.</summary>
    public int After { get; init; }
}

/// <summary>One condition.</summary>
/// <param name="Property">Property name, or <c>associations.company</c> and the like.</param>
/// <param name="Operator">Such as <c>EQ</c>.</param>
/// <param name="Value">For all operators but <c>IN</c>, <c>NOT_IN</c> and the two <c>HAS_PROPERTY</c>.</param>
/// <param name="HighValue">For <c>BETWEEN</c>.</param>
/// <param name="Values">For <c>IN</c> and <c>NOT_IN</c>.</param>
public sealed record SearchFilter(string Property, string Operator, string? Value = null, string? HighValue = null, IReadOnlyList<string>? Values = null);

/// <summary>One page of a search as the index stood.</summary>
/// <param name="Total">All that match, also beyond the 10,000 that can be fetched.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
public sealed record SearchPage(int Total, IReadOnlyList<Records.HubSpotRecord> Results, int? Next);
