using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>One API version: where each family lies, and the two ways in which versions differ. Source: facts/hubspot.md sections 1.2 and 1.3.</summary>
internal sealed record WireVersion(string Name, WriteRules Rules)
{
    public required string Objects { get; init; }
    /// <summary>Associations of one record; the legacy line has them under v4.</summary>
    public required string PairAssociations { get; init; }
    public required string Associations { get; init; }
    public required string Properties { get; init; }
    public required string Owners { get; init; }
    public required string Pipelines { get; init; }
    public required string OAuth { get; init; }
    public required string Account { get; init; }
    public required string Preferences { get; init; }
    public required string WebhookSettings { get; init; }

    public static IReadOnlyList<WireVersion> All { get; } =
    [
        Dated("2026-09", WriteRules.Current, "/app-webhooks"),
        Dated("2026-03", WriteRules.Older, "/webhooks"),
        new WireVersion("v3", WriteRules.Older)
        {
            Objects = "/crm/v3/objects",
            PairAssociations = "/crm/v4/objects",
            Associations = "/crm/v4/associations",
            Properties = "/crm/v3/properties",
            Owners = "/crm/v3/owners",
            Pipelines = "/crm/v3/pipelines",
            OAuth = "/oauth/v3",
            Account = "/account-info/v3",
            Preferences = "/communication-preferences/v4",
            WebhookSettings = "/webhooks/v3",
        },
    ];

    private static WireVersion Dated(string date, WriteRules rules, string webhooks) => new(date, rules)
    {
        Objects = $"/crm/objects/{date}",
        PairAssociations = $"/crm/objects/{date}",
        Associations = $"/crm/associations/{date}",
        Properties = $"/crm/properties/{date}",
        Owners = $"/crm/owners/{date}",
        Pipelines = $"/crm/pipelines/{date}",
        OAuth = $"/oauth/{date}",
        Account = $"/account-info/{date}",
        Preferences = $"/communication-preferences/{date}",
        WebhookSettings = $"{webhooks}/{date}",
    };
}
