using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Files;

/// <summary>How handoffs and their events stand in the ledger and in answers: camelCase names, enums in kebab-case.</summary>
public static class HandoffJson
{
    /// <summary>The options of every JSON text of this service.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Names of people and companies: stored as they are, not as \u escapes. Never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>An enum's value as JSON, lists and counts name it: <c>accepted-implicitly</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The event of a line of the log, as Core wrote it.</summary>
    /// <exception cref="JsonException">The body is not an event: it was stored by another program.</exception>
    public static HandoffEvent EventOf(StoredEvent line) => JsonSerializer.Deserialize<HandoffEvent>(line.Body, Options) ?? throw new JsonException($"event {line.Seq} has an empty body");

    internal static StoredEvent Line(HandoffEvent one) =>
        new(one.HandoffId, one.PairId, one.Product, Word(one.Kind), one.At, one.AgreementHash, JsonSerializer.Serialize(one, Options));

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"there is no {typeof(T).Name} in this text");

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
