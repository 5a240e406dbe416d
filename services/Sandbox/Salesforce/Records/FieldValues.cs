using System.Globalization;
using System.Net.Mail;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Turns what a client sent for one field into what the org stores, or says why it cannot.</summary>
internal static class FieldValues
{
    private static readonly string[] DateTimeForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd",
    ];

    /// <param name="field">The field.</param>
    /// <param name="raw">string, bool, decimal or null, as read from JSON, CSV, XML or handed over in process.</param>
    /// <param name="errors">Receives what is wrong with the value itself; the record is then refused with all of them.</param>
    /// <exception cref="RefusedException">The value is of the wrong JSON type: the whole request is refused.</exception>
    public static object? Read(SField field, object? raw, List<ApiError> errors) => field.Type switch
    {
        FieldType.Boolean => Boolean(field, raw, errors),
        FieldType.Int or FieldType.Double or FieldType.Currency or FieldType.Percent => Number(field, raw, errors),
        FieldType.Date => raw is null or "" ? null : raw is DateOnly day ? day : Date(raw) ?? throw Misread("date", raw),
        FieldType.DateTime => raw is null or "" ? null : raw is DateTimeOffset instant ? Whole(instant) : DateTime(raw) ?? throw Misread("datetime", raw),
        FieldType.Id or FieldType.Reference => Reference(field, raw, errors),
        _ => Text(field, raw, errors),
    };

    public static DateTimeOffset? DateTime(object? raw) =>
        raw is string text && DateTimeOffset.TryParseExact(Colon(text), DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? Whole(instant.ToUniversalTime()) : null;

    public static DateOnly? Date(object? raw) =>
        raw is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Stamps have whole seconds and end in <c>.000</c>: facts/salesforce.md section 9.2.</summary>
    public static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);

    // +0000 is Salesforce's own output form, which .NET does not read without the colon.
    private static string Colon(string text) =>
        text.Length > 5 && text[^5] is '+' or '-' && text.Contains('T') ? text.Insert(text.Length - 2, ":") : text;

    private static object? Boolean(SField field, object? raw, List<ApiError> errors)
    {
        if (raw is bool value) return value;
        if (raw is string text && bool.TryParse(text, out value)) return value;
        if (raw is string digit && digit is "0" or "1") return (string)raw == "1";
        errors.Add(new ApiError("INVALID_TYPE_ON_FIELD_IN_RECORD", $"{field.Label}: value not of required type: {raw ?? "null"}", [field.Name]));
        return false;
    }

    private static object? Number(SField field, object? raw, List<ApiError> errors)
    {
        if (raw is null or "") return null;
        if (raw is int whole) raw = (decimal)whole;
        if (raw is long longer) raw = (decimal)longer;
        if (raw is double floating) raw = (decimal)floating;
        if (raw is not decimal value && !(raw is string text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)))
            throw Misread(field.Type == FieldType.Int ? "int" : "double", raw);
        if (field.Type == FieldType.Int && value != decimal.Truncate(value)) throw Misread("int", raw);
        var limit = Pow10(field.Type == FieldType.Int ? field.Digits : field.Precision - field.Scale);
        if (Math.Abs(value) >= limit)
        {
            errors.Add(new ApiError("NUMBER_OUTSIDE_VALID_RANGE", $"{field.Label}: value outside of valid range on numeric field: {raw}", [field.Name]));
            return null;
        }
        return field.Type == FieldType.Int ? decimal.Truncate(value) : Scaled(value, field.Scale);
    }

    /// <summary>At least one decimal, as doubles are written: a percent of ten is <c>10.0</c>.</summary>
    public static decimal Scaled(decimal value, int scale) => Math.Round(value, scale, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, false, (byte)Math.Max(1, scale > 2 ? 1 : scale));

    private static decimal Pow10(int digits)
    {
        var limit = 1m;
        for (var i = 0; i < digits; i++) limit *= 10;
        return limit;
    }

    private static string? Reference(SField field, object? raw, List<ApiError> errors)
    {
        if (raw is null or "") return null;
        if (raw is string text && RecordId.Normalise(text) is { } id) return id;
        if (raw is not string) throw Misread("reference", raw);
        errors.Add(new ApiError("MALFORMED_ID", $"{field.Label}: id value of incorrect type: {raw}", [field.Name]));
        return null;
    }

    private static string? Text(SField field, object? raw, List<ApiError> errors)
    {
        if (raw is null) return null;
        if (raw is not string text) throw Misread("string", raw);
        text = text.Trim();
        if (text.Length == 0) return null;
        if (text.Length > field.Length)
            errors.Add(new ApiError("STRING_TOO_LONG", $"{field.Label}: data value too large: {text} (max length={field.Length})", [field.Name]));
        if (field.Type == FieldType.Email)
        {
            if (!IsAddress(text)) errors.Add(new ApiError("INVALID_EMAIL_ADDRESS", $"{field.Label}: invalid email address: {text}", [field.Name]));
            return text.ToLowerInvariant();
        }
        if (field.Restricted && field.Values.Count > 0)
        {
            var stray = (field.Type == FieldType.MultiPicklist ? text.Split(';') : [text]).FirstOrDefault(part => !field.Values.Any(value => value.Value.Equals(part.Trim(), StringComparison.OrdinalIgnoreCase)));
            if (stray is not null)
                errors.Add(new ApiError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", $"{field.Label}: bad value for restricted picklist field: {stray}", [field.Name]));
        }
        return field.Type == FieldType.MultiPicklist ? InOrder(field, text) : text;
    }

    /// <summary>Values of a multi-select list are kept once each, in the order of its definition.</summary>
    private static string InOrder(SField field, string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var order = field.Values.Select((value, at) => (value.Value, at)).ToDictionary(pair => pair.Value, pair => pair.at, StringComparer.OrdinalIgnoreCase);
        return string.Join(';', parts.OrderBy(part => order.GetValueOrDefault(part, int.MaxValue)));
    }

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@');
        if (at <= 0 || at != text.LastIndexOf('@') || text.Any(char.IsWhiteSpace)) return false;
        var host = text[(at + 1)..];
        return host.Contains('.') && !host.StartsWith('.') && !host.EndsWith('.') && !host.Contains("..", StringComparison.Ordinal) && !text[..at].EndsWith('.')
            && MailAddress.TryCreate(text, out _);
    }

    private static RefusedException Misread(string type, object raw) =>
        RefusedException.Request("JSON_PARSER_ERROR", $"Cannot deserialize instance of {type} from {Token(raw)} value {raw} or request may be missing a required field at [line:1, column:2]");

    private static string Token(object raw) => raw switch
    {
        string => "VALUE_STRING",
        true => "VALUE_TRUE",
        false => "VALUE_FALSE",
        decimal number when number == decimal.Truncate(number) => "VALUE_NUMBER_INT",
        decimal => "VALUE_NUMBER_FLOAT",
        _ => "START_OBJECT",
    };
}
