using System.Text.Json;
using Integration.Core.Pairs;
using Integration.Ledger;

namespace Integration.Sync.Status;

/// <summary>The answer of <c>GET /api/sync/status</c>. Pending and in flight both 0 = quiet.</summary>
/// <param name="IsQuiet">Nothing to do and nothing on its way.</param>
/// <param name="Pending">Pairs with something to do that nobody has taken yet.</param>
/// <param name="InFlight">Pairs being worked on, or with a write whose end is not known.</param>
/// <param name="Held">Pairs that wait for a cause to end, and pairs with such a field.</param>
/// <param name="Failed">Pairs whose last attempts failed.</param>
/// <param name="Linked">Pairs with a record on both sides.</param>
/// <param name="Pairs">All pairs by status.</param>
/// <param name="Lanes">Pending pairs by lane.</param>
/// <param name="HeldByCode">Held pairs and fields by code; <c>/api/sync/held</c> lists them.</param>
/// <param name="Cursors">How far each feed has read.</param>
/// <param name="Counters">What was told and not stored, and what else is counted.</param>
/// <param name="Quotas">What each system's allowance has left, by system: <c>hubspot</c>, <c>salesforce</c>.</param>
/// <param name="Gauges">What the feeds say of themselves.</param>
/// <param name="DeleteBrake">Set while deletions wait because there were too many; null = the brake is off.</param>
public sealed record SyncStatus(
    bool IsQuiet,
    long Pending,
    long InFlight,
    long Held,
    long Failed,
    long Linked,
    IReadOnlyDictionary<string, long> Pairs,
    IReadOnlyDictionary<string, long> Lanes,
    IReadOnlyDictionary<string, long> HeldByCode,
    IReadOnlyDictionary<string, string> Cursors,
    IReadOnlyDictionary<string, long> Counters,
    IReadOnlyDictionary<string, JsonElement> Quotas,
    IReadOnlyDictionary<string, JsonElement> Gauges,
    DrawnBrake? DeleteBrake)
{
    private const string QuotaSuffix = ".quota";

    /// <summary>From the ledger's numbers.</summary>
    public static SyncStatus Of(LedgerStatus ledger) => new(
        ledger.IsQuiet, ledger.Pending, ledger.InFlight, ledger.Held, ledger.Failed, ledger.Linked,
        ledger.Pairs, ledger.Lanes, ledger.HeldByCode, ledger.Cursors, ledger.Counters,
        Documents(ledger.Gauges, isQuota: true), Documents(ledger.Gauges, isQuota: false), DrawnBrake.Of(ledger));

    private static SortedDictionary<string, JsonElement> Documents(IReadOnlyDictionary<string, string> gauges, bool isQuota)
    {
        var documents = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, json) in gauges)
            if (name.EndsWith(QuotaSuffix, StringComparison.Ordinal) == isQuota) documents[isQuota ? name[..^QuotaSuffix.Length] : name] = JsonSerializer.Deserialize<JsonElement>(json);
        return documents;
    }
}

/// <summary>The delete brake, drawn.</summary>
/// <param name="Waiting">Deletions that wait.</param>
/// <param name="Reason">Why.</param>
/// <param name="Mend">What ends it.</param>
public sealed record DrawnBrake(long Waiting, string Reason, string Mend)
{
    internal static DrawnBrake? Of(LedgerStatus ledger)
    {
        if (ledger.HeldByCode.GetValueOrDefault(HoldCodes.DeletesBraked) is not (> 0 and var waiting)) return null;
        var (_, reason, mend) = HoldCodes.All.First(entry => entry.Code == HoldCodes.DeletesBraked);
        return new DrawnBrake(waiting, reason, mend);
    }
}
