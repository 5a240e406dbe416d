using Integration.Core.Asks;

namespace Integration.Ledger.Asks;

/// <summary>One ask as the stores keep it: the columns that the ledger asks for, and the rest as it was asked.</summary>
/// <param name="Ask">Under its present pair, with its attempts.</param>
/// <param name="End">Done or Refused; null = open.</param>
/// <param name="EndedAt">Null = open.</param>
internal sealed record AskRow(Ask Ask, AskEnd? End, DateTimeOffset? EndedAt)
{
    public Guid Id => Ask.Id;
    public Guid PairId => Ask.PairId;
    public bool IsOpen => EndedAt is null;
    public AskStanding Standing => new(Ask, End, EndedAt);

    /// <summary>The order in which asks of one pair are carried out.</summary>
    public static IEnumerable<AskRow> InOrder(IEnumerable<AskRow> rows) => rows.OrderBy(row => row.Ask.AskedAt).ThenBy(row => row.Id);
}
