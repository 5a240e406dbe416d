namespace Integration.Sandbox.Control;

/// <summary>Counts calls per endpoint and records written: the price of a sync, read at <c>/_sandbox/calls</c>.</summary>
public sealed class CallLog
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, EndpointCalls> endpoints = new(StringComparer.Ordinal);

    /// <summary>Counts one answered call.</summary>
    /// <param name="endpoint">Method and path template, ids replaced: <c>PATCH /services/data/{v}/composite/sobjects</c>.</param>
    /// <param name="status">HTTP status answered.</param>
    /// <param name="recordsWritten">Records that the call created, changed or deleted.</param>
    public void Count(string endpoint, int status, int recordsWritten)
    {
        lock (gate)
        {
            var calls = endpoints.GetValueOrDefault(endpoint, new EndpointCalls(0, 0, 0));
            endpoints[endpoint] = new EndpointCalls(calls.Calls + 1, calls.Errors + (status >= 400 ? 1 : 0), calls.RecordsWritten + recordsWritten);
        }
    }

    /// <summary>The counts since the last <see cref="Clear"/>.</summary>
    public CallReport Report()
    {
        lock (gate)
        {
            return new CallReport(
                endpoints.Values.Sum(calls => calls.Calls),
                endpoints.Values.Sum(calls => calls.RecordsWritten),
                new SortedDictionary<string, EndpointCalls>(endpoints, StringComparer.Ordinal));
        }
    }

    /// <summary>Starts counting from zero.</summary>
    public void Clear()
    {
        lock (gate) endpoints.Clear();
    }
}

/// <summary>Calls to one endpoint: all, those answered with 400 or above, and the records they wrote.</summary>
public sealed record EndpointCalls(long Calls, long Errors, long RecordsWritten);

/// <summary>The answer of <c>GET /_sandbox/calls</c>.</summary>
public sealed record CallReport(long Total, long RecordsWritten, IReadOnlyDictionary<string, EndpointCalls> Endpoints);
