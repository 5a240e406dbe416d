using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.States;

namespace Integration.Ledger.Sightings;

/// <summary>The stored form of a sighting.</summary>
internal static class SightingJson
{
    /// <summary>The columns that <see cref="Row"/> takes.</summary>
    public const string Columns = "record, gen, seen_gen, due_at, attempts, state";

    public static string? Of(Sighting? sighting) => sighting is null ? null : JsonSerializer.Serialize(sighting, SightingJsonContext.Default.Sighting);

    /// <exception cref="LedgerUnavailableException">The text is no sighting: a newer program wrote it, or someone edited the database.</exception>
    public static Sighting Read(string json) => StateJson.Read(json, SightingJsonContext.Default.Sighting);

    /// <summary>A row from its columns, in the order of <see cref="Columns"/>.</summary>
    public static SightingRow Row(string record, long generation, long seenGeneration, DateTimeOffset? dueAt, int attempts, string? state) => new()
    {
        Key = RecordKey.Parse(record),
        Generation = generation,
        SeenGeneration = seenGeneration,
        DueAt = dueAt,
        Attempts = attempts,
        Sighting = state is null ? null : Read(state),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(RecordKeyJson)])]
[JsonSerializable(typeof(Sighting))]
internal sealed partial class SightingJsonContext : JsonSerializerContext;
