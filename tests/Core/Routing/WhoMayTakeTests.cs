using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Routing;
using Integration.Core.Tests.Agreements;
using Integration.Core.Tests.Calendars;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Routing;

/// <summary>Who can be given somebody at a moment, and what is said of those who cannot. Monday is 10:00 in Berlin, the office is open from nine to five.</summary>
public sealed class WhoMayTakeTests
{
    private static readonly Subject Person = Ready.ToSubject();
    private static readonly Condition Everybody = new Condition.All([]);

    [Theory]
    // absent from and to, in hours    passed over as (null = chosen)
    [InlineData(-1, 1, "away until 2026-11-23")]
    [InlineData(0, 1, "away until 2026-11-23")]
    [InlineData(-1, 0, null)] // Back in this very moment.
    [InlineData(1, 2, null)]
    [InlineData(-9, -8, null)]
    public void Whoever_is_away_gets_nobody_from_the_first_moment_up_to_the_last(double from, double to, string? why) =>
        Assert.Equal(why, WhyNot(ana => ana with { Absences = [new Absence(Monday.AddDays(-9), Monday.AddDays(-8)), new Absence(Monday.AddHours(from), Monday.AddHours(to))] }));

    [Theory]
    [InlineData(null, 99, null)]
    [InlineData(30, 29, null)]
    [InlineData(30, 30, "has 30 open, its cap is 30")]
    [InlineData(30, 31, "has 31 open, its cap is 30")]
    public void A_cap_is_reached_with_the_last_that_fits(int? cap, int open, string? why) => Assert.Equal(why, WhyNot(ana => ana with { OpenMax = cap, Open = open }));

    [Theory]
    [InlineData(0, "takes no turns")]
    [InlineData(1, null)]
    public void Whoever_has_no_weight_takes_no_turns(int weight, string? why) => Assert.Equal(why, WhyNot(ana => ana with { Weight = weight }));

    [Theory]
    [InlineData(HoursRule.Preferred, "Ana", 0)]
    [InlineData(HoursRule.Ignored, "Ana", 0)]
    [InlineData(HoursRule.Required, null, 1)]
    public void Hours_matter_for_the_rep_of_a_territory_only_where_they_are_required(HoursRule hours, string? chosen, int skipped)
    {
        var step = new RoutingStep.Territory([new TerritoryRule("DACH", Everybody, "Ana")], hours);
        var route = At(Monday.AddHours(12), Staff, step);

        Assert.Equal(chosen, (route as Route.ToRep)?.Rep.Name);
        Assert.Equal(skipped, route.Skipped.Length);
        if (skipped > 0) Assert.Equal(new Skipped("Ana", "not at work now"), route.Skipped[0]);
        Assert.Equal("Ana", (At(Monday, Staff, step) as Route.ToRep)?.Rep.Name); // By day she is there under every rule.
    }

    [Fact]
    public void A_territory_gives_to_its_rep_or_to_the_next_step_and_never_to_another_territory()
    {
        var step = new RoutingStep.Territory([new TerritoryRule("elsewhere", new Condition.In(Country, ["FR"]), "Vera"), new TerritoryRule("DACH", Everybody, "Ana"), new TerritoryRule("rest", Everybody, "Max")]);

        var route = At(Monday, Staff.Change("Ana", ana => ana with { Active = false }), step, new RoutingStep.Queue("Inbound", "00G000000000001AAA"));

        Assert.Equal("queue Inbound", Assert.IsType<Route.ToQueue>(route).Step);
        Assert.Equal([new Skipped("Ana", "deactivated")], route.Skipped);
        Assert.Equal("nobody can take it", Assert.IsType<Route.ToNobody>(At(Monday, Staff, new RoutingStep.Territory([]))).Step);
        Assert.Equal("no way of finding an owner is agreed", At(Monday, Staff).Step);
    }

    [Theory]
    [InlineData(HoursRule.Preferred, "Ben", "Ana")]
    [InlineData(HoursRule.Required, "Ben", "Ana")]
    [InlineData(HoursRule.Ignored, "Ana", null)]
    public void Of_a_team_those_at_work_are_taken_first_unless_hours_do_not_matter(HoursRule hours, string chosen, string? skipped)
    {
        var roster = Staff.Change("Ana", ana => ana with { Calendar = "asia" });
        roster = roster with { Calendars = roster.Calendars.Add("asia", BusinessTimeTests.Office("asia", "Asia/Tokyo", 9, 17)) };

        var route = At(Monday, roster, new RoutingStep.RoundRobin("emea", hours));

        Assert.Equal(chosen, Assert.IsType<Route.ToRep>(route).Rep.Name);
        Assert.Equal(skipped is null ? [] : [skipped], route.Skipped.Select(one => one.Who));
    }

    [Fact]
    public void At_night_a_team_that_has_to_be_at_work_is_named_whole_and_passed_over()
    {
        var route = Assert.IsType<Route.ToNobody>(At(Monday.AddHours(12), Staff, new RoutingStep.RoundRobin("emea", HoursRule.Required)));

        Assert.Equal([new Skipped("Ana", "not at work now"), new Skipped("Ben", "not at work now")], route.Skipped);
    }

    [Fact]
    public void Somebody_without_any_calendar_is_never_off_work() =>
        Assert.IsType<Route.ToRep>(At(Monday.AddHours(12), Staff with { Calendars = Staff.Calendars.Clear() }, new RoutingStep.RoundRobin("emea", HoursRule.Required)));

    [Fact]
    public void Whoever_is_met_twice_is_named_once()
    {
        var roster = Staff.Change("Ana", ana => ana with { Active = false }).Change("Ben", ben => ben with { Active = false });

        Assert.Equal([new Skipped("Ana", "deactivated"), new Skipped("Ben", "deactivated")], At(Monday, roster, new RoutingStep.RoundRobin("emea"), new RoutingStep.RoundRobin("emea")).Skipped);
    }

    [Fact]
    public void Equal_credits_go_by_name_and_each_turn_is_paid_for()
    {
        var roster = Staff.Change("Ana", ana => ana with { Weight = 1 }) with { Reps = [Staff.Reps[1], Staff.Reps[0] with { Weight = 1 }] };

        var first = Assert.IsType<Route.ToRep>(At(Monday, roster, new RoutingStep.RoundRobin("emea")));
        Assert.Equal(("Ana", "emea", -1, 1), (first.Rep.Name, first.Team, first.Turns!.Credits["Ana"], first.Turns.Credits["Ben"]));

        var second = Assert.IsType<Route.ToRep>(At(Monday, roster with { Turns = roster.Turns.Add("emea", first.Turns) }, new RoutingStep.RoundRobin("emea")));
        Assert.Equal(("Ben", 0, 0), (second.Rep.Name, second.Turns!.Credits["Ana"], second.Turns.Credits["Ben"]));
    }

    [Fact]
    public void Whoever_was_away_keeps_his_credit_and_gains_none_meanwhile()
    {
        var roster = Staff with { Turns = Staff.Turns.Add("emea", new Turns(Turns.None.Credits.Add("Ana", 1).Add("Ben", -1))) };
        roster = roster.Change("Ana", ana => ana with { Active = false });

        var route = Assert.IsType<Route.ToRep>(At(Monday, roster, new RoutingStep.RoundRobin("emea")));

        Assert.Equal(("Ben", 1, -1), (route.Rep.Name, route.Turns!.Credits["Ana"], route.Turns.Credits["Ben"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    public void Without_an_account_owner_the_next_step_decides_and_nobody_is_blamed(string? owner)
    {
        var route = Routes.Choose(Terms.Handover, "emea", Ready.With("account_owner", owner).ToSubject(), Staff, [], Monday);

        Assert.Equal(("Ana", 0), (Assert.IsType<Route.ToRep>(route).Rep.Name, route.Skipped.Length));
    }

    [Fact]
    public void Where_no_field_tells_the_account_owner_that_step_finds_nobody()
    {
        var terms = Terms.Handover with { AccountOwner = null };

        Assert.Equal("Ana", Assert.IsType<Route.ToRep>(Routes.Choose(terms, "emea", Ready.With("account_owner", "005A00000000002AAA").ToSubject(), Staff, [], Monday)).Rep.Name);
    }

    [Fact]
    public void Deactivated_users_are_stored_once_each_in_order_and_marked_in_the_team()
    {
        var stored = InactiveUsers.Write(["b", "a", "b"]);
        Assert.Equal(("a,b", ""), (stored, InactiveUsers.Write([])));
        Assert.Equal(["a", "b"], InactiveUsers.Read(stored).Order());
        Assert.Empty(InactiveUsers.Read(null));
        Assert.Empty(InactiveUsers.Read(","));

        Assert.Same(Staff, InactiveUsers.Mark(Staff, null));
        Assert.Equal(["Ben"], InactiveUsers.Mark(Staff, "x,005A00000000002AAA").Reps.Where(rep => !rep.Active).Select(rep => rep.Name));
    }

    private static Route At(DateTimeOffset now, Roster roster, params ImmutableArray<RoutingStep> steps) => Routes.Choose(Terms.Handover with { Owner = steps }, "emea", Person, roster, [], now);

    /// <summary>Why Ana alone of her team is passed over; null when she is chosen.</summary>
    private static string? WhyNot(Func<Rep, Rep> change)
    {
        var route = At(Monday, Staff with { Reps = [change(Staff.Reps[0])] }, new RoutingStep.RoundRobin("emea"));
        return route is Route.ToRep ? null : Assert.Single(route.Skipped).Why;
    }
}
