using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;

namespace Integration.Salesforce.Writes;

/// <summary>One write, ready to be sent.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Schema">The object, as described when the row was built.</param>
/// <param name="Key">The record's id, or the pair key of a create.</param>
/// <param name="Row">The row of the call; null for a delete.</param>
internal sealed record WriteItem(IntentKind Kind, DescribedObject Schema, string Key, JsonObject? Row)
{
    /// <summary>Refused when the record has changed since, in ms since 1970; null = whatever happened. Such a write goes alone: a collections call takes no condition (facts/salesforce.md section 3).</summary>
    public long? UnchangedSince { get; init; }
    /// <summary>The object's name.</summary>
    public string Object => Schema.Name;
}

/// <summary>How a write ended.</summary>
internal sealed record WriteEnd(WriteResult Result, RecordKey? Key, Fault? Fault);
