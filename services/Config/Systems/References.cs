using System.Text;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Systems;

/// <summary>Resolves <c>${env:NAME}</c> and <c>${file:PATH}</c>.</summary>
/// <param name="directory">Where relative paths count from.</param>
/// <param name="environment">Value of a variable, or null.</param>
/// <param name="findings">Takes what cannot be resolved.</param>
internal sealed class References(string directory, Func<string, string?> environment, Findings findings)
{
    private const int FileBytesMax = 65_536;

    /// <summary>A text that may be written out or referred to; null when, reported, it cannot be resolved.</summary>
    public string? Open(YamlText text) => text.Value.StartsWith("${", StringComparison.Ordinal) ? Resolve(text) : Whole(text);

    /// <summary>A text that must be referred to; null when, reported, it is written out or cannot be resolved.</summary>
    public Secret? Secret(YamlText text, string key)
    {
        if (text.Value.StartsWith("${", StringComparison.Ordinal)) return Resolve(text) is { } value ? new Secret(value) : null;
        findings.Report(DiagnosticCodes.LiteralSecret, text, $"the secret of '{key}' stands in the file", $"write {key}: ${{env:NAME}} or ${{file:PATH}}, and replace the secret, since it has been written down");
        return null;
    }

    private string? Whole(YamlText text)
    {
        if (!text.Value.Contains("${", StringComparison.Ordinal)) return text.Value;
        findings.Report(DiagnosticCodes.BadReference, text, "a reference stands in the middle of a text", "let the variable hold the whole value: ${env:NAME}");
        return null;
    }

    private string? Resolve(YamlText text)
    {
        var value = text.Value;
        if (value.EndsWith('}') && value.IndexOf('}') == value.Length - 1)
        {
            if (value.StartsWith("${env:", StringComparison.Ordinal) && value[6..^1].Trim() is { Length: > 0 } name) return Variable(text, name);
            if (value.StartsWith("${file:", StringComparison.Ordinal) && value[7..^1].Trim() is { Length: > 0 } path) return File(text, path);
        }
        findings.Report(DiagnosticCodes.BadReference, text, "this is no reference", "write ${env:NAME} or ${file:PATH}, with nothing before or after it");
        return null;
    }

    private string? Variable(YamlText text, string name)
    {
        // The name comes from a file and may be anything; asking the system for one with '=' or NUL in it throws.
        var value = name.AsSpan().ContainsAny('=', '\0') ? null : environment(name);
        if (!string.IsNullOrWhiteSpace(value)) return value.Trim();
        findings.Report(DiagnosticCodes.NoVariable, text, $"the environment variable {Quote.Of(name)} is {(value is null ? "not set" : "blank")}", $"set {name} for the service, or correct the name");
        return null;
    }

    private string? File(YamlText text, string path)
    {
        var (value, problem) = Read(path);
        if (problem is null) return value;
        findings.Report(DiagnosticCodes.NoSecretFile, text, $"the file {Quote.Of(path)} {problem}", "mount the secret there, readable by the service's user; a relative path counts from the configuration directory");
        return null;
    }

    private (string? Value, string? Problem) Read(string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(directory, path));
            if (!file.Exists) return (null, "is not there");
            if (file.Length > FileBytesMax) return (null, "is larger than 64 KB");
            var value = Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(file.FullName)).Trim().Trim('\uFEFF');
            return value.Length == 0 ? (null, "is empty") : (value, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException)
        {
            return (null, "cannot be read");
        }
    }
}
