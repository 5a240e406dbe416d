using Integration.Core.Stages;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Handoff.Api;

/// <summary>A version of the Agreement.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Hash">What is signed.</param>
/// <param name="Standing"><c>live</c>, <c>shadow</c>, or <c>past</c>.</param>
/// <param name="Missing">Sides that have not signed.</param>
/// <param name="Signatures">Who has.</param>
/// <param name="Content">The content as JSON.</param>
public sealed record AgreementVersion(long Version, string Hash, string Standing, IReadOnlyList<TeamSide> Missing, IReadOnlyList<StoredSignature> Signatures, string Content);

/// <summary>The Agreement as it stands.</summary>
/// <param name="Words">What is missing before something is handed over, or before the newest version is live; null when nothing is.</param>
/// <param name="Versions">Newest first.</param>
public sealed record AgreementPage(string? Words, IReadOnlyList<AgreementVersion> Versions);

/// <summary>The body of a signature. Who signs is whoever's token it is: nobody signs in another's name.</summary>
/// <param name="Side"><c>marketing</c> or <c>sales</c>.</param>
/// <param name="Hash">What is signed: the hash that <c>GET /api/agreement</c> showed. Needed, so that nobody signs what has changed since it was read.</param>
public sealed record ApprovalBody(string? Side, string? Hash);

/// <summary>The Agreement, its signatures, and what a version that is not signed would do differently.</summary>
internal static class AgreementEndpoints
{
    private const string Form = "{\"side\": \"marketing\", \"hash\": \"the hash of GET /api/agreement\"}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/agreement", GetAsync).WithSummary("The versions of the Agreement, who has signed, what is live").Produces<AgreementPage>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapPost("/api/agreement/approvals", SignAsync).WithSummary("Sign a version for one side").Accepts<ApprovalBody>("application/json").Produces<AgreementPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<IResult> GetAsync(KnownAgreements agreements, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        await agreements.RefreshAsync(stop);
        return TypedResults.Json(PageOf(agreements), HandoffJson.Options);
    });

    private static Task<IResult> SignAsync(HttpRequest http, KnownAgreements agreements, Callers callers, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (callers.ByToken(http) is not { } caller) return Answering.NoCaller();
        var (body, refusal) = await Answering.ReadAsync<ApprovalBody>(http, Form, stop);
        if (refusal is not null) return refusal;
        if (body!.Side is not ("marketing" or "sales")) return Answering.Refused("'side' is not valid", "write marketing or sales");
        if (body.Hash is not { Length: 64 }) return Answering.Refused("'hash' is not valid", "write the 64 characters that GET /api/agreement shows for the version");
        var problem = await agreements.SignAsync(body.Hash, body.Side == "marketing" ? TeamSide.Marketing : TeamSide.Sales, caller, stop);
        return problem is null
            ? TypedResults.Json(PageOf(agreements), HandoffJson.Options)
            : Answering.Refused(problem.What, problem.Mend, StatusCodes.Status409Conflict);
    });

    private static AgreementPage PageOf(KnownAgreements agreements) => new(
        HandoffStanding.Lack(agreements),
        [.. agreements.All.Reverse().Select(text => new AgreementVersion(
            text.Version, text.Hash, text.Hash == agreements.Live?.Hash ? "live" : text.Hash == agreements.Shadow?.Hash ? "shadow" : "past",
            agreements.Of(text.Hash) is { } agreement ? agreements.MissingOf(agreement) : [], text.Signatures, text.Text))]);
}
