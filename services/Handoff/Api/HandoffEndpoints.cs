using System.Globalization;
using Integration.Core.Handoffs;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Handoff.Api;

/// <summary>Handoffs as they stand.</summary>
public static class HandoffEndpoints
{
    private const int PageDefault = 100;
    private const int PageMax = 1_000;

    /// <summary>Maps all endpoints of the handoff role. Needs ILedger, TimeProvider, IEntropy, KnownAgreements, HandoffOptions and <see cref="Callers"/>.</summary>
    public static void MapHandoff(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/handoffs", ListAsync).WithSummary("Handoffs, a page at a time; filters open, state, owner")
            .Produces<HandoffPage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/handoffs/{id:guid}", GetAsync).WithSummary("One handoff: state, receipts, events, clocks")
            .Produces<HandoffStory>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/handoffs/status", StatusAsync).WithSummary("The numbers of the handoff role")
            .Produces<HandoffStanding>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        RequestEndpoints.Map(app);
        AnswerEndpoints.Map(app);
        PersonEventEndpoints.Map(app);
        AgreementEndpoints.Map(app);
        ProofEndpoints.Map(app);
        Kpis.KpiEndpoints.Map(app);
    }

    private static Task<IResult> ListAsync(string? after, string? limit, string? open, string? state, string? owner, ILedger ledger, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        var count = PageDefault;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > PageMax))
            return Answering.Refused("'limit' is not valid", $"write a number from 1 to {PageMax}, or leave it out for {PageDefault}");
        Guid? from = null;
        if (after is not null)
        {
            if (!Guid.TryParse(after, out var id)) return Answering.Refused("'after' is not valid", "write the value of 'next' of the page before, or leave it out for the first page");
            from = id;
        }
        if (open is not (null or "true" or "false")) return Answering.Refused("'open' is not valid", "write true or false, or leave it out for both");
        var states = Enum.GetValues<HandoffState>().Select(HandoffJson.Word).ToList();
        if (state is not null && !states.Contains(state)) return Answering.Refused("'state' is not valid", $"write one of {string.Join(", ", states)}");
        if (owner?.Length > 300) return Answering.Refused("'owner' is not valid", "write the name of somebody of the team");
        return TypedResults.Ok(await HandoffPage.ReadAsync(ledger, new HandoffQuery(from, count) { IsOpen = open is null ? null : open == "true", Stage = state, Owner = owner }, stop));
    });

    private static Task<IResult> GetAsync(Guid id, ILedger ledger, CancellationToken stop) => Answering.AnswerAsync(async () =>
        await HandoffStory.TellAsync(ledger, id, stop) is { } story
            ? TypedResults.Json(story, HandoffJson.Options)
            : Answering.Refused("There is no such handoff", "GET /api/handoffs lists those there are", StatusCodes.Status404NotFound));

    private static Task<IResult> StatusAsync(ILedger ledger, Agreements.KnownAgreements agreements, HandoffOptions options, HandoffCount count, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
        TypedResults.Json(await HandoffStanding.CountAsync(ledger, agreements, options.Mapping, count, time.GetUtcNow(), stop), HandoffJson.Options));
}
