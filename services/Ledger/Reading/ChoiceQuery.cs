namespace Integration.Ledger.Reading;

/// <summary>A choice of pairs as SQL; both stores understand the same text.</summary>
/// <param name="Where">The condition, with <c>$3</c> and <c>$4</c> for its two texts.</param>
/// <param name="One">The first text; "" where there is none.</param>
/// <param name="Two">The second.</param>
internal sealed record ChoiceQuery(string Where, string One, string Two)
{
    // Cast, because PostgreSQL cannot tell the type of a parameter that a condition does not use.
    private const string Unused = " AND CAST($3 AS TEXT) IS NOT NULL AND CAST($4 AS TEXT) IS NOT NULL";

    /// <summary>The ids: <c>$1</c> is the id to begin after, <c>$2</c> how many.</summary>
    public string Sql => $"SELECT id FROM pair WHERE id > $1 AND status IN ('Active', 'Held') AND {Where} ORDER BY id LIMIT $2";

    public static ChoiceQuery Of(PairChoice choice) => choice switch
    {
        PairChoice.Linked => new($"linked{Unused}", "", ""),
        PairChoice.Outdated outdated => new("mapping = $3 AND mapping_version <> $4", outdated.Mapping, outdated.Version),
        PairChoice.HeldUnder held => new("mapping = $3 AND holds > 0 AND EXISTS (SELECT 1 FROM hold WHERE hold.pair_id = pair.id AND hold.code = $4)", held.Mapping, held.Code),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "no such choice"),
    };
}
