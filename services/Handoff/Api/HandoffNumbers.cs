using Integration.Core.Clocks;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Api;

/// <summary>How the open handoffs do, in four numbers.</summary>
/// <param name="Open">Something is still owed.</param>
/// <param name="Warned">Of them, those whose owner was reminded.</param>
/// <param name="Breached">Of them, those whose first touch came too late or not at all.</param>
/// <param name="Answered">Of them, those that sales took or gave back.</param>
public sealed record HandoffNumbers(long Open, long Warned, long Breached, long Answered)
{
    /// <summary>Counts them.</summary>
    public static async Task<HandoffNumbers> CountAsync(ILedger ledger, CancellationToken stop)
    {
        var numbers = new HandoffNumbers(0, 0, 0, 0);
        await foreach (var rows in ledger.Handoffs.PagesAsync(HandoffPages.Open, stop))
            foreach (var handoff in rows.Select(row => HandoffFile.Of(row).Handoff))
                numbers = new HandoffNumbers(
                    numbers.Open + 1,
                    numbers.Warned + (handoff.Fired.Any(id => id.Contains($"/{TimerKind.Remind}/", StringComparison.Ordinal)) ? 1 : 0),
                    numbers.Breached + (handoff.BreachedAt is null ? 0 : 1),
                    numbers.Answered + (handoff.AcceptedAt is null && handoff.ReturnedAt is null ? 0 : 1));
        return numbers;
    }

    /// <summary>As a status line tells it: <c>handoffs 12 open (3 answered, 2 warned, 1 breached)</c>.</summary>
    public override string ToString() => $"handoffs {Open} open ({Answered} answered, {Warned} warned, {Breached} breached)";
}
