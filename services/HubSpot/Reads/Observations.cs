using Integration.Core.Records;
using Integration.HubSpot.Links;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Reads;

/// <summary>The properties that every read adds to those asked for, and the observation they give.</summary>
internal static class Observations
{
    /// <summary>What to ask of an object: stamps, our key, and the properties asked for, each once.</summary>
    public static IReadOnlyList<string> With(string objectName, IEnumerable<string> asked) =>
        [.. asked.Where(name => name != PrimaryCompany.Field).Concat([HubSpotObjects.StampOf(objectName), HubSpotObjects.CreatedOf(objectName), KeyProperty.Name]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A live record as an observation. A property not in the answer is missing: deleted, renamed, or not shown.</summary>
    /// <param name="key">The key asked for.</param>
    /// <param name="record">The record.</param>
    /// <param name="asked">The fields to be given.</param>
    /// <param name="startedAt">When the call was sent.</param>
    /// <param name="endedAt">When its answer was there.</param>
    public static Observation Live(RecordKey key, WireRecord record, IEnumerable<string> asked, DateTimeOffset startedAt, DateTimeOffset endedAt) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of(asked.Where(record.Properties.ContainsKey).Select(name => KeyValuePair.Create(name, FieldValue.Of(record.Properties[name])))),
        // updatedAt is the same instant, and there where an answer shows only what was written.
        Version = HubSpotTime.Milliseconds(record.Properties.GetValueOrDefault(HubSpotObjects.StampOf(key.Object))) ?? HubSpotTime.Milliseconds(record.UpdatedAt) ?? 0,
        ReadStartedAt = startedAt,
        ReadEndedAt = endedAt,
        CreatedAt = HubSpotTime.Instant(record.Properties.GetValueOrDefault(HubSpotObjects.CreatedOf(key.Object)) ?? record.CreatedAt),
        PairKey = Guid.TryParse(record.Properties.GetValueOrDefault(KeyProperty.Name), out var pair) ? pair : null,
    };

    /// <summary>A record that is not there, with what is known of its fate.</summary>
    public static Observation Absent(RecordKey key, Life life, DateTimeOffset startedAt, DateTimeOffset endedAt, long version = 0) =>
        new() { Key = key, Life = life, Version = version, ReadStartedAt = startedAt, ReadEndedAt = endedAt };
}
