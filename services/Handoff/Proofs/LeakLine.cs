using Integration.Core.Leaks;

namespace Integration.Handoff.Proofs;

/// <summary>Somebody who fell between the teams.</summary>
/// <param name="PairId">Who.</param>
/// <param name="Product">For which product.</param>
/// <param name="HandoffId">The handoff concerned; null when there is none.</param>
/// <param name="Kind">How.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">What to do.</param>
public sealed record LeakLine(Guid PairId, string Product, Guid? HandoffId, LeakKind Kind, string What, string Mend)
{
    private const string Again = "Touch the record in HubSpot, so that it is judged again; then report this.";

    internal static LeakLine Of(Leak leak)
    {
        var (what, mend) = leak.Kind switch
        {
            LeakKind.NotJudged => ("The person is in scope and was never judged.", "See whether the handoff role runs and keeps up (GET /api/handoffs/status); else touch the record in HubSpot, and report this."),
            LeakKind.ReadyWithoutHandoff => ("The verdict is ready, and there is no handoff.", Again),
            LeakKind.TwoOpen => ("There are several open handoffs for one product.", "Close all but one through the API; then report this."),
            LeakKind.HandedOffWithoutHandoff => ("The verdict says that sales has the person, and there is no open handoff.", Again),
            LeakKind.LeftBehind => ("The person's pair was taken over, and the handoff stayed behind.", Again),
            LeakKind.NothingDelivers => ("It is sent, and nothing is on its way to deliver it.", Again),
            LeakKind.NoClock => ("It waits for sales, and no clock runs.", "Touch the record in HubSpot, so that its clocks are set again; then report this."),
            _ => throw new ArgumentOutOfRangeException(nameof(leak), leak.Kind, "a leak without words"),
        };
        return new LeakLine(leak.PairId, leak.Product, leak.HandoffId, leak.Kind, what, mend);
    }
}
