using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Leaks;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Leaks;

public sealed class StandingTests
{
    [Fact]
    public void Everybody_stands_in_exactly_one_place_or_is_a_leak_with_a_name()
    {
        var met = new HashSet<object>();
        foreach (var verdict in Enum.GetValues<VerdictKind>().Select(kind => (VerdictKind?)kind).Append(null))
            foreach (var state in Enum.GetValues<HandoffState>().Select(state => (HandoffState?)state).Append(null))
                foreach (var open in new[] { true, false })
                    foreach (var minutes in new[] { 1, 60 })
                    {
                        ImmutableArray<PastHandoff> history = state is { } at ? [Past(1, at, open ? null : Monday.AddDays(-3))] : [];
                        var stands = Of(verdict is { } kind ? new LastVerdict(kind, Monday.AddMinutes(-minutes)) : null, Monday.AddMinutes(-minutes), history);
                        Assert.True(stands.Standing is null == (stands.Leaks.Length == 1));
                        met.Add(stands.Standing is { } place ? place : stands.Leaks[0].Kind);
                    }
        Assert.Equal(Enum.GetValues<Standing>().Length + 3, met.Count);
    }

    [Fact]
    public void Ready_for_too_long_without_a_handoff_is_a_leak_and_so_are_two_open_ones()
    {
        Assert.Equal(LeakKind.ReadyWithoutHandoff, Assert.Single(Of(new LastVerdict(VerdictKind.Ready, Monday.AddMinutes(-16))).Leaks).Kind);
        Assert.Empty(Of(new LastVerdict(VerdictKind.Ready, Monday.AddMinutes(-14))).Leaks);
        Assert.Equal(LeakKind.NotJudged, Assert.Single(Of(null).Leaks).Kind);
        Assert.Equal(LeakKind.TwoOpen, Assert.Single(Of(new LastVerdict(VerdictKind.HandedOff, Monday), Past(1, HandoffState.Sent, null), Past(2, HandoffState.Held, null)).Leaks).Kind);
    }

    [Fact]
    public void Whom_sales_gave_back_stands_as_recycled_until_the_cool_down_is_over()
    {
        var past = Past(1, HandoffState.Recycled, Monday.AddDays(-10));

        Assert.Equal(Standing.Recycled, Of(new LastVerdict(VerdictKind.CoolingDown, Monday), past).Standing);
        Assert.Equal(Standing.Recycled, Of(new LastVerdict(VerdictKind.HandedOff, Monday.AddDays(-11)), past).Standing);
        Assert.Equal(Standing.NotReady, Of(new LastVerdict(VerdictKind.NotReady, Monday), past).Standing);
    }

    [Fact]
    public void Ready_is_held_while_the_sync_cannot_carry_and_failed_until_the_delivery_is_tried_again()
    {
        var ready = Place(new LastVerdict(VerdictKind.Ready, Monday.AddHours(-2)));

        Assert.Equal((Standing.Held, 0), Told(ready with { IsBlocked = true }));
        Assert.Equal((Standing.Failed, 0), Told(ready with { Handoffs = [new(Past(1, HandoffState.Failed, Monday.AddHours(-3)))] }));
        Assert.Equal((null, 1), Told(ready));
    }

    [Fact]
    public void Of_several_products_the_furthest_tells_where_the_person_is_and_each_leak_is_named()
    {
        var person = Place(null) with
        {
            Verdicts = Place(null).Verdicts.Add("rocket", new LastVerdict(VerdictKind.NotReady, Monday)).Add("wheel", new LastVerdict(VerdictKind.Ready, Monday.AddHours(-1))),
            Handoffs = [new(new PastHandoff(Guid.Empty, "boat", HandoffState.Working, null, null, null))],
        };

        var stands = Standings.Of(person, Monday);

        Assert.Equal((Standing.Accepted, "wheel"), (stands.Standing!.Value, Assert.Single(stands.Leaks).Product));
    }

    [Fact]
    public void Out_of_scope_is_nowhere_and_no_leak_unless_a_handoff_is_open()
    {
        var gone = Place(new LastVerdict(VerdictKind.Ready, Monday.AddDays(-2))) with { IsInScope = false };
        Assert.Equal((null, 0), Told(gone));
        Assert.Equal((Standing.HandedOff, 0), Told(gone with { Handoffs = [new(Past(1, HandoffState.Delivered, null))] }));
    }

    [Fact]
    public void What_nothing_drives_on_is_a_leak()
    {
        var sent = Place(new LastVerdict(VerdictKind.Ready, Monday)) with { Handoffs = [new(Past(1, HandoffState.Sent, null), IsOnItsWay: false)] };
        Assert.Equal([LeakKind.NothingDelivers], Standings.Of(sent, Monday).Leaks.Select(leak => leak.Kind));
        Assert.Empty(Standings.Of(sent with { Waits = true }, Monday).Leaks);

        Assert.Equal([LeakKind.NoClock], Standings.Of(sent with { Handoffs = [new(Past(1, HandoffState.Delivered, null), HasClock: false)] }, Monday).Leaks.Select(leak => leak.Kind));

        var left = Standings.Of(sent with { IsTakenOver = true, Handoffs = [new(Past(1, HandoffState.Working, null))] }, Monday);
        Assert.Equal((null, LeakKind.LeftBehind), (left.Standing, Assert.Single(left.Leaks).Kind));
    }

    [Theory]
    // minutes   what was said                a leak
    [InlineData(15, VerdictKind.Ready, null)] // The loops have their whole time.
    [InlineData(16, VerdictKind.Ready, LeakKind.ReadyWithoutHandoff)]
    [InlineData(14, VerdictKind.HandedOff, null)]
    [InlineData(15, VerdictKind.HandedOff, null)]
    [InlineData(16, VerdictKind.HandedOff, LeakKind.HandedOffWithoutHandoff)]
    [InlineData(15, null, null)]
    [InlineData(16, null, LeakKind.NotJudged)]
    public void A_leak_is_what_stands_longer_than_the_loops_need(int minutes, VerdictKind? said, LeakKind? leak)
    {
        var stands = Of(said is { } kind ? new LastVerdict(kind, Monday.AddMinutes(-minutes)) : null, Monday.AddMinutes(-minutes), []);

        Assert.Equal(leak, stands.Leaks.FirstOrDefault()?.Kind);
        Assert.Equal(leak is null ? Standing.NotReady : null, stands.Standing);
    }

    [Fact]
    public void The_last_end_tells_where_somebody_stands_until_there_is_a_newer_word()
    {
        ImmutableArray<PastHandoff> past = [Past(1, HandoffState.Lost, Monday.AddDays(-20)), Past(2, HandoffState.Recycled, Monday.AddDays(-10)), Past(3, HandoffState.Rejected, Monday.AddDays(-30))];

        Assert.Equal(Standing.Recycled, Of(null, past).Standing);
        Assert.Equal(Standing.Recycled, Of(new LastVerdict(VerdictKind.NotReady, Monday.AddDays(-10)), past).Standing);
        Assert.Equal(Standing.NotReady, Of(new LastVerdict(VerdictKind.NotReady, Monday.AddDays(-10).AddTicks(1)), past).Standing);
    }

    private static (Standing? Standing, int Leaks) Told(PersonPlace person)
    {
        var stands = Standings.Of(person, Monday);
        return (stands.Standing, stands.Leaks.Length);
    }

    private static PersonStanding Of(LastVerdict? verdict, params ImmutableArray<PastHandoff> history) => Of(verdict, Monday.AddDays(-30), history);

    private static PersonStanding Of(LastVerdict? verdict, DateTimeOffset since, ImmutableArray<PastHandoff> history) =>
        Standings.Of(Place(verdict) with { Since = since, Handoffs = [.. history.Select(past => new StandingHandoff(past))] }, Monday);

    private static PersonPlace Place(LastVerdict? verdict)
    {
        var person = new PersonPlace { PairId = Pair, Since = Monday.AddDays(-30) };
        return verdict is null ? person : person with { Verdicts = person.Verdicts.Add(Product.Default, verdict) };
    }

    private static PastHandoff Past(int number, HandoffState state, DateTimeOffset? closed) => new(new Guid(number, 0, 0, new byte[8]), Product.Default, state, null, closed, closed);
}
