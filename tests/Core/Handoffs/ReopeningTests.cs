using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>When a handoff asks for the status to be opened anew, and what it says it replaces.</summary>
public sealed class ReopeningTests
{
    private static readonly RecordKey Lead = new(SystemName.Salesforce, "Lead", "00Q000000000001AAA");
    private static readonly PastHandoff Ended = new(new Guid(5, 5, 5, new byte[8]), "other", HandoffState.Rejected, "bad-timing", Monday.AddDays(-200), Monday.AddDays(-200));

    [Fact]
    public void An_answer_to_an_earlier_handoff_is_replaced_by_open_only_where_it_still_stands()
    {
        var set = Assert.Single(Reopened(Said("Rejected", "bad-timing"), [Ended]));

        Assert.Equal(FieldValues.Of(("Status", "Open"), ("Reject_Reason__c", null)), set.Values);
        Assert.Equal(Lead, set.Only!.Record);
        Assert.Equal(FieldValues.Of(("Status", "Rejected"), ("Reject_Reason__c", "bad-timing")), set.Only.Values);
    }

    public static TheoryData<string, string?, bool> Statuses => new()
    {
        // status    reason        opened anew
        { "Rejected", "bad-timing", true },
        { "rejected", null, true },      // Meanings are told apart without case; what is replaced is named as it stands.
        { "Nurture", null, true },
        { "Open", null, false },
        { "Accepted", null, false },     // No end: somebody may be at work with the person.
        { "Working", null, false },
        { "Strange", null, false },      // Nobody has said what it means.
    };

    [Theory, MemberData(nameof(Statuses))]
    public void Only_a_status_that_ends_a_handoff_is_replaced(string status, string? reason, bool isOpened) =>
        Assert.Equal(isOpened, Reopened(Said(status, reason), [Ended]).Length == 1);

    [Fact]
    public void A_no_that_was_never_an_answer_to_us_stays() => Assert.Empty(Reopened(Said("Rejected", null), []));

    [Fact]
    public void While_another_handoff_is_with_sales_the_status_is_its_answer()
    {
        var open = Ended with { Id = new Guid(7, 7, 7, new byte[8]), State = HandoffState.Rejected, ClosedAt = null };
        Assert.Empty(Reopened(Said("Rejected", null), [Ended, open]));
        Assert.Single(Reopened(Said("Rejected", null), [Ended, open with { State = HandoffState.Held }]));
    }

    [Fact]
    public void Where_no_status_means_open_nothing_is_asked() =>
        Assert.Empty(Reopened(Said("Rejected", null), [Ended], Terms with { Answers = Terms.Answers with { Meanings = Terms.Answers.Meanings.Remove("Open") } }));

    [Fact]
    public void Whoever_has_no_record_or_no_status_in_Salesforce_is_left_alone()
    {
        Assert.Empty(Reopened(Said("Rejected", null) with { SalesforceKey = null }, [Ended]));
        Assert.Empty(Reopened(Said("Rejected", null) with { Salesforce = FieldValues.None }, [Ended]));
    }

    [Fact]
    public void A_reason_that_is_not_read_is_not_blanked()
    {
        var set = Assert.Single(Reopened(Said("Rejected", null) with { Salesforce = FieldValues.Of(("Status", "Rejected")) }, [Ended]));
        Assert.Equal(["Status"], set.Values.Names);
        Assert.Equal(["Status"], set.Only!.Values.Names);
    }

    private static PersonFacts Said(string status, string? reason) => Ready with { SalesforceKey = Lead, Salesforce = FieldValues.Of(("Status", status), ("Reject_Reason__c", reason)) };

    private static AskKind.SetFields[] Reopened(PersonFacts person, ImmutableArray<PastHandoff> history, Agreement? agreement = null)
    {
        var terms = agreement ?? Terms;
        var opening = Opening.Of(new OpeningRequest(new Guid(6, 6, 6, new byte[8]), "0123456789abcdef", null, history), Judge.Of(terms, Product.Default, person, [], Monday), new HandoffContext(terms, Staff, person), Monday);
        return [.. opening.Step.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>().Where(set => set.Only is not null)];
    }
}
