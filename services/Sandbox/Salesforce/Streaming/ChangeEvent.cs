using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>One change event. Rows are immutable, so the event is written only when somebody reads it.</summary>
internal sealed class ChangeEvent
{
    private JsonObject? payload;

    public required long ReplayId { get; init; }
    public required string Object { get; init; }
    public required DateTimeOffset Committed { get; init; }
    public required EventHeader Header { get; init; }
    public SObjectType? Type { get; init; }
    public Row? Before { get; init; }
    public Row? After { get; init; }

    /// <summary>The payload as a snapshot kept it.</summary>
    public JsonObject? Stored { get => payload; init => payload = value; }

    public JsonObject Payload => payload ??= EventPayload.Write(this);

    /// <summary>As a member of the answer to a streaming connect.</summary>
    public JsonObject ToMessage(string channel) => new()
    {
        ["data"] = new JsonObject
        {
            ["schema"] = EventPayload.SchemaId(Object),
            ["payload"] = Payload.DeepClone(),
            ["event"] = new JsonObject { ["replayId"] = ReplayId },
        },
        ["channel"] = channel,
    };
}

/// <summary>What every event tells: facts/salesforce.md section 8.2. There are no nulledFields and diffFields over CometD.</summary>
internal sealed record EventHeader(string ChangeType, IReadOnlyList<string> RecordIds, string Origin, string TransactionKey, int Sequence, string CommitUser, long CommitNumber)
{
    /// <summary>Stands in for the header of an event whose payload a snapshot kept whole.</summary>
    public static readonly EventHeader Restored = new("", [], "", "", 0, "", 0);
}
