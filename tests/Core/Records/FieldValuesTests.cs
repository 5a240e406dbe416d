using System.Collections;
using System.Text.Json;
using Integration.Core.Records;

namespace Integration.Core.Tests.Records;

public sealed class FieldValuesTests
{
    private static readonly FieldValues Ana = FieldValues.Of(("name", "Ana"), ("phone", null));

    [Fact]
    public void Missing_is_not_blank_and_blank_is_not_a_text()
    {
        (bool, bool, bool, string?, string) Of(FieldValue value) => (value.IsMissing, value.IsBlank, value.HasText, value.Text, value.ToString());
        Assert.Equal((true, false, false, null, "(missing)"), Of(default));
        Assert.Equal((true, false, false, null, "(missing)"), Of(FieldValue.Missing));
        Assert.Equal((false, true, false, null, "(blank)"), Of(FieldValue.Blank));
        Assert.Equal((false, true, false, null, "(blank)"), Of(FieldValue.Of("")));
        Assert.Equal((false, false, true, " ", " "), Of(FieldValue.Of(" ")));
        Assert.NotEqual(FieldValue.Missing, FieldValue.Blank);
    }

    [Fact]
    public void A_name_that_is_not_there_is_missing_and_names_are_told_apart_by_case()
    {
        Assert.Equal(("Ana", true, true, true), (Ana["name"].Text, Ana["phone"].IsBlank, Ana["Name"].IsMissing, Ana["email"].IsMissing));
        Assert.Equal(["name", "phone"], Ana.Names);
        Assert.Equal(2, Ana.Count);
    }

    [Fact]
    public void A_missing_value_is_left_out_and_of_a_doubled_name_the_last_counts()
    {
        var built = FieldValues.Of([Field("b", FieldValue.Of("1")), Field("a", FieldValue.Missing), Field("b", FieldValue.Of("2"))]);
        Assert.Equal(FieldValues.Of(("b", "2")), built);
        Assert.Equal(1, built.Count);
    }

    [Fact]
    public void With_sets_or_takes_away_one_field_and_leaves_the_first_as_it_was()
    {
        Assert.Equal(FieldValues.Of(("name", "Bo"), ("phone", null)), Ana.With("name", FieldValue.Of("Bo")));
        Assert.Equal(FieldValues.Of(("name", "Ana")), Ana.With("phone", FieldValue.Missing));
        Assert.Equal("Ana", Ana["name"].Text);
    }

    [Fact]
    public void Fields_laid_over_others_win_and_the_rest_stays()
    {
        Assert.Equal(FieldValues.Of(("name", "Bo"), ("phone", null), ("title", "CEO")), Ana.With(FieldValues.Of(("name", "Bo"), ("title", "CEO"))));
        Assert.Same(Ana, Ana.With(FieldValues.None));
    }

    [Fact]
    public void Equal_are_the_same_names_with_the_same_values_in_whatever_order_they_came()
    {
        var again = FieldValues.Of(("phone", null), ("name", "Ana"));
        Assert.True(Ana.Equals(again) && Ana.Equals((object)again) && Ana.GetHashCode() == again.GetHashCode());
        Assert.False(Ana.Equals(FieldValues.Of(("name", "Ana"))) || Ana.Equals(FieldValues.Of(("name", "Ana"), ("phone", "1"))) || Ana.Equals(null) || Ana.Equals("Ana"));
        Assert.NotEqual(Ana.GetHashCode(), FieldValues.Of(("name", "Bo"), ("phone", null)).GetHashCode());
        Assert.Equal(2, ((IEnumerable)Ana).Cast<KeyValuePair<string, FieldValue>>().Count());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"Ana","phone":null}""")]
    public void Fields_are_stored_as_an_object_and_come_back(string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<FieldValues>(json)));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    public void Fields_that_are_no_object_are_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FieldValues>(json));

    [Theory]
    [InlineData("\"Ana\"", "Ana")]
    [InlineData("null", "(blank)")]
    [InlineData("false", "(missing)")]
    public void A_value_is_stored_as_a_text_null_or_false_and_comes_back(string json, string value)
    {
        var read = JsonSerializer.Deserialize<FieldValue>(json);
        Assert.Equal(value, read.ToString());
        Assert.Equal(json, JsonSerializer.Serialize(read));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[]")]
    public void A_value_that_is_anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FieldValue>(json));

    private static KeyValuePair<string, FieldValue> Field(string name, FieldValue value) => KeyValuePair.Create(name, value);
}
