using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Scores;
using Integration.Core.Tests.Conditions;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Agreements;

public sealed class AgreementCheckTests
{
    private static Product Product => Terms.Products[0];

    [Fact]
    public void A_good_agreement_has_no_problem() => Assert.Empty(AgreementCheck.Of(Terms, Staff));

    public static TheoryData<string, string, Agreement> Bad => new()
    {
        { "products", "nobody is ever ready", Terms with { Products = [] } },
        { "products/default", "comes twice", Terms with { Products = [Product, Product] } },
        { "products/default/qualified", "can never hold", Terms with { Products = [Product with { Qualified = new Condition.All([new Condition.AtLeast(Size, 50), new Condition.AtMost(Size, 10)]) }] } },
        { "products/default/qualified", "at most 85", Terms with { Products = [Product with { Qualified = new Condition.Scored(ScoredPart.Total, 90) }] } },
        { "products/default/never/home", "never handed over", Terms with { Products = [Product with { Never = [new NeverRule("home", new Condition.In(Country, ["DE", "AT", "CH", "FR"]))] }] } },
        { "recycle/reasons/twin", "comes twice", Terms with { Recycle = new RecycleTerms { Reasons = [new RecycleReason("twin"), new RecycleReason("Twin")] } } },
        { "recycle/reasons/orphan", "nobody owns", Terms with { Recycle = new RecycleTerms { Reasons = [new RecycleReason("orphan") { Nurture = "x" }] } } },
        { "answers/reasons/Budget", "no reason of the list", Terms with { Answers = Terms.Answers with { Reasons = Terms.Answers.Reasons.Add("Budget", "broke") } } },
        { "signatories", "both sides", Terms with { Signatories = new Signatories("a", "A ") } },
        { "follow-up/escalate/Vera", "told already", Terms with { FollowUp = Terms.FollowUp with { Escalation = [new(BusinessDuration.OfHours(1), "Vera"), new(BusinessDuration.OfHours(2), "Vera")] } } },
        { "follow-up/escalate/Max", "before the one above", Terms with { FollowUp = Terms.FollowUp with { Escalation = [new(BusinessDuration.OfHours(2), "Vera"), new(BusinessDuration.OfHours(1), "Max")] } } },
        { "follow-up/escalate/Nobody", "does not know", Terms with { FollowUp = Terms.FollowUp with { Escalation = [new(BusinessDuration.OfHours(1), "Nobody")] } } },
        { "follow-up/calendar", "no calendar", Terms with { FollowUp = Terms.FollowUp with { Calendar = "mars" } } },
        { "handoff/owner", "every handoff is held", Terms with { Handover = Terms.Handover with { Owner = [] } } },
        { "handoff/owner/apac", "nobody of the roster", Terms with { Handover = Terms.Handover with { Owner = [new RoutingStep.RoundRobin("apac")] } } },
        { "handoff/owner/Inbound", "no id of a Salesforce queue", Terms with { Handover = Terms.Handover with { Owner = [new RoutingStep.Queue("Inbound", "005")] } } },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void What_contradicts_itself_is_named_with_its_place_and_mend(string place, string what, Agreement agreement)
    {
        var problem = Assert.Single(AgreementCheck.Of(agreement, Staff));

        Assert.Equal(place, problem.Place);
        Assert.Contains(what, problem.What);
        Assert.NotEmpty(problem.Mend);
    }

    [Fact]
    public void A_calendar_without_hours_and_managers_in_a_circle_are_named()
    {
        var roster = Staff.Change("Max", max => max with { Manager = "Ana" });
        roster = roster with { Calendars = roster.Calendars.SetItem("emea", roster.Calendars["emea"] with { Hours = [] }) };

        Assert.Equal(["calendars/emea", "roster/Ana", "roster/Max"], AgreementCheck.Of(Terms, roster).Select(problem => problem.Place));
    }

    [Theory]
    [InlineData("in a,b", "in c", true)]
    [InlineData("in a,b", "in B,c", false)]
    [InlineData("in a,b", "not in a,b,c", true)]
    [InlineData("in a,b", "not in a", false)]
    [InlineData("is-set", "is-unset", true)]
    [InlineData("in a", "is-unset", true)]
    [InlineData("not in a", "is-unset", false)]
    [InlineData("contains x", "not contains x", false)]
    public void Two_conditions_on_one_field_contradict_as_stated(string one, string other, bool contradict)
    {
        var field = new FieldRef(SystemName.HubSpot, "f", FieldType.Text);

        Assert.Equal(contradict, Contradiction.Of(ConditionText.Read(one, field), new Condition.Named("n", ConditionText.Read(other, field))) is not null);
    }

    [Fact]
    public void What_is_called_impossible_never_holds()
    {
        var random = new Random(3);
        var field = new FieldRef(SystemName.HubSpot, "f", FieldType.Number);
        var found = 0;
        for (var round = 0; round < Draws.Of(5_000); round++)
        {
            var condition = new Condition.All([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Drawn(random, field, 2))]);
            if (Contradiction.Of(condition) is null) continue;
            found++;
            for (var value = -1; value <= 12; value++)
            {
                var subject = new Subject { HubSpot = FieldValues.Of(("f", value < 0 ? null : $"{value}")) };
                Assert.NotEqual(Truth.Yes, Evaluation.Of(condition, subject, Monday).Truth);
            }
        }
        Assert.True(found > 500 || Draws.AreFew, $"only {found} contradictions were drawn");
    }

    private static Condition Drawn(Random random, FieldRef field, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => new Condition.AtLeast(field, random.Next(12)),
        1 => new Condition.AtMost(field, random.Next(12)),
        2 => new Condition.In(field, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{random.Next(11)}")]),
        3 => new Condition.Is(field, $"{random.Next(11)}"),
        4 => new Condition.IsSet(field, random.Next(2) == 0),
        5 => new Condition.Not(Drawn(random, field, depth - 1)),
        6 => new Condition.Any([Drawn(random, field, depth - 1), Drawn(random, field, depth - 1)]),
        _ => new Condition.All([Drawn(random, field, depth - 1), Drawn(random, field, depth - 1)]),
    };
}
