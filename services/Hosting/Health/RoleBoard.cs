using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Integration.Hosting.Health;

/// <summary>What each role of this process says of itself; readiness and the status read it. Safe from any thread.</summary>
public sealed class RoleBoard : IHealthCheck
{
    private readonly ConcurrentDictionary<string, RoleState> roles = new(StringComparer.Ordinal);

    /// <summary>All roles by name.</summary>
    public IReadOnlyDictionary<string, RoleState> Roles => roles;

    /// <summary>The role is to run here and has not said more yet.</summary>
    public void Expect(string role) => roles[role] = new RoleState(HealthStatus.Unhealthy, "starting");

    /// <summary>The role works.</summary>
    public void Running(string role) => roles[role] = new RoleState(HealthStatus.Healthy, "running");

    /// <summary>The role works with less than it should have.</summary>
    /// <param name="role">Which one.</param>
    /// <param name="reason">What is missing and what mends it.</param>
    public void Degraded(string role, string reason) => roles[role] = new RoleState(HealthStatus.Degraded, reason);

    /// <summary>The role does nothing until someone acts.</summary>
    /// <param name="role">Which one.</param>
    /// <param name="reason">Why and what mends it.</param>
    public void Stopped(string role, string reason) => roles[role] = new RoleState(HealthStatus.Unhealthy, reason);

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (roles.IsEmpty) return Task.FromResult(HealthCheckResult.Unhealthy("no role was started"));
        var worst = roles.Values.Min(role => role.Health); // Unhealthy is the lowest of the three.
        var notes = roles.OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => $"{role.Key}: {role.Value.Note}");
        return Task.FromResult(new HealthCheckResult(worst, string.Join("; ", notes)));
    }
}

/// <summary>How a role does and, unless well, why.</summary>
public sealed record RoleState(HealthStatus Health, string Note);
