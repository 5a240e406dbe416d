using Integration.Config.Diagnostics;

namespace Integration.Config.Yaml;

/// <summary>A value of a document and where it stands. Texts stay texts: <c>NO</c>, <c>1.10</c> and <c>0012</c> are what was written.</summary>
/// <param name="Place">Of a text: itself. Of a list or a map that answers to a key: the key, since the parser gives those no extent.</param>
/// <param name="Size">How many values it holds, itself included, aliases counted at every use.</param>
/// <param name="Height">How many levels lie below it.</param>
internal abstract record YamlNode(Place Place, int Size, int Height)
{
    public abstract string Shape { get; }
}

/// <param name="Value">The text, unquoted.</param>
/// <param name="IsBlank">Nothing, <c>~</c> or <c>null</c>, unquoted.</param>
internal sealed record YamlText(string Value, bool IsBlank, Place Place) : YamlNode(Place, 1, 0)
{
    public override string Shape => IsBlank ? "nothing" : "a text";
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place, int Size, int Height) : YamlNode(Place, Size, Height)
{
    public override string Shape => "a list";
}

/// <param name="Entries">In file order; of a duplicate key only the first.</param>
internal sealed record YamlMap(IReadOnlyList<KeyValuePair<YamlText, YamlNode>> Entries, Place Place, int Size, int Height) : YamlNode(Place, Size, Height)
{
    public override string Shape => "a set of keys";

    public YamlText? Key(string name) => Entries.FirstOrDefault(entry => entry.Key.Value == name).Key;
}
