using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Tests.Conditions;

/// <summary>What is said of a condition before anybody is judged by it.</summary>
public sealed class CheckTests
{
    private static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    private static readonly FieldRef Colours = new(SystemName.HubSpot, "colours", FieldType.MultiPicklist);
    private static readonly FieldRef Size = new(SystemName.HubSpot, "size", FieldType.Number);
    private static readonly FieldRef Out = new(SystemName.HubSpot, "out", FieldType.Boolean);
    private static readonly FieldRef Born = new(SystemName.HubSpot, "born", FieldType.Date);

    public static TheoryData<Condition, bool> Fitting => new()
    {
        { new Condition.In(Country, [.. Enumerable.Repeat("x", Condition.ValuesMax)]), true },
        { new Condition.In(Country, [.. Enumerable.Repeat("x", Condition.ValuesMax + 1)]), false },
        { new Condition.Between(Size, 5, 5), true },
        { new Condition.Between(Size, 6, 5), false },
        { new Condition.Within(Born, TimeSpan.FromTicks(1)), true },
        { new Condition.Within(Born, TimeSpan.Zero), false },
        { new Condition.Changed(Country, TimeSpan.FromTicks(1)), true },
        { new Condition.Changed(Country, TimeSpan.Zero), false },
        { new Condition.Changed(Country, null), true },
        { new Condition.Is(Size, " 5 "), true },
        { new Condition.Is(Size, "many"), false },
        { new Condition.Is(Out, "true"), true },
        { new Condition.Is(Out, "yes"), false },
        { new Condition.Happened("form", null, 1), true },
        { new Condition.Happened("form", null, 2), true },
        { new Condition.Happened("form", null, 0), false },
        { new Condition.Happened("form", null, 1, TimeSpan.FromTicks(1)), true },
        { new Condition.Happened("form", null, 1, TimeSpan.Zero), false },
        { Nested(Condition.DepthMax), true },
        { Nested(Condition.DepthMax + 1), false },
        { Nested(Condition.DepthMax + 9), false },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void What_does_not_fit_is_named_once_and_what_does_is_not(Condition condition, bool fits) => Assert.Equal(fits ? 0 : 1, ConditionCheck.Of(condition).Length);

    [Fact]
    public void The_fields_of_a_condition_are_those_of_all_its_parts_each_once()
    {
        var condition = new Condition.All([new Condition.Not(new Condition.IsSet(Country)), new Condition.Named("big", new Condition.Any([new Condition.AtLeast(Size, 1), new Condition.IsSet(Country)])), new Condition.Happened("form")]);

        Assert.Equal([Country, Size], ConditionCheck.FieldsOf(condition));
    }

    [Fact]
    public void A_scope_may_look_at_fields_alone_however_deep_anything_else_stands()
    {
        Assert.True(ConditionCheck.IsOfFieldsAlone(new Condition.All([new Condition.IsSet(Country), new Condition.Not(new Condition.IsSet(Size))])));
        Assert.False(ConditionCheck.IsOfFieldsAlone(new Condition.Happened("form")));
        Assert.False(ConditionCheck.IsOfFieldsAlone(new Condition.All([new Condition.IsSet(Country), new Condition.Not(new Condition.Scored(ScoredPart.Total, 1))])));
    }

    public static TheoryData<Condition[], string?> Together => new()
    {
        // must all hold                                                                               why they never do (null = they may)
        { [new Condition.AtLeast(Size, 5), new Condition.AtMost(Size, 5)], null },
        { [new Condition.AtLeast(Size, 6), new Condition.AtMost(Size, 5)], "size would have to be at least 6 and at most 5" },
        { [new Condition.Between(Size, 1, 5), new Condition.Between(Size, 6, 9)], "size would have to be at least 6 and at most 5" },
        { [new Condition.Between(Size, 1, 5), new Condition.AtLeast(Size, 5)], null },
        { [new Condition.Is(Country, "DE"), new Condition.Is(Country, "AT")], "country would have to be two values at once" },
        { [new Condition.Is(Country, "DE"), new Condition.In(Country, ["AT", "de"])], null },
        { [new Condition.Is(Country, "DE"), new Condition.Not(new Condition.Is(Country, "DE"))], "country would have to be one of DE and is forbidden to be" },
        { [new Condition.Is(Country, "DE"), new Condition.Not(new Condition.Is(Country, "AT"))], null },
        { [new Condition.In(Country, ["b", "a"]), new Condition.Not(new Condition.In(Country, ["a", "b", "c"]))], "country would have to be one of a, b and is forbidden to be" },
        { [new Condition.Is(Colours, "red"), new Condition.Is(Colours, "green")], null }, // Both may be chosen.
        { [new Condition.IsSet(Country), new Condition.IsSet(Country, Set: false)], "country would have to be set and blank" },
        { [new Condition.Is(Country, "DE"), new Condition.Not(new Condition.IsSet(Country))], "country would have to be set and blank" },
        { [new Condition.Not(new Condition.IsSet(Country, Set: false)), new Condition.IsSet(Country, Set: false)], "country would have to be set and blank" },
        { [new Condition.Not(new Condition.IsSet(Country)), new Condition.IsSet(Country, Set: false)], null },
        { [new Condition.Not(new Condition.IsSet(Country, Set: false)), new Condition.IsSet(Country)], null },
        { [new Condition.Is(Out, "false"), new Condition.IsSet(Out, Set: false)], null }, // Blank is no.
        { [new Condition.Changed(Country, null), new Condition.IsSet(Country, Set: false)], null },
        { [new Condition.Any([new Condition.AtLeast(Size, 6)]), new Condition.AtMost(Size, 5)], "size would have to be at least 6 and at most 5" },
        { [new Condition.Not(new Condition.Named("set", new Condition.IsSet(Country))), new Condition.IsSet(Country)], "country would have to be set and blank" },
        { [new Condition.Not(new Condition.Not(new Condition.Is(Country, "DE"))), new Condition.Is(Country, "AT")], "country would have to be two values at once" },
        { [new Condition.Not(new Condition.Any([new Condition.Is(Country, "DE"), new Condition.Is(Country, "AT")])), new Condition.Is(Country, "DE")], "country would have to be one of DE and is forbidden to be" },
        { [new Condition.Any([])], "one of nothing is asked for" },
        { [new Condition.Any([new Condition.All([new Condition.AtLeast(Size, 6), new Condition.AtMost(Size, 5)]), new Condition.IsSet(Country)])], null },
        { [new Condition.Any([new Condition.Any([]), new Condition.All([new Condition.AtLeast(Size, 6), new Condition.AtMost(Size, 5)])])], "size would have to be at least 6 and at most 5" },
    };

    [Theory]
    [MemberData(nameof(Together))]
    public void Conditions_that_never_hold_together_are_found_before_somebody_waits_for_them(Condition[] together, string? why) => Assert.Equal(why, Contradiction.Of(together));

    private static Condition Nested(int depth) => Enumerable.Range(1, depth - 1).Aggregate((Condition)new Condition.IsSet(Country), (inner, _) => new Condition.Not(inner));
}
