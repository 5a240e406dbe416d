using System.Globalization;

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>Reads the compact field tables of the standard objects.</summary>
/// <remarks>
/// A line is <c>name | type size | flags | label | rest</c>. Size: length, digits, or <c>precision,scale</c>.
/// Flags: n nillable, c createable, u updateable, d defaulted on create, i id lookup, r restricted list,
/// p field-level security applies, N the name field. Rest, each optional, in this order: <c>in Compound</c>,
/// <c>-> Object,Object as Relationship</c>, <c>= default</c>, <c>{value; value=label}</c>.
/// The facts are those of real describe answers (facts/salesforce.md section 9.2).
/// </remarks>
internal static class FieldTable
{
    public static IReadOnlyList<SField> Read(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadLine)];

    private static SField ReadLine(string line, int ordinal)
    {
        var cells = line.Split('|', 5, StringSplitOptions.TrimEntries);
        var type = cells[1].Split(' ');
        var size = type.Length > 1 ? type[1].Split(',') : [];
        var kind = Enum.Parse<FieldType>(type[0], ignoreCase: true);
        var flags = cells[2];
        var field = new SField
        {
            Name = cells[0],
            Label = cells[3],
            Type = kind,
            Ordinal = ordinal,
            Length = size.Length == 1 && kind != FieldType.Int ? Number(size[0]) : 0,
            Digits = kind == FieldType.Int ? Number(size[0]) : 0,
            Precision = size.Length == 2 ? Number(size[0]) : 0,
            Scale = size.Length == 2 ? Number(size[1]) : 0,
            Nillable = flags.Contains('n'),
            Createable = flags.Contains('c'),
            Updateable = flags.Contains('u'),
            DefaultedOnCreate = flags.Contains('d'),
            IdLookup = flags.Contains('i'),
            Restricted = flags.Contains('r'),
            Permissionable = flags.Contains('p'),
            NameField = flags.Contains('N'),
        };
        return cells.Length < 5 ? field : ReadRest(field, cells[4]);
    }

    private static SField ReadRest(SField field, string rest)
    {
        var brace = rest.IndexOf('{');
        if (brace >= 0)
        {
            var values = rest[(brace + 1)..rest.LastIndexOf('}')].Split(';', StringSplitOptions.TrimEntries).Select(ReadValue);
            field = field with { Values = [.. values] };
            rest = rest[..brace].TrimEnd();
        }
        var equals = rest.IndexOf("= ", StringComparison.Ordinal);
        if (equals >= 0)
        {
            field = field with { Default = rest[(equals + 2)..] };
            rest = rest[..equals].TrimEnd();
        }
        var arrow = rest.IndexOf("-> ", StringComparison.Ordinal);
        if (arrow >= 0)
        {
            var target = rest[(arrow + 3)..].Split(" as ");
            field = field with { ReferenceTo = target[0].Split(','), RelationshipName = target.Length > 1 ? target[1] : null };
            rest = rest[..arrow].TrimEnd();
        }
        return rest.StartsWith("in ", StringComparison.Ordinal) ? field with { Compound = rest[3..] } : field;
    }

    private static PicklistValue ReadValue(string text)
    {
        var parts = text.Split('=', 2);
        return new PicklistValue(parts[0], parts[^1]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
