using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Records;

namespace Integration.Core.Packets;

/// <summary>How a field of a packet stands.</summary>
public enum PacketState
{
    /// <summary>Filled, and fresh enough.</summary>
    There,
    /// <summary>Filled, and older than agreed; counts half.</summary>
    Stale,
    /// <summary>Blank, <c>unknown</c>, or not shown.</summary>
    Missing,
}

/// <summary>One field of a packet.</summary>
public sealed record PacketValue(PacketField Field, FieldValue Value, PacketState State);

/// <summary>What sales gets with a person.</summary>
/// <param name="Values">One for each agreed field, in that order.</param>
public sealed record Packet(ImmutableArray<PacketValue> Values)
{
    /// <summary>Share of the required fields that are there, 0 to 1, a stale one counting half; 1 when none is required (K8).</summary>
    public decimal Completeness
    {
        get
        {
            var required = Values.Where(value => value.Field.Required).ToList();
            return required.Count == 0 ? 1 : required.Sum(value => value.State switch { PacketState.There => 1m, PacketState.Stale => 0.5m, _ => 0 }) / required.Count;
        }
    }

    /// <summary>Required fields that are missing.</summary>
    public ImmutableArray<string> Missing => [.. Values.Where(value => value.Field.Required && value.State == PacketState.Missing).Select(value => value.Field.Field.ToString())];

    /// <summary>Puts a packet together.</summary>
    /// <param name="fields">The agreed fields.</param>
    /// <param name="subject">The person.</param>
    /// <param name="now">Against which the age of values is reckoned.</param>
    public static Packet Of(ImmutableArray<PacketField> fields, Subject subject, DateTimeOffset now) =>
        new([.. fields.Select(field => new PacketValue(field, subject[field.Field], StateOf(field, subject, now)))]);

    private static PacketState StateOf(PacketField field, Subject subject, DateTimeOffset now)
    {
        var text = subject[field.Field].Text?.Trim();
        if (string.IsNullOrEmpty(text) || string.Equals(text, "unknown", StringComparison.OrdinalIgnoreCase)) return PacketState.Missing;
        return field.FreshFor is { } fresh && subject.ChangedAt(field.Field) is { } at && now - at > fresh ? PacketState.Stale : PacketState.There;
    }
}
