using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>Turns filters into conditions. Operators and case rules: facts/hubspot.md section 3.3.</summary>
internal sealed class SearchConditions(PortalState state, ObjectType type)
{
    private const string Associations = "associations.";

    /// <exception cref="HubSpotRefusedException">400: unknown property or operator, or a value missing.</exception>
    public Func<HubSpotRecord, bool> Of(SearchFilter filter)
    {
        if (filter.Property.StartsWith(Associations, StringComparison.Ordinal)) return Linked(filter);
        var property = state.Table(type).Properties.Find(filter.Property)
            ?? throw Refusals.Validation($"There was a problem with the request. Property '{filter.Property}' does not exist.");
        return filter.Operator switch
        {
            "HAS_PROPERTY" => record => record[property.Name] is not null,
            "NOT_HAS_PROPERTY" => record => record[property.Name] is null,
            "CONTAINS_TOKEN" => Token(property, Value(filter), wanted: true),
            "NOT_CONTAINS_TOKEN" => Token(property, Value(filter), wanted: false),
            _ => SearchKeys.IsOrdered(property) ? Ordered(property, filter) : Text(property, filter),
        };
    }

    private Func<HubSpotRecord, bool> Linked(SearchFilter filter)
    {
        var other = ObjectType.Named(filter.Property[Associations.Length..]);
        var ids = (filter.Values ?? [Value(filter)]).Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return filter.Operator is "EQ" or "IN"
            ? record => ids.Exists(id => state.Links.Linked(type, record.Id, other, id))
            : throw Refusals.Validation($"Operator {filter.Operator} is not supported on {filter.Property}.");
    }

    private static Func<HubSpotRecord, bool> Ordered(PropertyDefinition property, SearchFilter filter)
    {
        var key = SearchKeys.Number(property);
        decimal Wanted(string? text) => SearchKeys.Parse(property, text) ?? throw Refusals.Validation($"'{text}' is not a valid value of {property.Name} ({property.Type}).");
        if (filter.Operator is "IN" or "NOT_IN")
        {
            var wanted = Values(filter).Select(Wanted).ToHashSet();
            return filter.Operator == "IN" ? record => key(record) is { } each && wanted.Contains(each) : record => key(record) is not { } each || !wanted.Contains(each);
        }
        var low = Wanted(Value(filter));
        switch (filter.Operator)
        {
            case "EQ": return record => key(record) == low;
            case "NEQ": return record => key(record) != low;
            case "LT": return record => key(record) < low;
            case "LTE": return record => key(record) <= low;
            case "GT": return record => key(record) > low;
            case "GTE": return record => key(record) >= low;
            case "BETWEEN":
                var high = Wanted(filter.HighValue ?? throw Refusals.Validation("BETWEEN needs a highValue."));
                return record => key(record) is { } each && each >= low && each <= high;
            default: throw UnknownOperator(filter);
        }
    }

    private static Func<HubSpotRecord, bool> Text(PropertyDefinition property, SearchFilter filter)
    {
        var name = property.Name;
        // Enumerations compare exactly; strings ignore case, but the values of IN must come in lower case.
        var exact = property.Type == "enumeration";
        var comparison = exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (filter.Operator is "IN" or "NOT_IN")
        {
            var wanted = Values(filter).ToHashSet(StringComparer.Ordinal);
            bool Has(HubSpotRecord record) => record[name] is { } value && Parts(property, exact ? value : value.ToLowerInvariant()).Any(wanted.Contains);
            return filter.Operator == "IN" ? Has : record => !Has(record);
        }
        var value = Value(filter);
        bool Is(HubSpotRecord record) => record[name] is { } each && (string.Equals(each, value, comparison) || Parts(property, each).Any(part => string.Equals(part, value, comparison)));
        return filter.Operator switch
        {
            "EQ" => Is,
            "NEQ" => record => !Is(record),
            "LT" => record => record[name] is { } each && string.Compare(each, value, comparison) < 0,
            "LTE" => record => record[name] is { } each && string.Compare(each, value, comparison) <= 0,
            "GT" => record => record[name] is { } each && string.Compare(each, value, comparison) > 0,
            "GTE" => record => record[name] is { } each && string.Compare(each, value, comparison) >= 0,
            "BETWEEN" => record => record[name] is { } each && string.Compare(each, value, comparison) >= 0 && string.Compare(each, filter.HighValue, comparison) <= 0,
            _ => throw UnknownOperator(filter),
        };
    }

    private static string[] Parts(PropertyDefinition property, string value) => property.IsMultiple ? value.Split(';') : [value];

    private static Func<HubSpotRecord, bool> Token(PropertyDefinition property, string text, bool wanted) =>
        record => Tokens.Contain(record[property.Name], text) == wanted;

    private static string Value(SearchFilter filter) => filter.Value ?? throw Refusals.Validation($"Operator {filter.Operator} on {filter.Property} needs a value.");

    private static IReadOnlyList<string> Values(SearchFilter filter) => filter.Values ?? throw Refusals.Validation($"Operator {filter.Operator} on {filter.Property} needs values.");

    private static HubSpotRefusedException UnknownOperator(SearchFilter filter) => Refusals.Validation($"Unknown operator '{filter.Operator}' on {filter.Property}.");
}
