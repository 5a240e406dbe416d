using Integration.Config.Diagnostics;

namespace Integration.Config.Yaml;

/// <summary>A file's text, line by line, for showing the place of a finding. What looks like a secret comes out as stars.</summary>
public sealed class SourceText
{
    private readonly string[] lines;
    private readonly List<Place> secrets = [];

    /// <summary>A text under the name that findings call it by.</summary>
    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        lines = text.Split('\n');
    }

    /// <summary>Its name in findings.</summary>
    public string File { get; }

    /// <summary>The whole text, as it stands: not for printing.</summary>
    internal string Text { get; }

    /// <summary>False while the text could not be read as YAML: then nobody knows which of its texts are secrets.</summary>
    internal bool IsUnderstood { get; set; }

    /// <summary>A line for printing, without its line end; null when there is none of that number.</summary>
    /// <param name="number">From 1.</param>
    public string? Line(int number)
    {
        if (number < 1 || number > lines.Length) return null;
        var line = lines[number - 1].TrimEnd('\r').ToCharArray();
        foreach (var secret in secrets.Where(secret => secret.Line == number))
            line.AsSpan(Math.Min(secret.Column - 1, line.Length), Math.Min(secret.Length, Math.Max(0, line.Length - secret.Column + 1))).Fill('*');
        return SecretMask.Apply(new string(line), IsUnderstood);
    }

    /// <summary>At least 1.</summary>
    internal int LineCount => lines.Length;

    internal string? RawLine(int number) => number < 1 || number > lines.Length ? null : lines[number - 1].TrimEnd('\r');

    /// <summary>Never shows the given place again.</summary>
    internal void Hide(Place secret) => secrets.Add(secret);
}
