using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Systems;

/// <summary>Reads a Connections document.</summary>
internal static class ConnectionsReader
{
    // Values of these keys may be shown in a finding; whatever else stands in the document, known or misspelt, may be a secret.
    private static readonly HashSet<string> Showable = new(StringComparer.Ordinal)
        { "kind", "hubspot", "salesforce", "oauth", "jwt", "portal", "url", "apiVersion", "clientId", "webhookUrl", "dailyCalls", "pollSeconds", "user" };

    /// <summary>The connections, or null when something in them, reported, is wrong.</summary>
    public static SystemConnections? Read(YamlMap document, SourceText source, References references, long? livePortal, Findings findings)
    {
        Hide(document, source);
        var errorsBefore = findings.ErrorCount;
        var keys = new KeyReader(document, findings, "a Connections document");
        keys.Node("kind");
        if (!keys.Has("hubspot")) keys.Missing("hubspot", "add `hubspot: { portal: NUMBER, token: \"${env:HUBSPOT_TOKEN}\", dailyCalls: 40% }`");
        if (!keys.Has("salesforce")) keys.Missing("salesforce", "add `salesforce: { url: https://NAME.my.salesforce.com, clientId: KEY, clientSecret: \"${env:SALESFORCE_SECRET}\", dailyCalls: 30% }`");
        var hubSpot = keys.Map("hubspot") is { } hubSpotKeys ? HubSpotConnectionReader.Read(new ConnectionKeys(hubSpotKeys, "hubspot", references, findings), livePortal) : null;
        var salesforce = keys.Map("salesforce") is { } salesforceKeys ? SalesforceConnectionReader.Read(new ConnectionKeys(salesforceKeys, "salesforce", references, findings)) : null;
        keys.Finish();
        return findings.ErrorCount == errorsBefore && hubSpot is not null && salesforce is not null ? new SystemConnections(hubSpot, salesforce) : null;
    }

    /// <summary>Has the source never show a text of the document that may be a secret.</summary>
    public static void Hide(YamlNode node, SourceText source) => Hide(node, source, isSecret: false);

    private static void Hide(YamlNode node, SourceText source, bool isSecret)
    {
        switch (node)
        {
            case YamlText text when isSecret && !text.Value.StartsWith("${", StringComparison.Ordinal): source.Hide(text.Place); break;
            case YamlList list:
                foreach (var item in list.Items) Hide(item, source, isSecret);
                break;
            case YamlMap map:
                foreach (var (key, value) in map.Entries)
                {
                    // A secret whose key was lost stands as a key itself.
                    if (key.Value.Any(char.IsAsciiDigit)) source.Hide(key.Place);
                    Hide(value, source, isSecret || !Showable.Contains(key.Value));
                }
                break;
        }
    }
}
