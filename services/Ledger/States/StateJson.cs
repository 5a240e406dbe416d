using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Integration.Core.Journals;
using Integration.Core.Pairs;

namespace Integration.Ledger.States;

/// <summary>The stored form of what is not queried: a pair's state and a journal line, as JSON.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions Options = new(StateJsonContext.Default.Options)
    {
        TypeInfoResolver = StateJsonContext.Default.WithAddedModifier(LeaveOutDefaults),
    };

    private static readonly JsonTypeInfo<Pair> PairType = (JsonTypeInfo<Pair>)Options.GetTypeInfo(typeof(Pair));
    private static readonly JsonTypeInfo<JournalEntry> EntryType = (JsonTypeInfo<JournalEntry>)Options.GetTypeInfo(typeof(JournalEntry));

    public static string Of(Pair pair) => JsonSerializer.Serialize(pair, PairType);

    /// <exception cref="LedgerUnavailableException">The text is no pair: a newer program wrote it, or someone edited the database.</exception>
    public static Pair Pair(string json)
    {
        var pair = Read(json, PairType);
        // The reader builds the dictionary with the culture's order; a lookup under another order than the one it was built with misses.
        return pair with { Fields = pair.Fields.WithComparers(StringComparer.Ordinal) };
    }

    public static string Of(JournalEntry entry) => JsonSerializer.Serialize(entry, EntryType);

    /// <exception cref="LedgerUnavailableException">The text is no journal line.</exception>
    public static JournalEntry Entry(string json) => Read(json, EntryType);

    internal static T Read<T>(string json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("the text is null");
        }
        catch (JsonException error)
        {
            throw new LedgerUnavailableException(
                $"The ledger holds a {typeof(T).Name} that this program cannot read ({error.Path}). Mend: run the version that wrote it, or restore the last backup.", error);
        }
    }

    /// <summary>
    /// A pair has some thirty fields of nine members each, nearly all of them unset: writing those too would triple every row.
    /// Required members are always written, since reading insists on them.
    /// </summary>
    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.IsRequired) continue;
            var unset = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            property.ShouldSerialize = (_, value) => !Equals(value, unset);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(RecordKeyJson)])]
[JsonSerializable(typeof(Pair))]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
