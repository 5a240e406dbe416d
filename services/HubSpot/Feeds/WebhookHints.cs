using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Consents;
using Integration.Core.Records;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Feeds;

/// <summary>What one delivery said: the records to look at, and what was left with its reason.</summary>
/// <param name="Hints">At least one per event that concerns a watched record.</param>
/// <param name="Left">Counter name to number of events left.</param>
internal sealed record WebhookReading(IReadOnlyList<Hint> Hints, IReadOnlyDictionary<string, long> Left);

/// <summary>Turns events into hints. An event never decides a value: it comes twice, late, out of order or never (facts/hubspot.md section 7.2).</summary>
internal sealed class WebhookHints(IReadOnlyList<WatchedObject> watched, long portalId)
{
    public const string TestButton = "hubspot.webhook.test-button";
    public const string ForeignPortal = "hubspot.webhook.foreign-portal";
    public const string ForeignObject = "hubspot.webhook.foreign-object";
    public const string Unreadable = "hubspot.webhook.unreadable-event";

    // Consent may not wait behind a bulk edit.
    private static readonly HashSet<string> ConsentProperties = new(StringComparer.Ordinal) { ConsentRules.HubSpotOptOut, "hs_legal_basis", ConsentRules.HubSpotBounce };
    private readonly HashSet<string> objects = [.. watched.Select(each => each.Object)];

    public WebhookReading Read(IReadOnlyList<WebhookEvent?> events)
    {
        var hints = new List<Hint>();
        var left = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var told in events)
        {
            var reason = told is null ? Unreadable : Add(told, hints);
            if (reason is not null) left[reason] = left.GetValueOrDefault(reason) + 1;
        }
        return new WebhookReading(Coalesce(hints), left);
    }

    /// <summary>Null = hinted; else the counter of why not.</summary>
    private string? Add(WebhookEvent told, List<Hint> hints)
    {
        if (told.ChangeFlag == "NEW") return TestButton;
        if (portalId != 0 && told.PortalId is { } portal && portal != portalId) return ForeignPortal;
        var dot = told.SubscriptionType?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot <= 0) return Unreadable;
        var (prefix, kind) = (told.SubscriptionType![..dot], told.SubscriptionType[(dot + 1)..]);
        var objectName = HubSpotObjects.Named(prefix == "object" ? told.ObjectTypeId ?? told.FromObjectTypeId ?? "" : prefix);
        if (objectName is null || !objects.Contains(objectName)) return ForeignObject;
        var ids = IdsOf(told, kind);
        if (ids.Count == 0) return Unreadable;
        var isLifeChange = kind is "deletion" or "merge" or "restore" or "privacyDeletion";
        var lane = kind == "privacyDeletion" || (told.PropertyName is { } property && ConsentProperties.Contains(property)) ? Lane.Hot : Lane.Normal;
        var claims = kind == "propertyChange" ? ClaimsOf(told) : FieldValues.None;
        foreach (var id in ids) hints.Add(new Hint(HubSpotObjects.Key(objectName, id), lane) { Claims = claims, IsLifeChange = isLifeChange, IsThere = IsThere(told, kind, id), IsErasure = kind == "privacyDeletion" });
        return null;
    }

    // No other event tells of these: a restored record sends no property, and neither does the third record that a merge leaves.
    private static bool IsThere(WebhookEvent told, string kind, string id) => kind == "restore" || (kind == "merge" && id == told.NewObjectId);

    // All ids of a merge: both inputs end, and the survivor is a third one that nobody hinted at yet. Its values moved without a propertyChange.
    private static List<string> IdsOf(WebhookEvent told, string kind)
    {
        IEnumerable<string?> ids = kind == "merge"
            ? [told.ObjectId, told.PrimaryObjectId, told.NewObjectId, .. (told.MergedObjectIds ?? []).Select(id => id.ValueKind == JsonValueKind.String ? id.GetString() : id.GetRawText())]
            : kind == "associationChange" ? [told.FromObjectId ?? told.ObjectId] : [told.ObjectId ?? told.FromObjectId];
        return [.. ids.OfType<string>().Where(HubSpotObjects.IsId).Distinct()];
    }

    // Datetimes come as epoch ms here and as ISO in reads, so that such a claim would look like a foreign value; without the
    // schema any long number may be one. A claim left out costs one read.
    private static FieldValues ClaimsOf(WebhookEvent told)
    {
        if (told.PropertyName is not { Length: > 0 and <= 200 } name || told.PropertyValue is not { ValueKind: JsonValueKind.String } json) return FieldValues.None;
        var value = json.GetString()!;
        if (value == "REDACTED" || (value.Length is >= 11 and <= 15 && value.All(char.IsAsciiDigit))) return FieldValues.None;
        return FieldValues.Of((name, value));
    }

    /// <summary>One hint per record where nothing is lost by it: a creation comes with one event per property.</summary>
    /// <remarks>Claims are laid over each other; two different claims of one property drop both, since events have no order. A hint without claims keeps the joint one from being skipped.</remarks>
    private static IReadOnlyList<Hint> Coalesce(List<Hint> hints) =>
    [
        .. hints.GroupBy(hint => hint.Key).OrderBy(group => group.Key).Select(group => new Hint(group.Key, group.Min(hint => hint.Lane))
        {
            IsLifeChange = group.Any(hint => hint.IsLifeChange),
            IsThere = group.Any(hint => hint.IsThere),
            IsErasure = group.Any(hint => hint.IsErasure),
            Claims = group.All(hint => hint.Claims.Count > 0) && group.SelectMany(hint => hint.Claims).Distinct().GroupBy(claim => claim.Key).All(claims => claims.Count() == 1)
                ? FieldValues.Of(group.SelectMany(hint => hint.Claims))
                : FieldValues.None,
        }),
    ];
}
