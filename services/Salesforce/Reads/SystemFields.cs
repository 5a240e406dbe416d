using System.Text.Json;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Reads;

/// <summary>The fields that every read adds to those asked for, and the observation they give.</summary>
internal static class SystemFields
{
    /// <summary>Id, stamps, life and our key; those that an object lacks (or hides) are left out by its describe.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Id", "SystemModstamp", "CreatedDate", "LastModifiedById", "IsDeleted", "IsConverted", "ConvertedContactId", KeyField.Name];

    /// <summary>What to select of an object: the system fields and those asked for, as far as they are visible.</summary>
    public static IReadOnlyList<string> With(DescribedObject schema, IEnumerable<string> asked) => [.. schema.Visible(Names.Concat(asked))];

    /// <summary>A row of a retrieve or query as an observation.</summary>
    /// <param name="key">The key asked for.</param>
    /// <param name="row">The row.</param>
    /// <param name="asked">The fields to be given; those not in the row are missing.</param>
    /// <param name="startedAt">When the read was sent.</param>
    /// <param name="endedAt">When its answer was there.</param>
    public static Observation Observe(RecordKey key, JsonElement row, IEnumerable<string> asked, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        var life = LifeOf(row);
        return new Observation
        {
            Key = key,
            Life = life,
            Values = life.State is LifeState.Live or LifeState.Converted
                ? FieldValues.Of(asked.Select(field => KeyValuePair.Create(field, FieldText.Of(row, field))))
                : FieldValues.None,
            Version = SalesforceTime.Milliseconds(FieldText.TextOf(row, "SystemModstamp")),
            ReadStartedAt = startedAt,
            ReadEndedAt = endedAt,
            CreatedAt = SalesforceTime.TryParse(FieldText.TextOf(row, "CreatedDate"), out var created) ? created : null,
            PairKey = Guid.TryParse(FieldText.TextOf(row, KeyField.Name), out var pair) ? pair : null,
            ChangedBy = FieldText.TextOf(row, "LastModifiedById"),
        };
    }

    private static Life LifeOf(JsonElement row)
    {
        if (FieldText.IsTrue(row, "IsDeleted")) return new Life(LifeState.Deleted);
        if (!FieldText.IsTrue(row, "IsConverted")) return Life.Live;
        // No contact where our user may not see it: still converted, still read-only.
        return new Life(LifeState.Converted, FieldText.TextOf(row, "ConvertedContactId") is { } contact
            ? new RecordKey(SystemName.Salesforce, "Contact", SalesforceIds.Normalise(contact))
            : null);
    }
}
