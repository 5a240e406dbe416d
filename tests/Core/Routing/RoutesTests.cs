using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Routing;
using Integration.Core.Tests.Agreements;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Routing;

public sealed class RoutesTests
{
    private static readonly Subject Person = Ready.ToSubject();

    [Fact]
    public void The_account_owner_goes_first()
    {
        var route = Assert.IsType<Route.ToRep>(Chosen(Staff, Ready.With("account_owner", "005A00000000002AAA").ToSubject()));

        Assert.Equal(("Ben", "account owner"), (route.Rep.Name, route.Step));
        Assert.Null(route.Turns);
    }

    [Fact]
    public void An_account_owner_who_left_or_is_unknown_is_named_and_the_next_step_decides()
    {
        var left = Chosen(Staff.Change("Ben", ben => ben with { Active = false }), Ready.With("account_owner", "005A00000000002AAA").ToSubject());
        Assert.Equal(("Ana", new Skipped("Ben", "deactivated")), (Assert.IsType<Route.ToRep>(left).Rep.Name, left.Skipped[0]));

        var unknown = Chosen(Staff, Ready.With("account_owner", "005X").ToSubject());
        Assert.Equal(new Skipped("005X", "owns the account and is not in the roster"), unknown.Skipped[0]);
    }

    [Fact]
    public void Turns_come_in_proportion_to_the_weights_and_spread_out()
    {
        var roster = Staff;
        var order = "";
        for (var round = 0; round < 9; round++)
        {
            var route = Assert.IsType<Route.ToRep>(Chosen(roster, Person));
            order += route.Rep.Name[0];
            roster = roster with { Turns = roster.Turns.SetItem(route.Team!, route.Turns!) };
        }

        Assert.Equal("ABAABAABA", order);
    }

    [Fact]
    public void Nobody_who_is_away_at_the_cap_or_had_it_before_is_chosen_and_each_is_named()
    {
        var roster = Staff
            .Change("Ana", ana => ana with { Absences = [new Absence(Monday.AddDays(-1), Monday.AddDays(8))] })
            .Change("Ben", ben => ben with { Open = 30, OpenMax = 30 });

        var nobody = Assert.IsType<Route.ToNobody>(Chosen(roster, Person));
        Assert.Equal([new Skipped("Ana", "away until 2026-12-01"), new Skipped("Ben", "has 30 open, its cap is 30")], nobody.Skipped);

        var before = Routes.Choose(Terms.Handover, "emea", Person, Staff, ["Ana"], Monday);
        Assert.Equal(("Ben", new Skipped("Ana", "had it before")), (Assert.IsType<Route.ToRep>(before).Rep.Name, before.Skipped[0]));
    }

    [Fact]
    public void When_nobody_of_the_team_is_there_the_queue_takes_it()
    {
        var terms = Terms.Handover with { Owner = [new RoutingStep.RoundRobin("apac"), new RoutingStep.Queue("Inbound", "00G000000000001AAA")] };

        var route = Assert.IsType<Route.ToQueue>(Routes.Choose(terms, "emea", Person, Staff, [], Monday));

        Assert.Equal("Inbound", route.Name);
        Assert.Equal(new Skipped("apac", "nobody of the roster belongs to it"), Assert.Single(route.Skipped));
    }

    [Theory]
    [InlineData(HoursRule.Preferred, true)]
    [InlineData(HoursRule.Ignored, true)]
    [InlineData(HoursRule.Required, false)]
    public void At_night_the_hours_rule_decides_whether_somebody_is_chosen(HoursRule rule, bool somebody)
    {
        var terms = Terms.Handover with { Owner = [new RoutingStep.RoundRobin("emea", rule)] };

        var route = Routes.Choose(terms, "emea", Person, Staff, [], Monday.AddHours(12));

        Assert.Equal(somebody, route is Route.ToRep);
    }

    [Fact]
    public void Those_at_work_go_before_those_who_sleep()
    {
        var roster = Staff.Change("Ana", ana => ana with { Calendar = "asia" });
        roster = roster with { Calendars = roster.Calendars.Add("asia", Calendars.BusinessTimeTests.Office("asia", "Asia/Tokyo", 9, 17)) };

        var route = Chosen(roster, Person);

        Assert.Equal("Ben", Assert.IsType<Route.ToRep>(route).Rep.Name);
        Assert.Equal(new Skipped("Ana", "not at work now"), Assert.Single(route.Skipped));
    }

    [Fact]
    public void A_territory_is_the_first_that_fits_and_may_be_a_rep_or_a_team()
    {
        RoutingStep Step(string first) => new RoutingStep.Territory([
            new TerritoryRule("France", new Condition.In(Country, ["FR"]), "Max"),
            new TerritoryRule("DACH", new Condition.In(Country, ["DE", "AT", "CH"]), first)]);
        Route With(string to) => Routes.Choose(Terms.Handover with { Owner = [Step(to)] }, "emea", Person, Staff, [], Monday);

        Assert.Equal(("Vera", "territory DACH"), (Assert.IsType<Route.ToRep>(With("Vera")).Rep.Name, With("Vera").Step));
        Assert.Equal("emea", Assert.IsType<Route.ToRep>(With("emea")).Team);
        Assert.IsType<Route.ToNobody>(With("nowhere"));
    }

    private static Route Chosen(Roster roster, Subject person) => Routes.Choose(Terms.Handover, "emea", person, roster, [], Monday);
}
