using Integration.Config.Diagnostics;

namespace Integration.Config.Yaml;

/// <summary>Reads a set of keys one by one and reports what is missing, of the wrong shape, or was never asked for.</summary>
/// <param name="map">The keys.</param>
/// <param name="findings">Takes the reports.</param>
/// <param name="noun">What the keys belong to: <c>a field row</c>.</param>
internal sealed class KeyReader(YamlMap map, Findings findings, string noun)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Place Place => map.Place;

    /// <summary>Where the key stands, or where the set stands when it has no such key.</summary>
    public Place PlaceOf(string key) => map.Key(key)?.Place ?? map.Place;

    public bool Has(string key) => map.Key(key) is not null;

    /// <summary>The key's value whatever its shape; null when the key is not there.</summary>
    public YamlNode? Node(string key)
    {
        asked.Add(key);
        foreach (var (name, value) in map.Entries)
            if (name.Value == key) return value;
        return null;
    }

    /// <summary>A text; null when the key is not there or, reported, holds something else.</summary>
    public YamlText? Text(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlText { IsBlank: false } text) return text;
        Shape(key, node, "a text");
        return null;
    }

    /// <summary>A text that must be there.</summary>
    public YamlText? RequiredText(string key, string mend)
    {
        if (!Has(key)) Missing(key, mend);
        return Text(key);
    }

    /// <summary>Texts, written as a list or, when it is one, without the brackets; empty when the key is not there or, reported, holds something else.</summary>
    public IReadOnlyList<YamlText> Texts(string key)
    {
        switch (Node(key))
        {
            case null: return [];
            case YamlText { IsBlank: false } one: return [one];
            case YamlList list:
                foreach (var item in list.Items.Where(item => item is not YamlText { IsBlank: false })) Shape(key, item, "a text", "each item of ");
                return [.. list.Items.OfType<YamlText>().Where(item => !item.IsBlank)];
            case var other:
                Shape(key, other, "a list of texts");
                return [];
        }
    }

    /// <summary>A set of keys; null when the key is not there or, reported, holds something else.</summary>
    public YamlMap? Map(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlMap inner) return inner;
        Shape(key, node, "a set of keys");
        return null;
    }

    /// <summary>One of some words; the fallback when the key is not there or, reported, holds another.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (words.TryGetValue(text.Value, out var meaning)) return meaning;
        findings.Report(DiagnosticCodes.UnknownWord, text, $"{Quote.Of(text.Value)} is not a word that '{key}' takes", NearName.Mend(text.Value, words.Keys, $"one of {string.Join(", ", words.Keys)}"));
        return fallback;
    }

    /// <summary>Reports a missing key.</summary>
    public void Missing(string key, string mend)
    {
        asked.Add(key);
        findings.Report(DiagnosticCodes.MissingKey, map.Place, $"{noun} has no '{key}'", mend);
    }

    /// <summary>Reports every key that nobody asked for. To be called last.</summary>
    public void Finish()
    {
        foreach (var (name, _) in map.Entries.Where(entry => !asked.Contains(entry.Key.Value)))
            findings.Report(DiagnosticCodes.UnknownKey, name, $"{noun} has no key {Quote.Cautious(name.Value)}", NearName.Mend(name.Value, asked, $"its keys are {string.Join(", ", asked)}"));
    }

    private void Shape(string key, YamlNode node, string wanted, string prefix = "") =>
        findings.Report(DiagnosticCodes.WrongShape, node, $"{prefix}'{key}' takes {wanted}, not {node.Shape}",
            node is YamlText { IsBlank: true } ? "write a value, or remove the key" : $"write {wanted}; check the indentation of the lines below it");
}
