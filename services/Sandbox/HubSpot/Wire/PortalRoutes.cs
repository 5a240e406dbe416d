using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Webhooks;
using Microsoft.AspNetCore.Builder;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>All paths of a portal: every family in every version, one store behind them.</summary>
internal static class PortalRoutes
{
    public static void Map(WebApplication app, HubSpotPortal portal)
    {
        foreach (var version in WireVersion.All)
        {
            var routes = new RouteMap(app, portal, version);
            RecordEndpoints.Map(routes);
            BatchEndpoints.Map(routes);
            SearchEndpoints.Map(routes);
            PropertyEndpoints.Map(routes);
            AssociationEndpoints.Map(routes);
            OwnerEndpoints.Map(routes);
            PipelineEndpoints.Map(routes);
            PreferenceEndpoints.Map(routes);
            OAuthEndpoints.Map(routes, routes.Version.OAuth);
            AccountEndpoints.Map(routes);
            WebhookSettingsEndpoints.Map(routes);
        }
        var legacy = new RouteMap(app, portal, WireVersion.All[^1]);
        OAuthEndpoints.Map(legacy, "/oauth/v1");
        PortalControl.Map(app, portal);
        WebhookSender.Attach(app, portal);
        app.MapFallback(new Endpoint(portal, WireVersion.All[0], _ => throw Refusals.NotFound(), null, Admission.Plain).AnswerAsync);
    }
}
