using System.Collections.Frozen;
using System.Globalization;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>Values that follow from the rest of a record: computed when read, so that a million contacts do not store them.</summary>
internal static class DerivedProperties
{
    public static FrozenDictionary<string, Func<HubSpotRecord, string?>> Of(ObjectType type)
    {
        var derived = new Dictionary<string, Func<HubSpotRecord, string?>>(StringComparer.Ordinal)
        {
            ["hs_object_id"] = Id,
            ["hs_lastmodifieddate"] = record => WireTime.Iso(record.UpdatedAt),
            ["hs_createdate"] = record => WireTime.Iso(record.CreatedAt),
            ["hs_object_source"] = record => record.CreatedBy.ChangeSource,
            ["hs_object_source_label"] = record => record.CreatedBy.ChangeSource,
            ["hs_object_source_id"] = record => record.CreatedBy.SourceId,
        };
        if (type.IsEngagement) return derived.ToFrozenDictionary(StringComparer.Ordinal);
        derived["createdate"] = derived["hs_createdate"];
        derived["num_notes"] = record => record.Bag.Find("num_notes")?.Value ?? "0";
        if (type.TypeId == "0-1") AddContact(derived);
        return derived.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void AddContact(Dictionary<string, Func<HubSpotRecord, string?>> derived)
    {
        derived["lastmodifieddate"] = derived["hs_lastmodifieddate"];
        derived["hs_all_contact_vids"] = record => record.Bag.Find("hs_merged_object_ids")?.Value is { } merged ? $"{Id(record)};{merged}" : Id(record);
        derived["hs_email_domain"] = record => record.Bag.Find("email")?.Value is { } email ? email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..] : null;
        derived["hs_full_name_or_email"] = FullNameOrEmail;
        derived["hs_is_contact"] = _ => "true";
        derived["hs_is_unworked"] = record => record.Bag.Find("notes_last_updated") is null ? "true" : "false";
        derived["hs_pipeline"] = _ => "contacts-lifecycle-pipeline";
        derived["hs_calculated_phone_number"] = record => Digits(record.Bag.Find("phone")?.Value) is { } digits ? "+" + digits : null;
        derived["hs_searchable_calculated_phone_number"] = record => WithoutCountry(record.Bag.Find("phone")?.Value);
        derived["hs_searchable_calculated_mobile_number"] = record => WithoutCountry(record.Bag.Find("mobilephone")?.Value);
    }

    private static string Id(HubSpotRecord record) => record.Id.ToString(CultureInfo.InvariantCulture);

    private static string? FullNameOrEmail(HubSpotRecord record)
    {
        var name = $"{record.Bag.Find("firstname")?.Value} {record.Bag.Find("lastname")?.Value}".Trim();
        return name.Length > 0 ? name : record.Bag.Find("email")?.Value;
    }

    private static string? Digits(string? phone)
    {
        if (phone is null) return null;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : digits;
    }

    // How HubSpot finds the country code is not known; national numbers have at most ten digits in the countries the samples use.
    private static string? WithoutCountry(string? phone) => Digits(phone) is { } digits ? digits[Math.Max(0, digits.Length - 10)..] : null;
}
