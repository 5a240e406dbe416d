using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>A record that needs a cycle of its own for what another pair's cycle learnt: no hint of an outside system tells of it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Mapping">The mapping that its pair is of, or gets.</param>
/// <param name="Lane">How soon.</param>
internal readonly record struct LookAgain(RecordKey Record, string Mapping, Lane Lane)
{
    /// <summary>True to wake a closed pair as well.</summary>
    public bool IsLifeChange { get; init; }

    /// <summary>Has each record looked at once, by the most urgent of those who ask for it.</summary>
    public static async Task TouchAsync(IEnumerable<LookAgain> records, ILedger ledger, IEntropy entropy, DateTimeOffset now, CancellationToken stop)
    {
        var touches = records.GroupBy(again => again.Record).Select(same => new Touch(
            new Hint(same.Key, same.Min(again => again.Lane)) { IsLifeChange = same.Any(again => again.IsLifeChange) }, same.First().Mapping, entropy.NextId(now))).ToList();
        if (touches.Count > 0) await ledger.TouchAsync(touches, null, now, stop);
    }
}
