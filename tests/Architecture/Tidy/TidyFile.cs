namespace Integration.Architecture.Tests.Tidy;

/// <summary>One file as the rules see it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Text">As it is on disk.</param>
sealed record TidyFile(string Path, string Text)
{
    public bool IsCode { get; } = Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsTestCode => IsCode && Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The text without comments and literals for C#, the text itself for anything else.</summary>
    public string Code { get; } = Path.EndsWith(".cs", StringComparison.Ordinal) ? CodeText.Of(Text) : Text;

    public string[] Lines { get; } = Text.Split('\n');

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}
