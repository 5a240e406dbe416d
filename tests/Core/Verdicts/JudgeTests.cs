using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Recycling;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Verdicts;

public sealed class JudgeTests
{
    [Fact]
    public void A_ready_person_comes_with_the_reason_in_words()
    {
        var verdict = Judged(Ready);

        Assert.Equal(VerdictKind.Ready, verdict.Kind);
        Assert.Equal("visited pricing twice this week, VP Sales at a 250-person company in DE, score 78: fit 45 + engagement 33", verdict.Words);
        Assert.Equal(("buyer", "decides"), (verdict.Persona, verdict.Role));
        Assert.Empty(verdict.Missing);
        Assert.Equal((3, "h3"), (verdict.AgreementVersion, verdict.AgreementHash));
    }

    [Fact]
    public void Not_ready_names_all_that_is_missing_and_picks_the_track_for_it()
    {
        var verdict = Judged(Ready.With("jobtitle", "Analyst").With("numemployees", null));

        Assert.Equal(VerdictKind.NotReady, verdict.Kind);
        Assert.Equal(["icp", "authority", "score"], verdict.Missing.Select(gap => gap.Criterion));
        Assert.Equal("decision-makers", verdict.Track);
        Assert.Equal(Market.Unclassified, verdict.Persona);
    }

    [Fact]
    public void A_never_rule_stands_above_everything_and_one_that_cannot_be_told_hands_nobody_over()
    {
        var optedOut = Judged(Ready.With("hs_email_optout", "true"));
        Assert.Equal((VerdictKind.Never, "opted out"), (optedOut.Kind, optedOut.Rule));

        var hidden = Judged(Ready with { HubSpot = Ready.HubSpot.With("hs_email_optout", default) });
        Assert.Equal(VerdictKind.NotReady, hidden.Kind);
        Assert.Equal(new Gap("opted out", GapKind.Unreadable, "opted out cannot be told: hs_email_optout is not shown by HubSpot"), Assert.Single(hidden.Missing));
    }

    [Fact]
    public void Whoever_is_with_sales_is_not_handed_over_again()
    {
        var open = Past(HandoffState.Accepted, null, null);

        var verdict = Judged(Ready, open);

        Assert.Equal((VerdictKind.HandedOff, open.Id), (verdict.Kind, verdict.OpenHandoff!.Value));
        Assert.Equal(VerdictKind.Ready, Judged(Ready, open with { Product = "another" }).Kind);
    }

    [Fact]
    public void Whoever_sales_gave_back_cools_down_and_returns_only_with_news()
    {
        var past = Past(HandoffState.Recycled, "bad-timing", -10);

        var cooling = Judged(Ready, past);
        Assert.Equal((VerdictKind.CoolingDown, Monday.AddDays(80)), (cooling.Kind, cooling.Until!.Value));
        Assert.Equal(cooling.Until, cooling.ReviewAt);
        Assert.Equal(VerdictKind.CoolingDown, Judge.Of(Terms, Product.Default, Ready, [past], cooling.Until!.Value.AddTicks(-1)).Kind);

        // With a score that would last, so that news alone decide.
        var lasting = Terms with { Products = [Terms.Products[0] with { Qualified = new Condition.All([]) }] };
        var old = Ready with { Events = [View("1", -20)] };
        var over = Judge.Of(lasting, Product.Default, old, [past], Monday.AddDays(80));
        Assert.Equal((VerdictKind.NotReady, "news"), (over.Kind, Assert.Single(over.Missing).Criterion));
        Assert.Equal(VerdictKind.Ready, Judge.Of(lasting, Product.Default, old with { Events = [View("1", -20), View("2", 79)] }, [past], Monday.AddDays(80)).Kind);
    }

    [Fact]
    public void A_reason_that_means_never_and_a_won_deal_end_it_for_the_product()
    {
        Assert.Equal("rejected as not-icp", Judged(Ready, Past(HandoffState.Rejected, "NOT-ICP", -900)).Rule);
        Assert.Equal("already won", Judged(Ready, Past(HandoffState.Won, null, -900)).Rule);
        Assert.Equal(VerdictKind.Ready, Judged(Ready, Past(HandoffState.Withdrawn, null, -1)).Kind);
        Assert.Equal(VerdictKind.Ready, Judged(Ready, Past(HandoffState.Failed, null, -1)).Kind);
    }

    [Fact]
    public void Whoever_came_back_too_often_needs_somebody_to_ask()
    {
        ImmutableArray<PastHandoff> past = [.. Enumerable.Range(1, 4).Select(round => Past(HandoffState.Recycled, "bad-timing", -100 * round))];

        var verdict = Judge.Of(Terms, Product.Default, Ready, past, Monday);

        Assert.Equal("return", Assert.Single(verdict.Missing).Criterion);
    }

    [Fact]
    public void An_unknown_product_is_named()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Judge.Of(Terms, "rocket", Ready, [], Monday));
        Assert.Contains("rocket", thrown.Message);
        Assert.Contains("default", thrown.Message);
    }

    [Fact]
    public void The_order_and_the_doubling_of_events_do_not_split_the_verdict()
    {
        var random = new Random(5);
        for (var round = 0; round < Draws.Of(2_000); round++)
        {
            var facts = Drawn(random);
            var shuffled = facts.Events.ToArray();
            random.Shuffle(shuffled);
            var again = facts with { Events = [.. shuffled, .. shuffled.Take(random.Next(shuffled.Length + 1))] };

            Assert.Equal(Told(Judged(facts)), Told(Judged(again)));
        }
    }

    [Fact]
    public void A_verdict_stays_until_the_moment_it_says()
    {
        var random = new Random(8);
        var changes = 0;
        for (var round = 0; round < Draws.Of(1_500); round++)
        {
            var facts = Drawn(random);
            ImmutableArray<PastHandoff> past = random.Next(3) > 0 ? [] : [Past(random.Next(2) == 0 ? HandoffState.Recycled : HandoffState.Lost, random.Next(2) == 0 ? "bad-timing" : null, -random.Next(70, 120))];
            var first = Judge.Of(Terms, Product.Default, facts, past, Monday);
            for (var hour = 1; hour < 24 * 70; hour += 1 + hour / 16)
            {
                var at = Monday.AddHours(hour);
                if (Kind(Judge.Of(Terms, Product.Default, facts, past, at)) == Kind(first)) continue;
                changes++;
                Assert.True(first.ReviewAt <= at, $"round {round}: {Kind(first)} until {first.ReviewAt:O}, another at {at:O}");
                break;
            }
        }
        Assert.True(changes > 100 || Draws.AreFew, $"only {changes} verdicts changed");
    }

    private static Verdict Judged(PersonFacts facts, params ImmutableArray<PastHandoff> history) => Judge.Of(Terms, Product.Default, facts, history, Monday);

    private static string Kind(Verdict verdict) => $"{verdict.Kind} {verdict.Rule} {string.Join(',', verdict.Missing.Select(gap => gap.Criterion))}";

    private static string Told(Verdict verdict) => $"{Kind(verdict)} {verdict.Words} {verdict.Score.Total} {verdict.ReviewAt:O} {verdict.Track}";

    private static PastHandoff Past(HandoffState state, string? reason, double? days) =>
        new(new Guid((int)state, 1, 0, new byte[8]), Product.Default, state, reason, days is { } back ? Monday.AddDays(back) : null, days is { } closed ? Monday.AddDays(closed) : null);

    private static PersonFacts Drawn(Random random) => Ready
        .With("country", random.Next(4) == 0 ? "FR" : "DE")
        .With("jobtitle", random.Next(3) == 0 ? "Engineer" : "VP Sales")
        .With("hs_email_optout", random.Next(8) == 0 ? "true" : null) with
    {
        Events = [.. Enumerable.Range(0, random.Next(6)).Select(id => View($"{id}", random.NextDouble() * -50)), .. Enumerable.Range(0, random.Next(3)).Select(id => View($"u{id}", random.NextDouble() * 45 - 40) with { Kind = "unsubscribe" })],
    };
}
