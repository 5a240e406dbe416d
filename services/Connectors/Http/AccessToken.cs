namespace Integration.Connectors.Http;

/// <summary>A bearer token.</summary>
/// <param name="Value">Sent as it is; a secret, never logged.</param>
/// <param name="ExpiresAt">When the vendor said it ends, UTC; null = not said.</param>
public sealed record AccessToken(string Value, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Where calls with it go, when the vendor answers with an address of its own (Salesforce <c>instance_url</c>); null = the configured one.</summary>
    public Uri? InstanceUrl { get; init; }

    /// <summary>Without the value: a record's own text would print the secret.</summary>
    public override string ToString() => $"token until {ExpiresAt?.ToString("u") ?? "further notice"}";
}

/// <summary>Where bearer tokens come from.</summary>
public interface ITokenSource
{
    /// <summary>A token that is believed to be good.</summary>
    /// <exception cref="Ports.ConnectorHaltException">None can be had until a person acts, or the token endpoint cannot be reached; its fault says which.</exception>
    ValueTask<AccessToken> TokenAsync(CancellationToken stop);

    /// <summary>The vendor refused this token as expired.</summary>
    /// <returns>True when <see cref="TokenAsync"/> will give another one; false when there is no other.</returns>
    bool Refused(AccessToken token);
}

/// <summary>A token that an admin configured; there is no other.</summary>
public sealed class ConstantToken(string value) : ITokenSource
{
    private readonly AccessToken token = new(value);

    /// <inheritdoc />
    public ValueTask<AccessToken> TokenAsync(CancellationToken stop) => ValueTask.FromResult(token);

    /// <inheritdoc />
    public bool Refused(AccessToken token) => false;
}
