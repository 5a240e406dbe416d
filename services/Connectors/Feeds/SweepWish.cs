using System.Globalization;

namespace Integration.Connectors.Feeds;

/// <summary>A feed's wish that every linked record be read again, because it stood still for longer than its system remembers.</summary>
public static class SweepWish
{
    /// <summary>The cursor under which a wish is stored.</summary>
    public const string Cursor = "sync.full-sweep.wish";

    /// <summary>The wish of a feed.</summary>
    /// <param name="feed">Who wishes, for the status.</param>
    /// <param name="at">When.</param>
    public static string Of(string feed, DateTimeOffset at) => $"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)} {feed}";

    /// <summary>Whether a stored wish was made after an instant.</summary>
    public static bool IsNewer(string? wish, DateTimeOffset than) =>
        wish?.Split(' ')[0] is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > than;
}
