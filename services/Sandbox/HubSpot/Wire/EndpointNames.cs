using System.Collections.Frozen;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Names endpoints for the call log: every part of a path that is not a fixed word becomes <c>{}</c>.</summary>
internal static class EndpointNames
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "crm", "objects", "associations", "properties", "owners", "pipelines", "oauth", "token", "introspect", "revoke", "account-info", "details",
        "api-usage", "daily", "private-apps", "communication-preferences", "statuses", "unsubscribe-all", "definitions", "webhooks", "app-webhooks", "settings", "subscriptions",
        "batch", "read", "create", "update", "upsert", "archive", "search", "merge", "gdpr-delete", "groups", "labels", "default", "associate", "stages",
    }.Concat(ObjectType.All.SelectMany(type => new[] { type.Plural, type.Singular, type.TypeId })).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Of(string method, string path) =>
        $"{method} /{string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Words.Contains(part) ? part : "{}"))}";
}
