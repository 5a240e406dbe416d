using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Integration.Hosting.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
public static class HealthEndpoints
{
    /// <summary>Adds the checks: ledger, roles, and the bus's own.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, RoleBoard board)
    {
        services.AddSingleton(board);
        services.AddHealthChecks()
            .AddCheck<LedgerHealth>("ledger", HealthStatus.Unhealthy, timeout: TimeSpan.FromSeconds(3))
            .AddCheck("roles", board);
        return services;
    }

    /// <summary>
    /// Live answers 200 as long as the process answers at all. Ready answers 200 when work can be done (also degraded), else 503,
    /// with <c>{status, checks: [{name, status, note}]}</c>.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "healthy" })).WithSummary("The process answers");
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new
        {
            name = entry.Key,
            status = Word(entry.Value.Status),
            note = entry.Value.Description ?? entry.Value.Exception?.GetType().Name,
        }),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
