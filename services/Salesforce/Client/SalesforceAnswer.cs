using Integration.Connectors.Http;
using Integration.Connectors.Ports;

namespace Integration.Salesforce.Client;

/// <summary>What a call brought: its value, or the fault and what is known of the call.</summary>
/// <param name="Fate">What is known of it.</param>
/// <param name="Value">Set exactly when <see cref="Fault"/> is null.</param>
/// <param name="Fault">Why there is no value.</param>
internal sealed record SalesforceAnswer<T>(CallFate Fate, T? Value, Fault? Fault) where T : class
{
    /// <summary>When the first call behind the answer was sent.</summary>
    public DateTimeOffset StartedAt { get; init; }
    /// <summary>When the last answer was there.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>What Salesforce's clock read at the last answer; null when it does not say.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The value.</summary>
    /// <exception cref="ConnectorHaltException">There is none.</exception>
    public T OrHalt() => Value ?? throw new ConnectorHaltException(Fault!);

    /// <summary>The same failure of another type of answer.</summary>
    public SalesforceAnswer<TOther> Failed<TOther>() where TOther : class => new(Fate, null, Fault) { StartedAt = StartedAt, EndedAt = EndedAt };
}
