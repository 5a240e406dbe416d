using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Verdicts;
using Integration.Handoff.Files;
using Integration.Handoff.Requests;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Handoff.Api;

/// <summary>A request for a handoff as it stands.</summary>
/// <param name="Id">Ours.</param>
/// <param name="Key">The caller's.</param>
/// <param name="Contact">The HubSpot contact.</param>
/// <param name="Product">Product, when one was named.</param>
/// <param name="ReceivedAt">When it was stored.</param>
/// <param name="Status"><c>waiting</c>, or what became of it.</param>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Verdict">What the Agreement said.</param>
/// <param name="Words">Why.</param>
public sealed record RequestStanding(Guid Id, string Key, string Contact, string? Product, DateTimeOffset ReceivedAt, string Status, Guid? HandoffId, VerdictKind? Verdict, string? Words)
{
    internal static RequestStanding Of(HandoffRequest request)
    {
        var answer = request.Answer is { } text ? HandoffJson.Read<RequestAnswerText>(text) : null;
        return new RequestStanding(request.Id, request.Key, request.Record.Id, request.Product, request.ReceivedAt, answer is null ? "waiting" : HandoffJson.Word(answer.End), request.HandoffId, answer?.Verdict, answer?.Words);
    }
}

/// <summary>Asking for a handoff. Stored before it is answered; the decision follows at once, in the handoff role.</summary>
internal static class RequestEndpoints
{
    private const int BodyMax = 256 * 1024; // A workflow that sends the contact whole sends every property with its versions.

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/handoffs", PostAsync).WithSummary("Ask for a handoff; idempotent by the caller's key")
            .Produces<RequestStanding>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/handoffs/requests/{key}", GetAsync).WithSummary("What became of a request")
            .Produces<RequestStanding>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> PostAsync(HttpRequest http, ILedger ledger, Callers callers, IEntropy entropy, [FromKeyedServices(HandoffServices.BellKey)] Bell bell, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (await Answering.BodyAsync(http, BodyMax, stop) is not { } body) return Answering.Refused("The body is too large", $"send at most {BodyMax / 1024} KiB", StatusCodes.Status413PayloadTooLarge);
        var isWorkflow = callers.IsWorkflow(http, body);
        if ((isWorkflow ? Callers.Workflow : callers.ByToken(http)) is not { } caller) return Answering.NoCaller();
        AskedHandoff asked;
        try
        {
            asked = RequestReading.Read(body, http.Headers["Idempotency-Key"] is [{ Length: > 0 } header] ? header : null, isWorkflow);
        }
        catch (FormatException wrong)
        {
            return Answering.Refused("The request cannot be read", wrong.Message);
        }
        var now = time.GetUtcNow();
        var received = await ledger.Handoffs.ReceiveAsync(new HandoffRequest
        {
            Id = entropy.NextId(now),
            Caller = caller,
            Key = asked.Key,
            Record = asked.Record,
            Product = asked.Product,
            Body = asked.Body,
            ReceivedAt = now,
        }, stop);
        bell.Ring(1);
        return received.IsSame
            ? TypedResults.Accepted($"/api/handoffs/requests/{Uri.EscapeDataString(asked.Key)}", RequestStanding.Of(received.Request))
            : Answering.Refused("The key was used for another request", $"'{asked.Key}' stands for contact {received.Request.Record.Id}: send a key of its own for each request", StatusCodes.Status409Conflict);
    });

    private static Task<IResult> GetAsync(string key, HttpRequest http, ILedger ledger, Callers callers, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (callers.ByToken(http) is not { } caller) return Answering.NoCaller();
        return key.Length <= 300 && await ledger.Handoffs.RequestAsync(caller, key, stop) is { } request
            ? TypedResults.Ok(RequestStanding.Of(request))
            : Answering.Refused("There is no such request", "ask with the key and the token that it was sent with", StatusCodes.Status404NotFound);
    });
}
