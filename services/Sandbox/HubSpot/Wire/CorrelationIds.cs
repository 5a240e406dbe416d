using System.Globalization;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Ids in the form of a version 7 UUID, from the portal's clock and a counter: a run replays with the same ids.</summary>
internal static class CorrelationIds
{
    public static string Next(HubSpotPortal portal)
    {
        var ms = portal.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var count = portal.NextCall();
        return string.Create(CultureInfo.InvariantCulture,
            $"{ms >> 16:x8}-{ms & 0xFFFF:x4}-7{(count >> 48) & 0xFFF:x3}-8{(count >> 36) & 0xFFF:x3}-{count & 0xFFF_FFFF_FFFF:x12}");
    }
}
