using Integration.Connectors.Bells;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Handoff.Files;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Handoff.Api;

/// <summary>One thing that a person did.</summary>
/// <param name="Contact">The HubSpot contact's number.</param>
/// <param name="Id">Unique for the contact: the same told twice counts once.</param>
/// <param name="Kind">In the Agreement's words: <c>page-view</c>.</param>
/// <param name="At">When, with a zone.</param>
/// <param name="About">What about; may be left out.</param>
public sealed record PersonEventLine(string? Contact, string? Id, string? Kind, DateTimeOffset? At, string? About);

/// <summary>Things that people did.</summary>
/// <param name="Events">1 to 1,000.</param>
public sealed record PersonEventBatch(IReadOnlyList<PersonEventLine>? Events);

/// <summary>How many were new.</summary>
public sealed record PersonEventsTaken(int New, int Known);

/// <summary>Takes what people did: from a web site's tracking, a webinar tool, a workflow.</summary>
internal static class PersonEventEndpoints
{
    private const int EventsMax = 1_000;
    private const int TextMax = 200;
    private const string Form = "{\"events\": [{\"contact\": \"4711\", \"id\": \"unique\", \"kind\": \"page-view\", \"at\": \"2026-11-22T09:00:00Z\", \"about\": \"pricing\"}]}";
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/events", PostAsync).WithSummary("Tell what people did; each event once by contact and id")
        .Accepts<PersonEventBatch>("application/json").Produces<PersonEventsTaken>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> PostAsync(HttpRequest http, ILedger ledger, Callers callers, [FromKeyedServices(HandoffServices.BellKey)] Bell bell, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (callers.ByToken(http) is null) return Answering.NoCaller();
        var (batch, refusal) = await Answering.ReadAsync<PersonEventBatch>(http, Form, stop);
        if (refusal is not null) return refusal;
        if (batch!.Events is not { Count: > 0 and <= EventsMax } events) return Answering.Refused("'events' is not valid", $"send 1 to {EventsMax} of them: {Form}");
        var now = time.GetUtcNow();
        for (var at = 0; at < events.Count; at++)
            if (Fault(events[at], now) is { } fault) return Answering.Refused($"events[{at}] is not valid; none was taken", fault);
        var fresh = await ledger.Handoffs.AddPersonEventsAsync([.. events.Select(Row)], now, stop);
        if (fresh > 0) bell.Ring(fresh);
        return TypedResults.Ok(new PersonEventsTaken(fresh, events.Count - fresh));
    });

    private static Integration.Ledger.Handoffs.StoredPersonEvent Row(PersonEventLine line) => PersonEvents.Row(
        new RecordKey(SystemName.HubSpot, "contacts", line.Contact!),
        new PersonEvent { Id = line.Id!, Kind = line.Kind!.Trim(), At = line.At!.Value.ToUniversalTime(), About = line.About?.Trim() ?? "", System = SystemName.HubSpot });

    private static string? Fault(PersonEventLine? line, DateTimeOffset now)
    {
        if (line is null) return $"write {Form}";
        if (line.Contact is not { Length: > 0 and <= 20 } || !line.Contact.All(char.IsAsciiDigit)) return "'contact' is the number of a HubSpot contact, digits only";
        foreach (var (name, text, isNeeded) in new[] { ("id", line.Id, true), ("kind", line.Kind, true), ("about", line.About, false) })
        {
            if (isNeeded && string.IsNullOrWhiteSpace(text)) return $"'{name}' is missing";
            if (text?.Length > TextMax || text?.Any(char.IsControl) == true) return $"'{name}' has at most {TextMax} characters, none of them a control character";
        }
        if (line.At is not { } at) return "'at' is missing: an instant with a zone, such as 2026-11-22T09:00:00Z";
        // An event from the future would qualify somebody on a day that has not come.
        return at > now + AheadMax ? "'at' lies in the future: mend the sender's clock" : null;
    }
}
