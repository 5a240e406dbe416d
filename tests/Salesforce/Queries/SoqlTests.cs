using Integration.Salesforce.Queries;

namespace Integration.Salesforce.Tests.Queries;

public class SoqlTests
{
    [Theory]
    [InlineData("Ada", "'Ada'")]
    [InlineData("O'Brien", @"'O\'Brien'")]
    [InlineData(@"back\slash", @"'back\\slash'")]
    [InlineData(@"\'", @"'\\\''")] // the backslash first: escaped after the quote, it would close the literal
    [InlineData("two\nlines", @"'two\nlines'")]
    [InlineData("say \"hi\"", "'say \\\"hi\\\"'")]
    [InlineData("\u0001", @"'\u0001'")]
    [InlineData("é日本", "'é日本'")]
    public void A_literal_cannot_be_left(string text, string literal) => Assert.Equal(literal, Soql.Literal(text));

    [Theory]
    [InlineData("Id FROM User")]
    [InlineData("Email)--")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("Name\n")]
    public void A_name_that_is_none_is_never_put_into_a_query(string name) =>
        Assert.Throws<ArgumentException>(() => Soql.Select("Lead", ["Id", name]));

    [Fact]
    public void A_path_through_a_relationship_is_a_name() => Assert.Equal("SELECT Id, Owner.Email, Custom__r.Name FROM Lead", Soql.Select("Lead", ["Id", "Owner.Email", "Custom__r.Name"]));

    [Fact]
    public void A_long_list_is_cut_so_that_each_query_fits_a_URL_and_no_value_is_lost()
    {
        var ids = Enumerable.Range(0, 2_000).Select(number => $"00Q5g0000{number:D6}AAA").ToList();

        var chunks = Soql.InLists("SELECT Id FROM Lead WHERE Id IN", ids).ToList();

        Assert.Equal(ids, chunks.SelectMany(chunk => chunk.Values));
        Assert.All(chunks, chunk => Assert.InRange(Uri.EscapeDataString(chunk.Statement).Length, 1, Soql.EncodedMax));
        Assert.InRange(chunks.Count, 4, 6); // about 400 ids a query: facts/salesforce.md section 4
    }

    [Fact]
    public void Values_that_swell_when_encoded_are_measured_encoded()
    {
        var values = Enumerable.Range(0, 300).Select(number => $"日本語の名前{number}@例え.jp").ToList();

        Assert.All(Soql.InLists("SELECT Id FROM Lead WHERE Email IN", values), chunk => Assert.InRange(Uri.EscapeDataString(chunk.Statement).Length, 1, Soql.EncodedMax));
    }

    [Fact]
    public void An_empty_list_asks_nothing() => Assert.Empty(Soql.InLists("SELECT Id FROM Lead WHERE Id IN", []));

    [Fact]
    public void An_instant_stands_without_quotes_and_in_UTC() =>
        Assert.Equal("2026-11-22T09:15:02Z", Soql.Literal(new DateTimeOffset(2026, 11, 22, 10, 15, 2, TimeSpan.FromHours(1))));
}
