using System.Reflection;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.States;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.States;

public sealed class StateJsonTests
{
    private static readonly Pair Fresh = new() { Id = Given.Id(1), Mapping = "people" };

    [Fact]
    public void A_full_pair_comes_back_as_it_was()
    {
        var pair = FullPair.Over(Fresh);
        Assert.Equal(FullPair.Text(pair), FullPair.Text(StateJson.Pair(StateJson.Of(pair))));
    }

    [Fact]
    public void A_fresh_pair_comes_back_as_it_was_and_is_short()
    {
        var json = StateJson.Of(Fresh with { Lane = default });
        Assert.Equal(FullPair.Text(Fresh with { Lane = default }), FullPair.Text(StateJson.Pair(json) with { Lane = default }));
        Assert.True(json.Length < 130, json);
    }

    [Fact]
    public void Blank_missing_and_text_stay_three_things()
    {
        var pair = Fresh with { Fields = Fresh.Fields.SetItem("f", new FieldState { BaseHubSpot = FieldValue.Blank, BaseSalesforce = FieldValue.Missing, LastSent = FieldValue.Of("null") }) };
        var field = StateJson.Pair(StateJson.Of(pair)).Field("f");
        Assert.True(field.BaseHubSpot.IsBlank);
        Assert.True(field.BaseSalesforce.IsMissing);
        Assert.Equal("null", field.LastSent.Text);
    }

    [Fact]
    public void Names_that_differ_only_in_case_stay_two_fields()
    {
        var stored = StateJson.Pair(StateJson.Of(FullPair.Over(Fresh)));
        Assert.Equal(["Zip", "email", "zip"], stored.Fields.Keys);
        Assert.Same(StringComparer.Ordinal, stored.Fields.SetItem("a", new FieldState()).KeyComparer);
    }

    /// <summary>
    /// The writer leaves out what has its type's default. A member whose own initial value is another one would come back changed:
    /// whoever adds such a member to Core finds it here.
    /// </summary>
    [Theory]
    [InlineData(typeof(Pair))]
    [InlineData(typeof(Side))]
    [InlineData(typeof(FieldState))]
    [InlineData(typeof(Observation))]
    [InlineData(typeof(Intent))]
    [InlineData(typeof(JournalEntry))]
    public void Nothing_that_is_left_out_comes_back_as_something_else(Type type)
    {
        var fresh = Activator.CreateInstance(type)!;
        var changed = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.PropertyType.IsValueType)
            .Where(property => !Equals(property.GetValue(fresh), Activator.CreateInstance(property.PropertyType)))
            .Select(property => property.Name);
        // The lane is a column of its own and never read from the state.
        Assert.Equal(type == typeof(Pair) ? [nameof(Pair.Lane)] : [], changed);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"id":"00000001-0000-7000-8000-000000000001","mapping":"people","hubSpot":{"ref":"nonsense"}}""")]
    [InlineData("""{"mapping":"people"}""")]
    public void A_state_that_cannot_be_read_says_what_to_do(string json) =>
        Assert.Contains("Mend: run the version that wrote it", Assert.Throws<LedgerUnavailableException>(() => StateJson.Pair(json)).Message);
}
