using System.Globalization;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>A value brought to its stored form, or the reason it is refused.</summary>
/// <param name="Stored">Stored form; null clears.</param>
/// <param name="Fault">Set when refused.</param>
/// <param name="NormalizedTo">Set when a date was changed on the way in: epoch milliseconds, for the warning of 2026-09.</param>
internal readonly record struct ReadValue(string? Stored, ValueFault? Fault = null, string? NormalizedTo = null);

/// <summary>Turns what was sent into what is stored. Source: facts/hubspot.md sections 4.1 and 1.3.</summary>
internal static class ValueReader
{
    /// <summary>Documented maximum of a string value.</summary>
    private const int StringLengthMax = 65_536;

    /// <param name="definition">The property.</param>
    /// <param name="sent">As sent; empty clears.</param>
    /// <param name="current">The stored value, to which a leading <c>;</c> appends.</param>
    /// <param name="lenientDates">2026-09 mends dates that older versions refuse.</param>
    public static ReadValue Read(PropertyDefinition definition, string sent, string? current, bool lenientDates)
    {
        if (sent.Length == 0) return new ReadValue(null);
        if (sent.Length > StringLengthMax) return Refuse(definition, ValueFault.Length, $"{definition.Name} is longer than {StringLengthMax} characters");
        return definition.Type switch
        {
            "string" or "phone_number" => definition.Name == "email" ? Email(definition, sent) : new ReadValue(sent),
            "number" => Number(definition, sent),
            "bool" => Bool(definition, sent),
            "enumeration" => definition.IsMultiple ? Options(definition, sent, current) : Option(definition, sent.Trim()),
            "date" => Date(definition, sent.Trim(), lenientDates),
            "datetime" => Instant(definition, sent.Trim(), lenientDates),
            _ => new ReadValue(sent),
        };
    }

    private static ReadValue Refuse(PropertyDefinition definition, string code, string message) => new(null, new ValueFault(definition.Name, code, message));

    private static ReadValue Email(PropertyDefinition definition, string sent)
    {
        var email = sent.Trim().ToLowerInvariant();
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var valid = at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1
            && email.IndexOf('.', at) > at + 1 && !email.EndsWith('.') && !email.AsSpan().ContainsAny(" \t\r\n,;<>()");
        return valid ? new ReadValue(email) : Refuse(definition, ValueFault.Email, $"Email address {sent} is invalid");
    }

    private static ReadValue Number(PropertyDefinition definition, string sent)
    {
        var text = sent.Trim();
        // No commas: contacts refuse them since May 2023.
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _)
            ? new ReadValue(text)
            : Refuse(definition, ValueFault.Number, $"{sent} was not a valid number.");
    }

    private static ReadValue Bool(PropertyDefinition definition, string sent) =>
        bool.TryParse(sent, out var value) ? new ReadValue(value ? "true" : "false") : NotAnOption(definition, sent);

    private static ReadValue Option(PropertyDefinition definition, string sent) =>
        definition.ExternalOptions && definition.Options.Count == 0 || definition.Allows(sent) ? new ReadValue(sent) : NotAnOption(definition, sent);

    private static ReadValue Options(PropertyDefinition definition, string sent, string? current)
    {
        var given = sent.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var option in given)
            if (Option(definition, option).Fault is { } fault) return new ReadValue(null, fault);
        // A leading semicolon adds to what is there; without it the list is replaced.
        var kept = sent.StartsWith(';') && current is not null ? current.Split(';') : [];
        return new ReadValue(string.Join(';', kept.Concat(given).Distinct()));
    }

    private static ReadValue NotAnOption(PropertyDefinition definition, string sent) =>
        Refuse(definition, ValueFault.Option, $"{sent} was not one of the allowed options: [{string.Join(", ", definition.Options.Select(option => option.Value))}]");

    private static ReadValue Date(PropertyDefinition definition, string sent, bool lenient)
    {
        if (WireTime.TryDate(sent, out var day)) return new ReadValue(WireTime.Date(day));
        if (WireTime.TryEpoch(sent, out var instant) && instant.TimeOfDay == TimeSpan.Zero && (instant.ToUnixTimeMilliseconds() >= WireTime.SecondsBelow || !lenient))
            return new ReadValue(WireTime.Date(instant));
        if (!lenient || !(WireTime.TryIso(sent, out instant) || WireTime.TryEpoch(sent, out instant, seconds: true)))
            return Refuse(definition, ValueFault.Date, $"{sent} was not a valid date.");
        var midnight = new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero);
        return new ReadValue(WireTime.Date(midnight), null, Epoch(midnight));
    }

    private static ReadValue Instant(PropertyDefinition definition, string sent, bool lenient)
    {
        if (WireTime.TryIso(sent, out var instant) || WireTime.TryDate(sent, out instant)) return new ReadValue(WireTime.Iso(WireTime.ToMilliseconds(instant)));
        if (!WireTime.TryEpoch(sent, out instant, seconds: lenient)) return Refuse(definition, ValueFault.Instant, $"{sent} was not a valid long.");
        var stored = WireTime.Iso(instant);
        return Epoch(instant) == sent ? new ReadValue(stored) : new ReadValue(stored, null, Epoch(instant));
    }

    private static string Epoch(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
