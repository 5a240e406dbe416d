using System.Globalization;
using Integration.Connectors.Ports;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Faults;

/// <summary>HubSpot's errors as faults. HubSpot's own message is never passed on: it quotes field values.</summary>
internal static class HubSpotFaults
{
    /// <summary>The fault of a call refused as a whole (4xx).</summary>
    public static Fault OfCall(int status, WireError? error) => OfRecord("the records", isCreate: false, status, error ?? new WireError());

    /// <summary>The fault of one record: one error of a 207, or the refusal of a call that held it alone.</summary>
    /// <param name="objectName">The object written.</param>
    /// <param name="isCreate">It was to be made: a unique value that is held elsewhere then concerns the record, not one field of it.</param>
    /// <param name="status">HTTP status; 207 for an error inside one.</param>
    /// <param name="error">The error.</param>
    public static Fault OfRecord(string objectName, bool isCreate, int status, WireError error)
    {
        if (Conflict.Of(objectName, isCreate, error) is { } conflict) return conflict;
        var wrong = PropertyFaults.Of(error);
        if (wrong.Count > 0) return FaultTable.OfProperties(wrong);
        if (error.Message?.Contains("non-unique", StringComparison.OrdinalIgnoreCase) == true && error.Message.Contains(KeyProperty.Name, StringComparison.Ordinal)) return KeyProperty.Absent(objectName);
        if (error.Message?.Contains("'Edit Associations' permission", StringComparison.Ordinal) == true)
            return new Fault(FaultClass.Side, "MISSING_PERMISSION", "The app's user may not edit associations.", "Grant 'Edit Associations' to the user who connected the app.");
        if (status == 404 || error.Category == "OBJECT_NOT_FOUND")
            return new Fault(FaultClass.Identity, "OBJECT_NOT_FOUND", $"HubSpot has no such record in {objectName}: deleted, merged, or never there.", "It is read again by itself.");
        // Inside a 207 the rule's property is not named, only this sentence tells that it was a rule (facts/hubspot.md sections 1.3 and 5.4).
        if (error.Message?.StartsWith("The property values provided are invalid", StringComparison.Ordinal) == true)
            return new Fault(FaultClass.Record, error.Category ?? "VALIDATION_ERROR", "A rule of the portal refuses the record: a property that is required, on creation or with the values written, is not there.",
                "See the object's required and conditional properties in HubSpot; map them, relax the rule, or use API version 2026-03.");
        if (status is 413 or 414) return new Fault(FaultClass.Record, Code(status), "HubSpot finds the request too large.", "Shorten the longest mapped texts, or take them from the mapping.");
        return new Fault(FaultClass.Record, error.SubCategory ?? error.Category ?? Code(status),
            $"HubSpot refuses {objectName}{(error.CorrelationId is { Length: <= 64 } id ? $" (correlation id {id})" : "")}.",
            "Try the same change in HubSpot's pages: they say why. It is tried again when the record or the mapping changes.");
    }

    /// <summary>A token that HubSpot does not take.</summary>
    public static Fault Token(WireError? error) => new(FaultClass.Side, error?.Category ?? "HTTP_401", "HubSpot does not take our token.",
        "Check that the token is current and belongs to an installed app of this account; then replace it.");

    /// <summary>Code of <see cref="OtherAccount"/>.</summary>
    public const string OtherAccountCode = "WRONG_PORTAL";

    /// <summary>A credential of another account than the configured one.</summary>
    public static Fault OtherAccount(long actual, long configured) => new(FaultClass.Side, OtherAccountCode,
        string.Create(CultureInfo.InvariantCulture, $"The HubSpot credential belongs to account {actual}, and the configuration says portal {configured}. Nothing is read or written there."),
        string.Create(CultureInfo.InvariantCulture, $"Take the credential of {configured}, or correct 'portal'; then start again."));

    /// <summary>A right that the app lacks.</summary>
    public static Fault Scopes(WireError? error)
    {
        var scopes = (error?.Errors ?? []).SelectMany(detail => detail.Context.GetValueOrDefault("requiredGranularScopes") ?? [])
            .Concat(error?.Context.GetValueOrDefault("requiredGranularScopes") ?? []).Where(scope => scope.Length <= 100).Distinct().Take(10).ToList();
        return new Fault(FaultClass.Side, error?.Category ?? "HTTP_403", scopes.Count == 0 ? "HubSpot forbids the call." : $"The app lacks {string.Join(", ", scopes)}.",
            "Grant the app these scopes and connect it again; `integration setup` lists all that are needed.");
    }

    /// <summary>Heavy writing holds a lock (423); HubSpot asks for two seconds at least.</summary>
    public static Fault Locked(TimeSpan? wait) => new(FaultClass.Transient, "HTTP_423", "HubSpot holds a lock on these records after heavy writing.", "It is tried again by itself.")
    {
        RetryAfter = wait is { } asked && asked > TimeSpan.FromSeconds(2) ? asked : TimeSpan.FromSeconds(2),
    };

    /// <summary>A short window is full.</summary>
    public static Fault RateLimit(TimeSpan wait) => new(FaultClass.Transient, "RATE_LIMIT", "HubSpot's limit of calls in a short time is reached, by us or by other apps.", "It is tried again by itself.") { RetryAfter = wait };

    /// <summary>The account's day is spent.</summary>
    public static Fault DailyLimit() => new(FaultClass.Side, "DAILY_LIMIT", "All apps together spent the account's calls of the day.", "It goes on after midnight in the account's time zone; or buy a higher limit, or lower dailyCalls of all apps.");

    /// <summary>The account moves to another data centre (477), up to a day.</summary>
    public static Fault Moving(TimeSpan? wait) => new(FaultClass.Side, "HTTP_477", "HubSpot is moving the account to another data centre.", "It goes on by itself when HubSpot is done.") { RetryAfter = wait ?? TimeSpan.FromMinutes(5) };

    /// <summary>An answer that says nothing of one record it was asked about.</summary>
    public static Fault ResultMissing(string objectName) => new(FaultClass.Transient, "RESULT_MISSING", $"HubSpot's answer says nothing of this record of {objectName}.", "It is looked at again by itself.");

    private static string Code(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP_{status}");
}
