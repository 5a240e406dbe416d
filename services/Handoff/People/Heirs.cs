using Integration.Core.Pairs;
using Integration.Ledger;

namespace Integration.Handoff.People;

/// <summary>Which pair a person has now, when the one that was known was taken over.</summary>
internal static class Heirs
{
    private const int ChainMax = 100;

    /// <summary>The pair itself while nobody took it over; null when whoever did is not there, or was erased.</summary>
    public static async Task<Pair?> OfAsync(ILedger ledger, Pair pair, CancellationToken stop)
    {
        // A pair that took over may have been taken over itself. Nobody heirs from himself, so the way ends.
        for (var steps = 0; steps < ChainMax; steps++)
        {
            if (pair.Status != PairStatus.Superseded) return pair;
            if (pair.SupersededBy is not { } next || await ledger.PairAsync(next, stop) is not { } heir) return null;
            pair = heir;
        }
        return null;
    }
}
