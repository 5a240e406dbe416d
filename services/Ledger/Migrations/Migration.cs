using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Ledger.Migrations;

/// <summary>One step of the schema, shipped inside the program.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Name">File name without ending: <c>0001-ledger</c>.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements, line ends folded: a checkout on Windows is not a change.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The steps of one store (<c>Sqlite</c>, <c>Postgres</c>), in order.</summary>
    public static IReadOnlyList<Migration> Of(string store)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(store + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select((resource, at) => Read(assembly, resource, at + 1))];
    }

    private static Migration Read(Assembly assembly, string resource, int version)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(version, Path.GetFileNameWithoutExtension(resource), reader.ReadToEnd());
    }
}

/// <summary>A step that a database has behind it.</summary>
internal sealed record AppliedMigration(int Version, string Name, string Checksum);
