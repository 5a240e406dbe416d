using System.Collections.Immutable;
using System.Text;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Agreements;

/// <summary>A piece of the sentence that tells sales who a person is: <c>at a {numemployees}-person company</c>.</summary>
/// <remarks>A piece with a field that is blank or not shown is left out whole, so that no rep reads "at a -person company in".</remarks>
public sealed record WhyPhrase
{
    private const int ValueMax = 80;
    private readonly ImmutableArray<(string Text, FieldRef? Field)> pieces;

    /// <summary>A phrase as written.</summary>
    /// <param name="text">Words with HubSpot properties in braces; <c>{Salesforce Name}</c> is a Salesforce field.</param>
    /// <exception cref="FormatException">A brace is not closed, or nothing stands in it.</exception>
    public WhyPhrase(string text) => (Text, pieces) = (text, Read(text));

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The fields in it, in order.</summary>
    public IEnumerable<FieldRef> Fields => pieces.Where(piece => piece.Field is not null).Select(piece => piece.Field!.Value);

    /// <summary>The phrases whose fields all have a value, joined by blanks.</summary>
    public static string Join(ImmutableArray<WhyPhrase> phrases, Subject subject) =>
        string.Join(' ', phrases.Select(phrase => phrase.With(subject)).Where(text => text is not null));

    /// <summary>The phrase with its values, each cut to 80 characters; null when one has none.</summary>
    public string? With(Subject subject)
    {
        var text = new StringBuilder();
        foreach (var (words, field) in pieces)
        {
            text.Append(words);
            if (field is not { } named) continue;
            if (subject[named].Text?.Trim() is not { Length: > 0 } value) return null;
            text.Append(value.AsSpan(0, Math.Min(value.Length, ValueMax)));
        }
        return text.ToString();
    }

    /// <summary>Same words.</summary>
    public bool Equals(WhyPhrase? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static ImmutableArray<(string, FieldRef?)> Read(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<(string, FieldRef?)>();
        var at = 0;
        while (text.IndexOf('{', at) is var open and >= 0)
        {
            var close = text.IndexOf('}', open);
            if (close <= open + 1) throw new FormatException($"'{text}' has a brace without a field in it: write a property's name and close the brace");
            pieces.Add((text[at..open], Field(text[(open + 1)..close].Trim())));
            at = close + 1;
        }
        pieces.Add((text[at..], null));
        return pieces.ToImmutable();
    }

    private static FieldRef Field(string name) => name.StartsWith("Salesforce ", StringComparison.Ordinal)
        ? new FieldRef(SystemName.Salesforce, name["Salesforce ".Length..].Trim(), FieldType.Text)
        : new FieldRef(SystemName.HubSpot, name, FieldType.Text);
}
