using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Handoff.Agreements;
using Integration.Handoff.Answers;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Handoff.Api;

/// <summary>The body of an answer.</summary>
/// <param name="Reason">One of the Agreement's reasons; needed to reject and to recycle.</param>
public sealed record AnswerBody(string? Reason);

/// <summary>Sales answers through the API: accept, reject, recycle; pause and resume its clock.</summary>
internal static class AnswerEndpoints
{
    private const string Form = "{\"reason\": \"one of the Agreement's reasons\"}";

    public static void Map(IEndpointRouteBuilder app)
    {
        Map(app, "accept", (_, at) => new Observed.Answer(at, StatusMeaning.Accepted), "Sales takes the lead");
        Map(app, "reject", (reason, at) => new Observed.Answer(at, StatusMeaning.Rejected, reason), "Sales does not take the lead; with a reason of the list");
        Map(app, "recycle", (reason, at) => new Observed.Answer(at, StatusMeaning.Recycled, reason), "Sales gives the lead back; with a reason of the list");
        Map(app, "pause", (reason, at) => new Observed.PauseAsked(at, reason ?? ""), "The clock stands still, for an agreed reason");
        Map(app, "resume", (_, at) => new Observed.ResumeAsked(at), "The clock goes on");
    }

    private static void Map(IEndpointRouteBuilder app, string verb, Func<string?, DateTimeOffset, Observed> observed, string summary) =>
        app.MapPost($"/api/handoffs/{{id:guid}}/{verb}", (Guid id, HttpRequest http, ILedger ledger, Callers callers, AnswerDesk desk, KnownAgreements agreements, CancellationToken stop) =>
                Answering.AnswerAsync(() => TakeAsync(id, verb, observed, http, ledger, callers, desk, agreements, stop)))
            .WithSummary(summary).Accepts<AnswerBody>("application/json").Produces<HandoffLine>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> TakeAsync(
        Guid id, string verb, Func<string?, DateTimeOffset, Observed> observed, HttpRequest http, ILedger ledger, Callers callers, AnswerDesk desk, KnownAgreements agreements, CancellationToken stop)
    {
        if (callers.ByToken(http) is null) return Answering.NoCaller();
        if (await ledger.Handoffs.HandoffAsync(id, stop) is not { } row) return NoHandoff();
        string? reason = null;
        if (verb is "reject" or "recycle" or "pause")
        {
            var (body, refusal) = await Answering.ReadAsync<AnswerBody>(http, Form, stop);
            if (refusal is not null) return refusal;
            reason = body!.Reason?.Trim();
            if (agreements.Of(row.Agreement) is { } agreement && ReasonFault(agreement, row.Product, verb, reason) is { } fault) return fault;
        }
        var taken = await desk.TakeAsync(id, at => observed(reason, at), stop);
        if (taken.Problem is { } problem) return Answering.Refused(problem.What, problem.Mend, StatusCodes.Status409Conflict);
        return taken.Handoff is { } stored ? TypedResults.Ok(HandoffLine.Of(stored, await ledger.PairAsync(stored.PairId, stop))) : NoHandoff();
    }

    // A reason is asked for at the door: through the API nobody has to be reminded of it for days.
    private static IResult? ReasonFault(Agreement agreement, string product, string verb, string? reason)
    {
        var known = verb == "pause" ? [.. agreement.FollowUpOf(product).Pauses.Select(pause => pause.Name)] : agreement.Recycle.Reasons.Select(one => one.Name).ToList();
        return known.Contains(reason, StringComparer.OrdinalIgnoreCase) ? null
            : Answering.Refused(string.IsNullOrEmpty(reason) ? "There is no reason" : "The reason is not one of the Agreement's", known.Count == 0 ? "the Agreement lists none; agree on some first" : $"give one of: {string.Join(", ", known)}");
    }

    private static IResult NoHandoff() => Answering.Refused("There is no such handoff", "GET /api/handoffs lists those there are", StatusCodes.Status404NotFound);
}
