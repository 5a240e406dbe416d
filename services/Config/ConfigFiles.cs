using System.Text;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config;

/// <summary>Finds and reads a directory's YAML files, within limits.</summary>
internal static class ConfigFiles
{
    /// <summary>The files that could be read, by name; what could not is reported.</summary>
    public static IReadOnlyList<SourceText> Read(string directory, Findings findings)
    {
        var whole = Place.Whole(directory);
        try
        {
            if (!Directory.Exists(directory))
            {
                findings.Report(DiagnosticCodes.NoDirectory, whole, File.Exists(directory) ? "this is a file, not a directory" : "there is no such directory", "give the directory that holds the YAML files");
                return [];
            }
            var names = Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Where(IsYaml).Order(StringComparer.Ordinal).Take(YamlLimits.FilesMax + 1).ToList();
            if (names.Count == 0)
                findings.Report(DiagnosticCodes.NoFiles, whole, "the directory holds no *.yaml or *.yml file", "put the files directly into it; subdirectories are not read");
            if (names.Count > YamlLimits.FilesMax)
            {
                findings.Report(DiagnosticCodes.TooManyFiles, whole, $"the directory holds more than {YamlLimits.FilesMax} YAML files", "give the configuration a directory of its own");
                return [];
            }
            return [.. names.Select(name => Read(directory, name, findings)).OfType<SourceText>()];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Report(DiagnosticCodes.FileUnreadable, whole, "the directory cannot be listed", "give the service's user permission to read it");
            return [];
        }
    }

    // Editors leave hidden copies (.mapping.yaml.swp, .#mapping.yaml) beside the file that is being edited.
    private static bool IsYaml(string name) => !name.StartsWith('.') && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    private static SourceText? Read(string directory, string name, Findings findings)
    {
        var shown = directory.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } parent && parent != "." ? $"{parent}/{name}" : name;
        try
        {
            using var stream = File.OpenRead(Path.Combine(directory, name));
            var bytes = new byte[YamlLimits.FileBytesMax + 1];
            // Read up to the limit and not up to the length: a file may grow, and a device has no length.
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count <= YamlLimits.FileBytesMax) return Decode(shown, bytes.AsSpan(0, count), findings);
            findings.Report(DiagnosticCodes.FileTooLarge, Place.Whole(shown), "the file is larger than 1 MB", "move it out of the directory, or split it");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            findings.Report(DiagnosticCodes.FileUnreadable, Place.Whole(shown), "the file cannot be read", "give the service's user permission to read it, or remove it");
        }
        return null;
    }

    /// <summary>The text of a file's bytes, or null when, reported, they are not UTF-8.</summary>
    internal static SourceText? Decode(string shown, ReadOnlySpan<byte> bytes, Findings findings)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            // One kind of line end, so that the lines of a finding are the lines that the parser counts.
            if (!text.Contains('\0', StringComparison.Ordinal)) return new SourceText(shown, text.ReplaceLineEndings("\n"));
        }
        catch (DecoderFallbackException)
        {
        }
        findings.Report(DiagnosticCodes.NotUtf8, Place.Whole(shown), "the file is not UTF-8 text", "save it as UTF-8");
        return null;
    }
}
