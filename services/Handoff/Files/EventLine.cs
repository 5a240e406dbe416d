using System.Collections.Immutable;
using System.Text.Json;
using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Files;

/// <summary>Reads a line of the log: one whose body was erased still counts, by what its columns say.</summary>
internal static class EventLine
{
    private static readonly Dictionary<string, HandoffEventKind> Kinds = Enum.GetValues<HandoffEventKind>().ToDictionary(HandoffJson.Word, kind => kind, StringComparer.Ordinal);

    /// <summary>The whole log of one handoff; a line whose body was erased names no version of the Agreement.</summary>
    /// <param name="lines">All of them, in the order they were stored.</param>
    /// <exception cref="JsonException">A line cannot be read.</exception>
    public static IEnumerable<HandoffEvent> LogOf(IEnumerable<StoredEvent> lines) => lines.Select((line, before) => Of(line, before, ImmutableDictionary<string, long>.Empty));

    /// <summary>The event.</summary>
    /// <param name="line">As stored.</param>
    /// <param name="before">How many lines of the same handoff stand before it: its number, where the body does not say it any more.</param>
    /// <param name="versions">Version by content hash.</param>
    /// <exception cref="JsonException">The body is neither an event nor erased, or the kind is not known: another program wrote it.</exception>
    public static HandoffEvent Of(StoredEvent line, int before, IReadOnlyDictionary<string, long> versions)
    {
        if (!string.IsNullOrWhiteSpace(line.Body) && line.Body is not ("{}" or "null")) return HandoffJson.EventOf(line);
        if (!Kinds.TryGetValue(line.Kind, out var kind)) throw new JsonException($"event {line.Seq} is of the kind '{line.Kind}', which is not known");
        return new HandoffEvent
        {
            Sequence = before + 1,
            HandoffId = line.HandoffId,
            PairId = line.PairId,
            Product = line.Product,
            Kind = kind,
            At = line.At,
            RecordedAt = line.RecordedAt,
            AgreementHash = line.Agreement,
            AgreementVersion = checked((int)versions.GetValueOrDefault(line.Agreement)),
            // Why is wiped with the rest; whatever it was, the person counts without identity from now on.
            Reason = kind == HandoffEventKind.Withdrawn ? "erased" : null,
        };
    }
}
