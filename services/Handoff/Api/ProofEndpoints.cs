using System.Globalization;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.People;
using Integration.Handoff.Proofs;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Handoff.Api;

/// <summary>What proves that nobody is lost: leaks, parity, the chain of receipts; and what an unsigned version would change.</summary>
internal static class ProofEndpoints
{
    private const int PageDefault = 500;
    private const int PageMax = 1_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/handoffs/leaks", LeaksAsync).WithSummary("Where everybody stands, and who stands nowhere (K9)")
            .Produces<LeakReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/handoffs/parity", ParityAsync).WithSummary("What marketing sent and what sales has, record by record (K30)")
            .Produces<ParityReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/receipts/verify", VerifyAsync).WithSummary("Proves the chain of receipts, or names its first broken link").Produces<ChainProof>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/agreement/shadow", ShadowAsync).WithSummary("Whom a version that waits for signatures would treat differently, and why")
            .Produces<ShadowReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<IResult> LeaksAsync(string? after, ILedger ledger, KnownAgreements agreements, HandoffOptions options, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (Place(after, null) is not { } place) return NoPage();
        await agreements.RefreshAsync(stop);
        return TypedResults.Json(await LeakReport.WalkAsync(ledger, options.Mapping, agreements.LiveSince, place.After, time.GetUtcNow(), stop), HandoffJson.Options);
    });

    private static Task<IResult> ParityAsync(string? after, string? limit, ILedger ledger, CancellationToken stop) => Answering.AnswerAsync(async () =>
        Place(after, limit) is not { } place ? NoPage() : TypedResults.Json(await ParityReport.ReadAsync(ledger, place.After, place.Limit, stop), HandoffJson.Options));

    private static Task<IResult> VerifyAsync(ILedger ledger, CancellationToken stop) => Answering.AnswerAsync(async () => TypedResults.Ok(await ChainProof.ProveAsync(ledger.Handoffs, stop)));

    private static Task<IResult> ShadowAsync(string? after, string? limit, ILedger ledger, PersonFiles people, KnownAgreements agreements, HandoffOptions options, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (Place(after, limit) is not { } place) return NoPage();
        await agreements.RefreshAsync(stop);
        var now = time.GetUtcNow();
        var roster = (await PresentRoster.LoadAsync(ledger, agreements.Roster, now, stop)).Roster;
        return TypedResults.Json(await ShadowReport.JudgeAsync(ledger, people, options.Mapping, agreements.Live, agreements.Shadow, roster, place.After, place.Limit, now, stop), HandoffJson.Options);
    });

    private static (Guid? After, int Limit)? Place(string? after, string? limit)
    {
        var count = PageDefault;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > PageMax)) return null;
        if (after is null) return (null, count);
        return Guid.TryParse(after, out var id) ? (id, count) : null;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NoPage() =>
        Answering.Refused("'after' or 'limit' is not valid", $"write the value of 'next' of the page before as 'after', and a number from 1 to {PageMax} as 'limit'; leave both out for the first page");
}
