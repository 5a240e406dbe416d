using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Records;
using Integration.Core.Tests.Handoffs;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>What marketing sent against what sales has.</summary>
public sealed class ParityTests
{
    private static readonly RecordKey Lead = new(SystemName.Salesforce, "Lead", "00Q000000000001AAA");

    public static TheoryData<string, ParityPart> Courses => new()
    {
        { "sent", ParityPart.Waiting },
        { "delivered", ParityPart.Waiting },
        { "accepted", ParityPart.Accepted },
        { "touched", ParityPart.Accepted },
        { "rejected, reason open", ParityPart.Rejected },
        { "rejected", ParityPart.Rejected },
        { "given back", ParityPart.Accepted }, // Whatever came of it, sales had taken it.
        { "nobody answered", ParityPart.Lapsed },
        { "refused by Salesforce", ParityPart.Failed },
        { "opted out", ParityPart.Withdrawn },
        { "taken, then erased", ParityPart.Withdrawn },
        { "won", ParityPart.Accepted },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void What_became_of_a_handoff_is_told_alike_by_its_log_and_by_its_state(string what, ParityPart part)
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null, GiveUpAfter = BusinessDuration.OfDays(5) } };
        var course = new Course(terms);
        if (what is not ("sent" or "refused by Salesforce")) course.See(new Observed.Delivered(Monday.AddMinutes(1), Lead));
        if (what is "accepted" or "given back" or "taken, then erased") course.Status(1, "Accepted");
        switch (what)
        {
            case "touched": course.Touch(1); break;
            case "rejected, reason open": course.Status(1, "Rejected"); break;
            case "rejected": course.Status(1, "Rejected", "bad-timing"); break;
            case "given back": course.Status(2, "Nurture", "bad-timing"); break;
            case "nobody answered": course.RunUntil(Monday.AddDays(30)); break;
            case "refused by Salesforce": course.See(new Observed.Undeliverable(Monday.AddMinutes(3), AskCodes.NoField)); break;
            case "opted out": course.See(new Observed.PersonGone(Monday.AddHours(1), GoneHow.OptedOut)); break;
            case "taken, then erased": course.See(new Observed.PersonGone(Monday.AddHours(2), GoneHow.Erased)); break;
            case "won": course.See(new Observed.Deal(Monday.AddHours(3), new(Lead with { Object = "Opportunity" }, Monday.AddHours(2), "Closed Won", 1, "EUR", true, true, null, null))); break;
        }

        Assert.Equal((part, part), (ParityParts.Of(HandoffLog.Of(course.Log)), ParityParts.Of(course.Handoff)));
    }

    [Fact]
    public void A_handoff_that_ended_in_a_way_that_no_answer_explains_is_the_gap()
    {
        // Closed as accepted, while no line says that anybody took it: one was lost.
        var log = Told.Sent(1).Closed(9, "working").Log;
        Assert.Null(ParityParts.Of(log));

        var figure = KpiReckoning.Of(Asked.Question(KpiId.K30), new KpiLedger { Handoffs = [log] }, Asked.Terms);
        Assert.Equal((1m, 1m, "1"), (figure.Numerator, figure.Denominator, figure.Shown));
        Assert.Equal((1, 1, ""), (figure.Days[0].Sent, figure.Days[0].Gap, Words(figure.Days[0].Parts)));
    }

    [Theory]
    // Monday's day ends at midnight UTC, 15 hours after the sending; it is closed three days later.
    [InlineData(15 + 72, true)]
    [InlineData(15 + 71.99, false)]
    public void A_day_is_closed_three_days_after_its_end(double hours, bool closed)
    {
        var day = Asked.Of(Asked.Question(KpiId.K30, hours / 24), Told.Sent(1)).Days.Single();

        Assert.Equal((new DateOnly(2026, 11, 23), closed), (day.Day, day.IsClosed));
    }

    [Theory]
    [InlineData(15 + 72, 1)]
    [InlineData(15 + 71.99, 0)]
    public void What_is_written_down_after_its_day_was_closed_is_late(double recorded, int late)
    {
        var log = HandoffLog.Of(Told.Sent(1).Log.Events.Select(one => one.Kind == HandoffEventKind.Sent ? one with { RecordedAt = Monday.AddHours(recorded) } : one));

        Assert.Equal(late, KpiReckoning.Of(Asked.Question(KpiId.K30), new KpiLedger { Handoffs = [log] }, Asked.Terms).Days.Single().Late);
    }

    [Fact]
    public void A_receipt_is_lost_only_if_no_handoff_at_all_is_its_own_and_the_day_is_told_once()
    {
        Told[] told = [Told.Sent(1, owner: "Ana"), Told.Sent(2, 1, owner: "Max"), new Told(3)];
        var ledger = new KpiLedger
        {
            Handoffs = [.. told.Select(one => one.Log)],
            Receipts = told.ToImmutableDictionary(one => one.Id, one => new SealedHandoff(one.Id, one.Person, Monday, 1, true)),
        };

        // Of the team alone; Max belongs to none, and the third was never sent.
        var figure = KpiReckoning.Of(Asked.Question(KpiId.K30) with { Team = "emea" }, ledger, Asked.Terms);

        Assert.Equal((0m, 1m), (figure.Numerator, figure.Denominator));
        Assert.Equal("waiting 1", Words(Assert.Single(figure.Days).Parts));
    }

    [Fact]
    public void Where_nothing_was_sent_there_is_no_gap_to_tell()
    {
        Assert.Equal("no data", Asked.Of(KpiId.K30).Shown);
        Assert.Equal("0", Asked.Of(KpiId.K30, Told.Sent(1)).Shown);
    }

    private static string Words(ImmutableSortedDictionary<string, int> parts) => string.Join(", ", parts.Select(part => $"{part.Key} {part.Value}"));
}
