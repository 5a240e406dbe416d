using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Records;

namespace Integration.Core.Tests.Agreements;

/// <summary>The sentence that tells sales who a person is.</summary>
public sealed class WhyPhraseTests
{
    private static readonly Subject Person = new()
    {
        HubSpot = FieldValues.Of(("jobtitle", " VP Sales "), ("numemployees", "250"), ("city", null), ("state", "  "), ("long", new string('x', 81)), ("fits", new string('x', 80))),
        Salesforce = FieldValues.Of(("Rating", "Hot")),
    };

    [Theory]
    [InlineData("{jobtitle}", "VP Sales")]
    [InlineData("at a {numemployees}-person company", "at a 250-person company")]
    [InlineData("{jobtitle} at {numemployees}", "VP Sales at 250")]
    [InlineData("{ jobtitle }", "VP Sales")]
    [InlineData("rated {Salesforce Rating}", "rated Hot")]
    [InlineData("new", "new")]
    [InlineData("a } b", "a } b")]
    [InlineData("in {city}", null)]
    [InlineData("in {state}", null)]
    [InlineData("in {unread}", null)]
    [InlineData("{jobtitle} in {city}", null)] // Left out whole: no rep reads "VP Sales in".
    [InlineData("{Rating}", null)]             // Of HubSpot, which has no such.
    public void A_piece_is_told_with_its_values_or_not_at_all(string text, string? told) => Assert.Equal(told, new WhyPhrase(text).With(Person));

    [Fact]
    public void A_long_value_is_cut_to_eighty_characters()
    {
        Assert.Equal(80, new WhyPhrase("{long}").With(Person)!.Length);
        Assert.Equal(80, new WhyPhrase("{fits}").With(Person)!.Length);
    }

    [Fact]
    public void The_pieces_that_have_their_values_are_joined() =>
        Assert.Equal("VP Sales at 250", WhyPhrase.Join([new WhyPhrase("{jobtitle}"), new WhyPhrase("in {city}"), new WhyPhrase("at {numemployees}")], Person));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{jobtitle")]
    [InlineData("}{")]
    [InlineData("{jobtitle} {")]
    public void A_brace_without_a_field_is_refused(string text) => Assert.Throws<FormatException>(() => new WhyPhrase(text));

    [Fact]
    public void A_phrase_names_its_fields_and_is_the_one_with_the_same_words()
    {
        var phrase = new WhyPhrase("{jobtitle} of {Salesforce Company}, {x}");

        Assert.Equal(["jobtitle", "Salesforce Company", "x"], phrase.Fields.Select(field => field.ToString()));
        Assert.Equal(new WhyPhrase(phrase.Text), phrase);
        Assert.NotEqual(new WhyPhrase("{jobtitle}"), phrase);
        Assert.False(phrase.Equals(null));
    }
}
