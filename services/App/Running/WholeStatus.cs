using Integration.Handoff;
using Integration.Handoff.Agreements;
using Integration.Handoff.Api;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Sync.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.App.Running;

/// <summary>How the service does, in one answer.</summary>
/// <param name="Sync">The numbers of the sync.</param>
/// <param name="Handoffs">The numbers of the handoffs; null without an Agreement.</param>
internal sealed record WholeStatus(SyncStatus Sync, HandoffStanding? Handoffs)
{
    /// <summary>Counts now; without an Agreement or a mapping of people only the sync.</summary>
    public static async Task<WholeStatus> CountAsync(ILedger ledger, KnownAgreements? agreements, string? people, HandoffCount? count, DateTimeOffset now, CancellationToken stop) => new(
        SyncStatus.Of(await ledger.StatusAsync(now, stop)),
        agreements is null || people is null || count is null ? null : await HandoffStanding.CountAsync(ledger, agreements, people, count, now, stop));

    /// <summary>Maps <c>GET /api/status</c>.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/status", async (ILedger ledger, IServiceProvider services, TimeProvider time, CancellationToken stop) =>
    {
        try
        {
            return Results.Json(await CountAsync(ledger, services.GetService<KnownAgreements>(), services.GetService<HandoffOptions>()?.Mapping, services.GetService<HandoffCount>(), time.GetUtcNow(), stop), HandoffJson.Options);
        }
        catch (LedgerUnavailableException unavailable)
        {
            return Results.Problem(title: "The ledger cannot be used", detail: unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }).WithSummary("How the service does: sync and handoffs").Produces<WholeStatus>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
