using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>Who of those that let us know was found ready (K1).</summary>
public sealed class QualificationTests
{
    private static readonly Guid Person = Told.Sent(1).Person;

    [Theory]
    [InlineData(24 * 90, 1)]
    [InlineData((24 * 90) + 0.01, 0)]
    public void Ready_counts_within_ninety_days_of_the_inquiry(double hours, int ready) =>
        Assert.Equal(ready, Of(new KpiLedger { Handoffs = [new Told(1, hours).Log], Inquiries = [new Inquiry(Person, Monday)] }).Numerator);

    [Fact]
    public void Of_two_handoffs_of_a_person_the_one_that_was_ready_first_counts()
    {
        var second = HandoffLog.Of(new Told(2, 24 * 100).Log.Events.Select(one => one with { PairId = Person }));

        Assert.Equal(1, Of(new KpiLedger { Handoffs = [second, new Told(1, 5).Log], Inquiries = [new Inquiry(Person, Monday)] }).Numerator);
    }

    [Theory]
    [InlineData(true, 1)]  // It was asked for, and the verdict had said ready all the same.
    [InlineData(false, 0)]
    [InlineData(null, 0)]
    public void Of_a_handoff_that_somebody_asked_for_the_receipt_says_whether_the_person_was_ready(bool? ready, int counted)
    {
        var log = HandoffLog.Of(Told.Sent(1).Log.Events.Select(one => one.Kind == HandoffEventKind.Qualified ? one with { Detail = "asked" } : one));
        var receipts = ImmutableDictionary<Guid, SealedHandoff>.Empty;
        if (ready is { } known) receipts = receipts.Add(log.HandoffId, new SealedHandoff(log.HandoffId, Person, Monday, 1, known));

        Assert.Equal(counted, Of(new KpiLedger { Handoffs = [log], Receipts = receipts, Inquiries = [new Inquiry(Person, Monday)] }).Numerator);
    }

    [Fact]
    public void A_handoff_that_went_up_in_another_or_is_of_another_product_found_nobody_ready()
    {
        KpiLedger Ledger(Told told) => new() { Handoffs = [told.Log], Inquiries = [new Inquiry(Person, Monday)] };

        Assert.Equal(0, Of(Ledger(Told.Sent(1).Withdrawn(3, "merged"))).Numerator);
        Assert.Equal(0, Of(Ledger(Told.Sent(1)), Asked.Question(KpiId.K1) with { Product = "other" }).Numerator);
        Assert.Equal(1, Of(Ledger(Told.Sent(1)), Asked.Question(KpiId.K1) with { Product = Core.Agreements.Product.Default }).Numerator);
    }

    [Fact]
    public void Whom_a_never_rule_keeps_out_is_left_out_unless_he_was_handed_over_before()
    {
        var figure = Of(new KpiLedger
        {
            Handoffs = [Told.Sent(1).Log],
            Inquiries = [new Inquiry(Person, Monday) { Never = "opted out" }, new Inquiry(Told.Sent(2).Person, Monday) { Never = "opted out" }],
        });

        Assert.Equal((1m, 1m, 1), (figure.Numerator, figure.Denominator, figure.LeftOut["never: opted out"]));
    }

    [Fact]
    public void Only_the_asked_sources_people_count_however_it_is_written()
    {
        var ledger = new KpiLedger { Inquiries = [new Inquiry(Person, Monday) { Source = "REFERRALS" }, new Inquiry(Told.Sent(2).Person, Monday) { Source = "PAID_SOCIAL" }, new Inquiry(Told.Sent(3).Person, Monday)] };

        Assert.Equal(3, Of(ledger).Denominator);
        Assert.Equal(Person, Assert.Single(Of(ledger, Asked.Question(KpiId.K1) with { Source = "referrals" }).Records).PairId);
    }

    [Fact]
    public void The_parts_go_by_the_version_that_was_in_force_on_the_day_of_the_inquiry()
    {
        // Version 3 from a hundred days before the Monday on, 4 from ten days after it.
        var terms = Asked.Terms with { InForce = [new InForce(Monday.AddDays(-20), 3, "h3"), new InForce(Monday.AddDays(10), 4, "h4")] };
        Inquiry At(int number, double days) => new(Told.Sent(number).Person, Monday.AddDays(days));
        var ledger = new KpiLedger { Inquiries = [At(1, -21), At(2, -20), At(3, 9.99), At(4, 10), At(5, 11)] };

        var figure = KpiReckoning.Of(Asked.Question(KpiId.K1), ledger, terms);

        Assert.Equal([(0, "", 1m), (3, "h3", 2m), (4, "h4", 2m)], figure.Versions.Select(one => (one.Version, one.Hash, one.Denominator)));
    }

    [Fact]
    public void An_erased_person_counts_and_is_not_named_though_another_handoff_of_his_was_not_erased()
    {
        var erased = HandoffLog.Of(Told.Sent(2).Withdrawn(30, "erased").Log.Events.Select(one => one with { PairId = Person }));
        Inquiry[] inquiries = [new(Person, Monday), new(Told.Sent(3).Person, Monday)];

        var records = Of(new KpiLedger { Handoffs = [Told.Sent(1).Log, erased, Told.Sent(3).Log], Inquiries = [.. inquiries] }).Records;

        Assert.Equal([null, Told.Sent(3).Person], records.Select(record => record.PairId));
        Assert.All(records, record => Assert.Equal(KpiPlace.Counted, record.Place));
    }

    [Fact]
    public void New_responses_of_customers_are_told_apart()
    {
        var question = new KpiQuestion(KpiId.K1, Monday, Monday.AddHours(10), Monday.AddDays(100));
        // Won after five hours and, by another handoff, after eight; 5 is no response of a customer yet, and 10 is outside of the window.
        var again = HandoffLog.Of(Told.Sent(2).Linked(7).Won(8, "price", "none").Log.Events.Select(one => one with { PairId = Person }));
        var before = HandoffLog.Of(Told.Sent(3).Linked(-9).Won(-8, "price", "none").Log.Events.Select(one => one with { PairId = Told.Sent(4).Person }));
        var ledger = new KpiLedger
        {
            Handoffs = [Told.Sent(1).Linked(4).Won(5, "price", "none").Log, again, before],
            Inquiries =
            [
                new Inquiry(Person, Monday.AddDays(-9)) { Responses = [.. new[] { -1, 4, 5, 6, 9, 10, 11 }.Select(hours => Monday.AddHours(hours))] },
                new Inquiry(Told.Sent(4).Person, Monday.AddDays(-9)) { Responses = [Monday.AddSeconds(-1), Monday, Monday.AddHours(10).AddSeconds(-1), Monday.AddHours(10)] },
                new Inquiry(Told.Sent(5).Person, Monday) { Responses = [Monday.AddHours(6)] },
            ],
        };

        Assert.Equal(4, Of(ledger, question).Parts["customer-responses"]);
        Assert.Empty(Of(ledger with { Handoffs = [] }, question).Parts);
    }

    private static KpiFigure Of(KpiLedger ledger, KpiQuestion? question = null) => KpiReckoning.Of(question ?? Asked.Question(KpiId.K1), ledger, Asked.Terms);
}
