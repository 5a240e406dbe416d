using System.Globalization;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Writes;

/// <summary>One intent ready to be sent.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Object">The object.</param>
/// <param name="Key">Record id, or for a create the pair's key.</param>
/// <param name="Input">Its input; for a delete only the id counts.</param>
internal sealed record WriteItem(IntentKind Kind, string Object, string Key, WriteInput Input)
{
    /// <summary>Prepares an intent, or says why it cannot be sent.</summary>
    public static (WriteItem? Item, Fault? Fault) Of(RecordWrite write)
    {
        var intent = write.Intent;
        var traceId = intent.Id.ToString("N");
        if (intent.Kind == IntentKind.Create)
        {
            var key = KeyProperty.TextOf(write.PairKey);
            // The key goes into the properties too: the id alone finds a record, and whether it is also set is not documented.
            return (new WriteItem(intent.Kind, intent.Object, key, new WriteInput(key, traceId, intent.Values.With(KeyProperty.Name, FieldValue.Of(key)))), null);
        }
        if (intent.Kind == IntentKind.Activity) return Activity(write, traceId);
        return intent.Target is { System: SystemName.HubSpot } target && HubSpotObjects.IsId(target.Id)
            ? (new WriteItem(intent.Kind, intent.Object, target.Id, new WriteInput(target.Id, traceId, intent.Values)), null)
            : (null, new Fault(FaultClass.Identity, "MALFORMED_ID", $"{intent.Target?.ToString() ?? "Nothing"} is no HubSpot record to be written.", "Look at the pair with `integration explain`."));
    }

    private static (WriteItem?, Fault?) Activity(RecordWrite write, string traceId)
    {
        var intent = write.Intent;
        if (HubSpotObjects.AboutContact(intent.Object) is not { } type || intent.Target is not { System: SystemName.HubSpot, Object: "contacts" } person || !HubSpotObjects.IsId(person.Id))
            return (null, new Fault(FaultClass.Record, "NO_SUCH_ACTIVITY", $"A record of {intent.Object} cannot be made about {intent.Target?.ToString() ?? "nobody"}.", "Ask for a note or a task about a contact."));
        var key = KeyProperty.TextOf(write.PairKey);
        var values = intent.Values.With(KeyProperty.Name, FieldValue.Of(key));
        // Required on every note and task: its place on the timeline, or a task's due date.
        if (!values[Timestamp].HasText) values = values.With(Timestamp, FieldValue.Of(intent.SentAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        return (new WriteItem(intent.Kind, intent.Object, key, new WriteInput(key, traceId, values) { About = (person.Id, type) }), null);
    }

    private const string Timestamp = "hs_timestamp";
}

/// <summary>How a write ended.</summary>
/// <param name="Result">As far as is known.</param>
/// <param name="Record">The record as the answer showed it: some of its properties, all of those written.</param>
/// <param name="Fault">Set unless done.</param>
internal sealed record WriteEnd(WriteResult Result, WireRecord? Record, Fault? Fault)
{
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; init; }
    /// <summary>The record was read afterwards: somebody may have written since.</summary>
    public bool IsReadBack { get; init; }
}
