using System.Globalization;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Sightings;

namespace Integration.Handoff.Following;

/// <summary>Reads what people of sales did for a person from both systems' activities.</summary>
/// <remarks>
/// A touch is done, by a person: a call or mail that was logged, a meeting that has begun, a note of sales. What a machine sent (list mail, a
/// sequence) does not count, neither does what is only planned, nor a to-do that was ticked off: nobody spoke with the person by that (KPI K4).
/// </remarks>
internal static class TouchSigns
{
    /// <summary>The touch that a record shows; null when it shows none, or none yet.</summary>
    public static Observed.Touched? Of(Sighting sighting, Roster roster, DateTimeOffset now)
    {
        if (sighting.Seen.Life.State != LifeState.Live) return null;
        var touched = (sighting.Key.System, sighting.Key.Object) switch
        {
            (SystemName.HubSpot, "calls") => Call(sighting, roster),
            (SystemName.HubSpot, "meetings") => Meeting(sighting, roster),
            (SystemName.HubSpot, "notes") => Note(sighting, roster),
            (SystemName.HubSpot, "emails") => Mail(sighting, roster),
            (SystemName.Salesforce, "Task") => Task(sighting),
            (SystemName.Salesforce, "Event") => Event(sighting),
            _ => null,
        };
        return touched is null || touched.At > now ? null : touched;
    }

    private static Observed.Touched? Task(Sighting sighting)
    {
        var values = sighting.Seen.Values;
        if (!IsTrue(values["IsClosed"])) return null;
        var at = Instant(values["CompletedDateTime"]) ?? Version(sighting);
        var channel = values["TaskSubtype"].Text switch
        {
            "Call" => "call",
            "Email" => "mail",
            "LinkedIn" => "message",
            "ListEmail" or "Cadence" => null,
            // Dialers log a call as a plain task with the fields of one.
            _ => values["CallType"].Text is not null || values["CallDisposition"].Text is not null || values["CallDurationInSeconds"].Text is not null ? "call" : null,
        };
        return channel is null ? null : new Observed.Touched(at, sighting.Key.ToString(), channel, true, values["OwnerId"].Text);
    }

    private static Observed.Touched? Event(Sighting sighting)
    {
        var values = sighting.Seen.Values;
        return (Instant(values["StartDateTime"]) ?? Instant(values["ActivityDateTime"])) is { } at ? new Observed.Touched(at, sighting.Key.ToString(), "meeting", true, values["OwnerId"].Text) : null;
    }

    private static Observed.Touched? Call(Sighting sighting, Roster roster) =>
        sighting.Seen.Values["hs_call_status"].Text is null or "COMPLETED" ? Logged(sighting, roster, "call", "hs_timestamp") : null;

    private static Observed.Touched? Meeting(Sighting sighting, Roster roster) =>
        sighting.Seen.Values["hs_meeting_outcome"].Text is "CANCELED" or "NO_SHOW" or "RESCHEDULED" ? null : Logged(sighting, roster, "meeting", "hs_meeting_start_time");

    private static Observed.Touched? Note(Sighting sighting, Roster roster) => sighting.IsOurs ? null : Logged(sighting, roster, "note", "hs_timestamp");

    private static Observed.Touched? Mail(Sighting sighting, Roster roster) =>
        sighting.Seen.Values["hs_email_direction"].Text == "EMAIL" ? Logged(sighting, roster, "mail", "hs_timestamp") : null;

    // In HubSpot marketing works too: only what somebody of sales owns is sales' deed.
    private static Observed.Touched? Logged(Sighting sighting, Roster roster, string channel, string timeField)
    {
        var values = sighting.Seen.Values;
        var owner = values["hubspot_owner_id"].Text;
        if (owner is null || roster.Reps.All(rep => rep.HubSpotOwnerId != owner)) return null;
        return (Instant(values[timeField]) ?? Instant(values["hs_timestamp"])) is { } at ? new Observed.Touched(at, sighting.Key.ToString(), channel, true, owner) : null;
    }

    private static DateTimeOffset Version(Sighting sighting) => DateTimeOffset.FromUnixTimeMilliseconds(sighting.Seen.Version);

    private static bool IsTrue(FieldValue value) => string.Equals(value.Text, "true", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Instant(FieldValue value)
    {
        if (value.Text is not { } text) return null;
        // HubSpot writes instants as ISO or as ms since 1970; Salesforce with a zone without colon.
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and < 253_402_300_800_000) return DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }
}
