using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>Which moments of a log figures are made of.</summary>
public sealed class HandoffLogTests
{
    [Fact]
    public void What_counts_is_when_a_thing_first_happened_not_when_it_was_first_written_down()
    {
        var log = Told.Sent(1).Working(9).Working(7).Accepted(8).Accepted(6).ByDeed(6.5).Rejected(12).Rejected(11).Log;

        Assert.Equal((Monday.AddHours(6), Monday.AddHours(6), Monday.AddHours(11)), (log.AcceptedAt, log.TakenAt, log.RejectedAt));
        Assert.Equal(Monday.AddHours(7), log.SalesQualifiedAt);
        Assert.Equal(Monday.AddHours(6), log.DecidedAt);
        Assert.Equal(Monday.AddHours(3), Told.Sent(1).Rejected(3).Accepted(6).Log.DecidedAt);
    }

    [Fact]
    public void A_touch_that_became_known_late_is_the_first_by_its_time() =>
        Assert.Equal(Monday.AddHours(2), Told.Sent(1).Touched(3).Touched(2).Log.TouchedAt);

    [Fact]
    public void The_stage_of_a_deal_that_is_called_working_is_no_work_with_the_person()
    {
        var log = Told.Sent(1).Event(HandoffEventKind.StageChanged, 1, TeamSide.Sales, "working", "Salesforce/Opportunity/006A").Log;

        Assert.Null(log.SalesQualifiedAt);
    }

    [Fact]
    public void A_log_whose_first_line_is_gone_tells_what_is_left()
    {
        var log = HandoffLog.Of(Told.Sent(1).Accepted(1).Log.Events.Where(one => one.Kind != HandoffEventKind.Qualified));

        Assert.Equal((null, false, Monday), (log.QualifiedAt, log.IsAsked, log.SentAt));
        Assert.Equal(1, KpiReckoning.Of(Asked.Question(KpiId.K2), new KpiLedger { Handoffs = [log] }, Asked.Terms).Numerator);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    public void An_early_deed_of_sales_is_not_undone_by_a_late_one(double first, double second) =>
        Assert.Equal(0, Asked.Of(KpiId.K5, Told.Sent(1).Event(HandoffEventKind.Reassigned, first, TeamSide.Sales).Event(HandoffEventKind.Reassigned, second * 100, TeamSide.Sales)).Numerator);

    [Fact]
    public void An_opportunity_is_inferred_only_where_none_was_linked_by_a_role()
    {
        var figure = Asked.Of(KpiId.K3c, Told.Sent(1).Working(1).Linked(2, inferred: true, key: "006A").Linked(3, key: "006B"));

        Assert.Equal(1, figure.Parts["linked"]);
    }

    [Theory]
    [InlineData("Salesforce/Opportunity/006A; inferred", "inferred")]
    [InlineData("Salesforce/Opportunity/006A", "linked")]
    [InlineData(null, "linked")] // The body of an erased line says nothing.
    public void A_line_without_its_deal_says_by_its_words_whether_it_was_inferred(string? detail, string part) =>
        Assert.Equal(1, Asked.Of(KpiId.K3c, Told.Sent(1).Working(1).Event(HandoffEventKind.OpportunityLinked, 2, TeamSide.Sales, null, detail)).Parts[part]);

    [Fact]
    public void A_handoff_that_went_up_in_another_is_left_out_as_that_even_if_its_version_cannot_be_read() =>
        Assert.Equal("merged", Assert.Single(Asked.Of(KpiId.K2, Told.Sent(1, agreement: "h9").Withdrawn(1, "merged")).LeftOut.Keys));

    [Fact]
    public void The_person_is_named_in_the_list_unless_erased()
    {
        var told = Told.Sent(1);

        Assert.Equal((told.Id, told.Person), Asked.Of(KpiId.K2, told).Records.Single() is var record ? (record.HandoffId, record.PairId) : default);
    }

    [Fact]
    public void A_limit_counts_where_it_was_met_and_else_where_it_passed()
    {
        // Met after three hours it is told at once, though the limit lies an hour ahead.
        var figure = Asked.Of(Asked.Question(KpiId.K7, 3.5 / 24), Told.Sent(1).Touched(3), Told.Sent(2));
        Assert.Equal((1m, 1m, 1), (figure.Numerator, figure.Denominator, figure.StillOpen));
        Assert.Equal([Monday.AddHours(3), Monday.AddHours(4)], figure.Records.Select(record => record.At));
    }

    [Theory]
    [InlineData(HandoffEventKind.Breached, "delivery", "delivered-late")]
    [InlineData(HandoffEventKind.Breached, "first-touch", null)]
    [InlineData(HandoffEventKind.AnswerMissing, "delivery", null)]
    public void A_delivery_that_came_late_is_a_deviation_and_a_late_touch_is_none(HandoffEventKind kind, string reason, string? deviation) =>
        Assert.Equal(deviation, Asked.Of(KpiId.K25, Told.Sent(1).Event(kind, 0.2, null, reason).Accepted(1).Closed(2, "recycled", "no-budget")).Parts.Keys.SingleOrDefault());

    [Fact]
    public void A_line_is_drawn_only_where_the_definition_changed_and_the_versions_stand_by_number_and_hash()
    {
        Assert.False(Asked.Of(KpiId.K2, Told.Sent(1)).HasBreak);

        var figure = Asked.Of(KpiId.K3b, Told.Sent(1, agreement: "h4"), Told.Sent(2, agreement: "h3b"), Told.Sent(3, agreement: "h3a"));
        Assert.Equal(["3 h3a", "3 h3b", "4 h4"], figure.Versions.Select(one => $"{one.Version} {one.Hash}"));
        Assert.Empty(figure.Versions[0].Qualified); // A version that cannot be read says nothing of who is ready.
    }

    [Fact]
    public void Leaks_are_listed_by_person_and_each_person_counts_once()
    {
        var (one, other) = (new Guid(1, 2, 0, new byte[8]), new Guid(2, 2, 0, new byte[8]));
        var ledger = new KpiLedger { Snapshot = new KpiSnapshot(Monday, 12, [new LeakedPerson(other, null, "x"), new LeakedPerson(one, null, "b"), new LeakedPerson(one, Guid.Empty, "a")]) };

        var figure = KpiReckoning.Of(Asked.Question(KpiId.K9), ledger, Asked.Terms);

        Assert.Equal(("2", 2), (figure.Shown, figure.People));
        Assert.Equal([(one, "a"), (one, "b"), (other, "x")], figure.Records.Select(record => (record.PairId!.Value, record.Part!)));
        Assert.Throws<ArgumentException>(() => KpiReckoning.Of(Asked.Question(KpiId.K9), new KpiLedger(), Asked.Terms));
    }
}
