using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;

namespace Integration.Salesforce.Writes;

/// <summary>One write, ready to be sent.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Object">The object.</param>
/// <param name="Key">The record's id, or the pair key of a create.</param>
/// <param name="Row">The row of the call; null for a delete.</param>
internal sealed record WriteItem(IntentKind Kind, string Object, string Key, JsonObject? Row);

/// <summary>How a write ended.</summary>
internal sealed record WriteEnd(WriteResult Result, RecordKey? Key, Fault? Fault);
