using System.Globalization;
using Integration.Core.Records;

namespace Integration.Config.Schemas;

/// <summary>Reads the shipped tables: one field a line, <c>name type length flags = option | option</c>.</summary>
/// <remarks>Flags: <c>ro</c> read-only, <c>req</c> required on create, <c>uniq</c> unique, <c>closed</c> refuses other values than its options; <c>-</c> stands for none.</remarks>
internal static class SchemaTable
{
    public static SchemaObject Read(SystemName system, string name, string table) =>
        new(system, name, table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Field(system, line)), isLive: false);

    private static SchemaField Field(SystemName system, string line)
    {
        var parts = line.Split(" = ", 2);
        var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 4) throw new FormatException($"a field takes four words: {line}");
        var flags = words[3].Split(',');
        return new SchemaField(words[0], words[1])
        {
            LengthMax = words[2] == "-" ? null : int.Parse(words[2], CultureInfo.InvariantCulture),
            IsWritable = !flags.Contains("ro"),
            IsRequired = flags.Contains("req"),
            IsUnique = flags.Contains("uniq"),
            IsRestricted = flags.Contains("closed") || system == SystemName.HubSpot && words[1].StartsWith("enumeration", StringComparison.Ordinal),
            Options = parts.Length == 1 ? [] : [.. parts[1].Split('|', StringSplitOptions.TrimEntries)],
        };
    }
}
