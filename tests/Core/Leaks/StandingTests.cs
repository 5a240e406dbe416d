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
                        var (standing, leak) = Standings.Of(Pair, Product.Default, Monday.AddMinutes(-minutes), verdict is { } kind ? new LastVerdict(kind, Monday.AddMinutes(-minutes)) : null, history, Monday);
                        Assert.True(standing is null != leak is null);
                        met.Add(standing is { } place ? place : leak!.Kind);
                    }
        Assert.Equal(Enum.GetValues<Standing>().Length + 3, met.Count);
    }

    [Fact]
    public void Ready_for_too_long_without_a_handoff_is_a_leak_and_so_are_two_open_ones()
    {
        Assert.Equal(LeakKind.ReadyWithoutHandoff, Of(new LastVerdict(VerdictKind.Ready, Monday.AddMinutes(-16))).Leak!.Kind);
        Assert.Null(Of(new LastVerdict(VerdictKind.Ready, Monday.AddMinutes(-14))).Leak);
        Assert.Equal(LeakKind.NotJudged, Of(null).Leak!.Kind);
        Assert.Equal(LeakKind.TwoOpen, Of(new LastVerdict(VerdictKind.HandedOff, Monday), Past(1, HandoffState.Sent, null), Past(2, HandoffState.Held, null)).Leak!.Kind);
    }

    [Fact]
    public void Whom_sales_gave_back_stands_as_recycled_until_the_cool_down_is_over()
    {
        var past = Past(1, HandoffState.Recycled, Monday.AddDays(-10));

        Assert.Equal(Standing.Recycled, Of(new LastVerdict(VerdictKind.CoolingDown, Monday), past).Standing);
        Assert.Equal(Standing.Recycled, Of(new LastVerdict(VerdictKind.HandedOff, Monday.AddDays(-11)), past).Standing);
        Assert.Equal(Standing.NotReady, Of(new LastVerdict(VerdictKind.NotReady, Monday), past).Standing);
    }

    private static (Standing? Standing, Leak? Leak) Of(LastVerdict? verdict, params ImmutableArray<PastHandoff> history) =>
        Standings.Of(Pair, Product.Default, Monday.AddDays(-30), verdict, history, Monday);

    private static PastHandoff Past(int number, HandoffState state, DateTimeOffset? closed) => new(new Guid(number, 0, 0, new byte[8]), Product.Default, state, null, closed, closed);
}
