using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Core.Asks;
using Integration.Ledger.States;

namespace Integration.Ledger.Asks;

/// <summary>The stored form of an ask and of its end.</summary>
internal static class AskJson
{
    public static string Of(Ask ask) => JsonSerializer.Serialize(ask, AskJsonContext.Default.Ask);

    public static string? Of(AskEnd? end) => end is null ? null : JsonSerializer.Serialize(end, AskJsonContext.Default.AskEnd);

    /// <summary>A row from its columns, in the order of <see cref="Columns"/>.</summary>
    /// <exception cref="LedgerUnavailableException">A text is no ask: a newer program wrote it, or someone edited the database.</exception>
    public static AskRow Row(Guid pairId, string ask, int attempts, DateTimeOffset? notBefore, DateTimeOffset? endedAt, string? end) => new(
        StateJson.Read(ask, AskJsonContext.Default.Ask) with { PairId = pairId, Attempts = attempts, NotBefore = notBefore },
        end is null ? null : StateJson.Read(end, AskJsonContext.Default.AskEnd),
        endedAt);

    /// <summary>The columns that <see cref="Row"/> takes.</summary>
    public const string Columns = "pair_id, ask, attempts, not_before, ended_at, outcome";

}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(RecordKeyJson)])]
[JsonSerializable(typeof(Ask))]
[JsonSerializable(typeof(AskEnd))]
internal sealed partial class AskJsonContext : JsonSerializerContext;
