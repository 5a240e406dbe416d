using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Connectors.Quotas;

/// <summary>What the vendor's answer said about the daily limit; null = not said.</summary>
/// <param name="Limit">Calls a day of the whole account.</param>
/// <param name="Used">Of those, spent by all apps together.</param>
public sealed record QuotaReading(long? Limit, long? Used);

/// <summary>The state of one allowance, for the status.</summary>
/// <param name="System"><c>hubspot</c>.</param>
/// <param name="Used">Our own calls of this day.</param>
/// <param name="Allowed">Calls the admin lets us spend a day.</param>
/// <param name="Limit">The vendor's limit for the account, told or assumed.</param>
/// <param name="AccountUsed">Spent by all apps of the account, as last told; null = never told.</param>
/// <param name="ResetsAt">When calls become free again, UTC.</param>
/// <param name="DeferredHot">Calls of the hot lane refused since the start.</param>
/// <param name="DeferredNormal">Of the normal lane.</param>
/// <param name="DeferredBulk">Of the bulk lane.</param>
public sealed record QuotaSnapshot(
    string System, long Used, long Allowed, long Limit, long? AccountUsed, DateTimeOffset ResetsAt,
    long DeferredHot, long DeferredNormal, long DeferredBulk)
{
    /// <summary>The JSON of the status gauge.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, QuotaJson.Default.QuotaSnapshot);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{System}: {Used} of {Allowed} calls, limit {Limit}, resets {ResetsAt:u}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuotaSnapshot))]
internal sealed partial class QuotaJson : JsonSerializerContext;
