using Microsoft.AspNetCore.Builder;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>How a call is let in.</summary>
internal enum Admission
{
    /// <summary>Bearer token; counts in the burst window.</summary>
    Plain,
    /// <summary>Bearer token; counts in the search window.</summary>
    Search,
    /// <summary>No token, no limits: OAuth and app administration.</summary>
    Open,
}

/// <summary>Registers the endpoints of one API version.</summary>
internal sealed class RouteMap(WebApplication app, HubSpotPortal portal, WireVersion version)
{
    public WireVersion Version => version;

    public void Get(string path, Action<Exchange> handle, Func<Exchange, string?>? scope = null, Admission admission = Admission.Plain) => Add("GET", path, handle, scope, admission);

    public void Post(string path, Action<Exchange> handle, Func<Exchange, string?>? scope = null, Admission admission = Admission.Plain) => Add("POST", path, handle, scope, admission);

    public void Put(string path, Action<Exchange> handle, Func<Exchange, string?>? scope = null, Admission admission = Admission.Plain) => Add("PUT", path, handle, scope, admission);

    public void Patch(string path, Action<Exchange> handle, Func<Exchange, string?>? scope = null, Admission admission = Admission.Plain) => Add("PATCH", path, handle, scope, admission);

    public void Delete(string path, Action<Exchange> handle, Func<Exchange, string?>? scope = null, Admission admission = Admission.Plain) => Add("DELETE", path, handle, scope, admission);

    private void Add(string method, string path, Action<Exchange> handle, Func<Exchange, string?>? scope, Admission admission)
    {
        var endpoint = new Endpoint(portal, version, handle, scope, admission);
        app.MapMethods(path, [method], endpoint.AnswerAsync);
    }
}
