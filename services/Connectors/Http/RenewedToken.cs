using Integration.Connectors.Ports;

namespace Integration.Connectors.Http;

/// <summary>A token fetched when needed, once for all callers, and again shortly before it ends or when it is refused.</summary>
/// <param name="fetch">Asks the vendor. Throws <see cref="ConnectorHaltException"/> when refused (revoked, uninstalled) or unreachable. Its token is not any caller's: it must end by its own time-out.</param>
/// <param name="clock">The clock.</param>
/// <remarks>
/// After a refusal by the vendor (a <see cref="FaultClass.Side"/> fault) the endpoint is left alone for five minutes: asking a
/// hundred times a second with a revoked grant gets an app blocked. A person's mend is noticed after that without a restart.
/// </remarks>
public sealed class RenewedToken(Func<CancellationToken, Task<AccessToken>> fetch, TimeProvider clock) : ITokenSource
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HaltPause = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private AccessToken? held;
    private Task<AccessToken>? fetching;
    private ConnectorHaltException? halt;
    private DateTimeOffset haltUntil;

    /// <inheritdoc />
    public async ValueTask<AccessToken> TokenAsync(CancellationToken stop)
    {
        Task<AccessToken> fetched;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (held is not null && (held.ExpiresAt is not { } ends || ends - Early > now)) return held;
            if (halt is not null && now < haltUntil) throw new ConnectorHaltException(halt.Fault with { RetryAfter = haltUntil - now });
            fetched = fetching ??= FetchAsync();
        }
        return await fetched.WaitAsync(stop);
    }

    /// <inheritdoc />
    public bool Refused(AccessToken token)
    {
        lock (gate)
        {
            // Only the token that was refused: a late 401 must not throw away the one fetched meanwhile.
            if (held == token) held = null;
            return true;
        }
    }

    private async Task<AccessToken> FetchAsync()
    {
        // Leaves the lock before anything else: a fetch that ends inline would be overwritten by the assignment that started it.
        await Task.Yield();
        try
        {
            var token = await fetch(CancellationToken.None);
            lock (gate)
            {
                held = token;
                halt = null;
                fetching = null;
            }
            return token;
        }
        catch (Exception refused)
        {
            lock (gate)
            {
                fetching = null;
                if (refused is ConnectorHaltException { Fault.Class: FaultClass.Side } stopped)
                {
                    halt = stopped;
                    haltUntil = clock.GetUtcNow() + HaltPause;
                }
            }
            throw;
        }
    }
}
