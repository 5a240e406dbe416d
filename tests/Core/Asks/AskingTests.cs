using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Asks;

public sealed class AskingTests
{
    private static readonly Ask Rating = Fields(1, ("Rating", "Hot"));
    private static readonly Ask Later = Fields(2, ("Rating", "Cold"), ("Status", "Open"));
    private static readonly Ask Call = Asked(3, new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Call Ana"))));
    private static readonly Ask Mail = Asked(4, new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Write to Ana"))));

    [Fact]
    public void All_fields_asked_for_go_in_one_write_and_of_two_for_one_field_the_later_counts()
    {
        var intent = Written(Linked, Asking(Rating, Later)).Pair.IntoSalesforce!;
        Assert.Equal(FieldValues.Of(("Rating", "Cold"), ("Status", "Open")), intent.Values);
        Assert.Equal(FieldValues.Of(("Rating", "Warm"), ("Status", "New")), intent.Prior);
        Assert.Equal([Rating.Id, Later.Id], intent.Asks);
        Assert.Equal((Numbered(102), IntentKind.Update, Lead, Now, Now + Limits.SettleTime), (intent.Id, intent.Kind, intent.Target!.Value, intent.SentAt, intent.NotBefore));
        Assert.Equal("ask 2", intent.Rules["Rating"]);
    }

    [Fact]
    public void What_stands_there_already_is_not_sent_and_an_ask_for_nothing_else_is_done()
    {
        var done = Settled(Linked, Asking(Fields(1, ("Rating", "Warm"))));
        Assert.Equal([new AskOutcome(Numbered(1), new AskEnd.Done(Lead))], done.AskOutcomes);
        Assert.Equal(Now, done.DueAt);
        var intent = Written(Linked, Asking(Fields(1, ("Rating", "Warm"), ("Status", "Open")))).Pair.IntoSalesforce!;
        Assert.Equal(["Status", "Status"], intent.Values.Names.Concat(intent.Prior.Names));
    }

    [Fact]
    public void One_that_failed_goes_alone_and_the_others_after_it()
    {
        Assert.Equal([Rating.Id], Written(Linked, Asking(Rating with { Attempts = 1 }, Later)).Pair.IntoSalesforce!.Asks);
        var other = Fields(5, ("Status", "Open"));
        Assert.Equal([Rating.Id], Written(Linked, Asking(Rating, other with { Attempts = 1 }, Fields(6, ("Status", "Won")))).Pair.IntoSalesforce!.Asks);
    }

    [Fact]
    public void One_that_waits_keeps_later_ones_of_a_common_field_waiting_and_no_others()
    {
        var waits = Rating with { NotBefore = Now.AddTicks(1), Attempts = 1 };
        Assert.Equal([Numbered(5)], Written(Linked, Asking(waits, Later, Fields(5, ("Industry", "Steel")))).Pair.IntoSalesforce!.Asks);
        Assert.Equal([Numbered(1)], Written(Linked, Asking(waits with { NotBefore = Now })).Pair.IntoSalesforce!.Asks);
        var settled = Settled(Linked, Asking(waits, Fields(6, ("Rating", "Cold"))));
        Assert.Empty(settled.AskOutcomes);
        Assert.Equal(Now.AddTicks(1), settled.DueAt);
    }

    [Fact]
    public void Activities_are_made_one_at_a_time_after_the_fields_under_the_asks_own_id()
    {
        Assert.Equal([Rating.Id], Written(Linked, Asking(Call, Rating)).Pair.IntoSalesforce!.Asks);
        var intent = Written(Linked, Asking(Call, Mail)).Pair.IntoSalesforce!;
        Assert.Equal((IntentKind.Activity, "Task", Lead, "Call Ana"), (intent.Kind, intent.Object, intent.Target!.Value, intent.Values["Subject"].Text));
        Assert.Equal([Call.Id], intent.Asks);
        Assert.Equal([Mail.Id], Written(Linked, Asking(Call with { NotBefore = Now.AddTicks(1) }, Mail)).Pair.IntoSalesforce!.Asks);
        Assert.Equal([Call.Id], Written(Linked, Asking(Call with { NotBefore = Now }, Mail)).Pair.IntoSalesforce!.Asks);
    }

    [Fact]
    public void Each_side_gets_its_own()
    {
        var note = Asked(7, new AskKind.SetFields(SystemName.HubSpot, FieldValues.Of(("stage", "sales"))));
        var hubSpot = Ana(Contact) with { Values = Ana(Contact).Values.With("stage", FieldValue.Of("lead")) };
        var write = Written(Linked, Asking(note, Rating) with { HubSpot = hubSpot });
        Assert.Equal((Numbered(101), Contact), (write.Pair.IntoHubSpot!.Id, write.Pair.IntoHubSpot.Target!.Value));
        Assert.Equal([note.Id], write.Pair.IntoHubSpot.Asks);
        Assert.Equal([Rating.Id], write.Pair.IntoSalesforce!.Asks);
    }

    [Fact]
    public void A_field_that_is_not_there_refuses_its_ask_before_anything_is_written()
    {
        var settled = Settled(Linked, Asking(Rating, Fields(2, ("Nonsense__c", "1"), ("Status", "Open"))));
        Assert.Equal(Numbered(2), settled.AskOutcomes.Single().AskId);
        var refused = Assert.IsType<AskEnd.Refused>(settled.AskOutcomes.Single().End);
        Assert.Equal((AskCodes.NoField, true, false), (refused.Code, refused.Reason.Contains("Nonsense__c"), refused.Reason.Contains("Status")));
        Assert.Equal((null, Now), (settled.Pair.IntoSalesforce, settled.DueAt));
    }

    [Fact]
    public void An_ask_waits_while_its_side_has_no_record_or_something_fights_over_the_pair()
    {
        var evidence = Read(Ana(Contact), null) with { ByMatch = [], Asks = [Rating] };
        Assert.Equal(IntentKind.Create, Written(Alone(Contact), evidence).Pair.IntoSalesforce!.Kind);
        var fought = Linked with { Status = PairStatus.Held, Hold = HoldCodes.Hold(HoldCodes.Oscillates, "x") };
        Assert.Empty(Settled(fought, Asking(Fields(1, ("Nonsense__c", "1")))).AskOutcomes);
    }

    [Theory]
    [InlineData(CreateRule.WhenHandedOff, null)]
    [InlineData(CreateRule.Never, AskCodes.NeverCreated)]
    public void A_release_is_refused_where_the_mapping_never_creates(CreateRule rule, string? code)
    {
        var release = Asked(8, new AskKind.Release());
        var inSalesforce = Decide(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [], Asks = [release] }, mapping: Persons with { CreateInSalesforce = rule });
        var inHubSpot = Decide(Alone(Lead), Read(null, Ana(Lead)) with { ByMatch = [], Asks = [release] }, mapping: Persons with { CreateInHubSpot = rule });
        foreach (var decision in (Decision[])[inSalesforce, inHubSpot])
            if (code is null) Assert.IsType<Decision.Write>(decision);
            else Assert.Equal(code, Assert.IsType<AskEnd.Refused>(Assert.IsType<Decision.Settle>(decision).AskOutcomes.Single().End).Code);
        Assert.Equal(new AskEnd.Done(Lead), Settled(Linked, Asking(release)).AskOutcomes.Single().End);
    }

    [Fact]
    public void A_pair_that_ends_refuses_what_is_open_and_one_that_is_taken_over_passes_it_on()
    {
        var gone = Asking(Rating) with { Salesforce = Ana(Lead) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None } };
        var ended = Settled(Linked, gone);
        Assert.Equal((PairStatus.Tombstone, AskCodes.PairEnded), (ended.Pair.Status, Assert.IsType<AskEnd.Refused>(ended.AskOutcomes.Single().End).Code));
        Assert.Empty(Settled(Linked with { Status = PairStatus.Superseded, SupersededBy = Numbered(9) }, Asking(Rating)).AskOutcomes);
        Assert.Single(Settled(Linked with { Status = PairStatus.Superseded }, Asking(Rating)).AskOutcomes);
    }

    [Fact]
    public void A_record_that_just_came_lets_what_waited_for_it_go_on_at_once()
    {
        var linked = Settled(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [new Candidate(Ana(Lead))], Asks = [Rating] });
        Assert.Equal((Lead, Now), (linked.Pair.Salesforce.Ref, linked.DueAt));
        linked = Settled(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [new Candidate(Ana(Lead))], Asks = [Rating with { NotBefore = Now.AddHours(1) }] });
        Assert.Equal(Now.AddHours(1), linked.DueAt);
        linked = Settled(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [new Candidate(Ana(Lead))] });
        Assert.Null(linked.DueAt);
    }

    private static Ask Fields(int number, params (string, string?)[] values) => Asked(number, new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(values)));

    private static Ask Asked(int number, AskKind kind) => new() { Id = Numbered(number), PairId = Id, Cause = $"ask {number}", AskedAt = Now, Kind = kind };

    private static Evidence Asking(params ImmutableArray<Ask> asks) => Read(Ana(Contact), Ana(Lead) with
    {
        Values = Ana(Lead).Values.With(FieldValues.Of(("Rating", "Warm"), ("Status", "New"), ("Industry", null))),
    }) with { Asks = asks };
}
