namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>Reads the standard schema from its text tables.</summary>
/// <remarks>
/// One property a line: <c>name | type/field | flags | label | options</c>. Flags: <c>u</c> unique, <c>r</c> read-only,
/// <c>c</c> calculated (read-only, and silent: no event), <c>h</c> hidden, <c>x</c> external options. Options: <c>a, b</c> or <c>a=Label, b=Label</c>.
/// </remarks>
internal static class SchemaTable
{
    public static IReadOnlyList<PropertyDefinition> Parse(string group, string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Line(group, line))];

    private static PropertyDefinition Line(string group, string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var type = cells[1].Split('/');
        var flags = cells[2];
        return new PropertyDefinition(cells[0], cells[3], type[0], type[1], group)
        {
            HasUniqueValue = flags.Contains('u', StringComparison.Ordinal),
            ReadOnlyValue = flags.AsSpan().ContainsAny('r', 'c'),
            Calculated = flags.Contains('c', StringComparison.Ordinal),
            Hidden = flags.Contains('h', StringComparison.Ordinal),
            ExternalOptions = flags.Contains('x', StringComparison.Ordinal),
            ReferencedObjectType = cells[0] == "hubspot_owner_id" ? "OWNER" : null,
            FormField = !flags.AsSpan().ContainsAny("rch"),
            HubSpotDefined = true,
            Options = cells.Length > 4 ? Options(cells[4]) : type[0] == "bool" ? [new("True", "true", 0), new("False", "false", 1)] : [],
        };
    }

    private static PropertyOption[] Options(string cell) =>
        [.. cell.Split(',', StringSplitOptions.TrimEntries).Select((option, order) =>
        {
            var parts = option.Split('=');
            return new PropertyOption(parts[^1], parts[0], order);
        })];
}
