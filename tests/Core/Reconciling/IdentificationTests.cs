using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

/// <summary>A record without a counterpart: what is looked at, in which order, and what each answer leads to.</summary>
public sealed class IdentificationTests
{
    private static readonly RecordKey Heir = new(SystemName.Salesforce, "Contact", "5");
    private static readonly Pair Ours = Alone(Contact);
    private static readonly Evidence Nobody = Read(Ana(Contact), null) with { ByMatch = [] };

    [Fact]
    public void A_contact_is_looked_for_by_its_match_value_and_not_among_conversions() =>
        Assert.Equal([new LookUp.Erased("ana@acme.test"), new LookUp.ByMatch(SystemName.Salesforce, "ana@acme.test")], Looked(Ours, Read(Ana(Contact), null)));

    [Fact]
    public void A_record_that_carries_a_key_asks_for_its_pair_first_and_goes_on_where_there_is_none()
    {
        var evidence = Read(Ana(Contact) with { PairKey = Numbered(9) }, null);
        Assert.Equal([new LookUp.KeyOwner(Numbered(9))], Looked(Ours, evidence));
        Assert.Contains(new LookUp.Erased("ana@acme.test"), Looked(Ours, evidence with { KeyLooked = true }));
        Assert.Contains(new LookUp.Erased("ana@acme.test"), Looked(Ours, Read(Ana(Contact) with { PairKey = Id }, null)));
        var yielded = Settled(Ours, evidence with { KeyLooked = true, KeyOwner = Numbered(9) }).Pair;
        Assert.Equal((PairStatus.Superseded, Numbered(9), null), (yielded.Status, yielded.SupersededBy!.Value, yielded.HubSpot.Ref));
    }

    [Fact]
    public void A_later_object_asks_what_it_was_converted_from_and_a_lead_does_not()
    {
        Assert.Equal([new LookUp.ConvertedFrom(Heir)], Looked(Alone(Heir), Read(null, Ana(Heir))));
        Assert.Contains(new LookUp.ByMatch(SystemName.HubSpot, "ana@acme.test"), Looked(Alone(Lead), Read(null, Ana(Lead))));
        Assert.Contains(new LookUp.ByMatch(SystemName.HubSpot, "ana@acme.test"), Looked(Alone(Heir), Read(null, Ana(Heir)) with { ConvertedFromPairs = [] }));
        Assert.Contains(new LookUp.ByMatch(SystemName.HubSpot, "ana@acme.test"), Looked(Alone(Heir), Read(null, Ana(Heir)) with { ConvertedFromPairs = [new LeadOwner(Id, PairStatus.Active)] }));
    }

    [Theory]
    [InlineData(PairStatus.Tombstone, PairStatus.Active, PairStatus.Superseded, 3)] // The open one takes it over.
    [InlineData(PairStatus.Held, PairStatus.Active, PairStatus.Superseded, 2)] // Of two the lower id.
    [InlineData(PairStatus.Tombstone, PairStatus.Superseded, PairStatus.Superseded, 3)] // All closed: as the one that lost a merge.
    [InlineData(PairStatus.Tombstone, PairStatus.Tombstone, PairStatus.Tombstone, null)]
    public void A_converted_contact_belongs_where_its_lead_belonged(PairStatus second, PairStatus third, PairStatus status, int? by)
    {
        var pair = Settled(Alone(Heir), Read(null, Ana(Heir)) with { ConvertedFromPairs = [new LeadOwner(Numbered(3), third), new LeadOwner(Numbered(2), second)] }).Pair;
        Assert.Equal((status, by is { } number ? Numbered(number) : null), (pair.Status, pair.SupersededBy));
    }

    [Fact]
    public void The_journal_names_the_closed_pair_that_decided()
    {
        string Line(PairStatus third) => Settled(Alone(Heir), Read(null, Ana(Heir)) with { ConvertedFromPairs = [new LeadOwner(Numbered(3), third), new LeadOwner(Numbered(2), PairStatus.Tombstone)] }).Journal.Single(line => line.Kind == JournalKind.Linked).Rule;
        Assert.Contains(Numbered(3).ToString(), Line(PairStatus.Superseded));
        Assert.Contains(Numbered(2).ToString(), Line(PairStatus.Tombstone));
    }

    [Fact]
    public void A_record_under_an_erased_address_waits_for_a_person_and_is_looked_at_once_a_day()
    {
        var settled = Settled(Ours, Nobody with { ErasedAt = Now.AddDays(-3) });
        Assert.Equal((HoldCodes.Erased, Now + Limits.HoldRetry), (settled.Pair.Hold!.Code, settled.DueAt));
        Assert.EndsWith("Erased 2026-11-19.", settled.Pair.Hold.Reason);
    }

    [Fact]
    public void Nobody_is_created_by_one_look_into_an_index_that_lags()
    {
        var lagging = Nobody with { ByMatchMayLag = true };
        var first = Settled(Ours, lagging);
        Assert.Equal((HoldCodes.LooksAgain, Now + Limits.IndexLag), (first.Pair.Hold!.Code, first.DueAt));
        var edited = Settled(first.Pair, lagging, Now.AddSeconds(44));
        Assert.Equal(Now + Limits.IndexLag, edited.DueAt); // The first time stands, or a record edited all the time would wait for ever.
        Assert.IsType<Decision.Write>(Decide(first.Pair, lagging, Now + Limits.IndexLag));
        var renamed = Settled(first.Pair, lagging with { HubSpot = Seen(Contact, ("email", "bo@acme.test")) }, Now.AddSeconds(44));
        Assert.Equal(Now.AddSeconds(44) + Limits.IndexLag, renamed.DueAt);
        Assert.IsType<Decision.Write>(Decide(Ours with { Hold = HoldCodes.Hold(HoldCodes.Rejected, "x") }, lagging with { ByKey = [] })); // It was looked for twice before it was refused.
        Assert.IsType<Decision.Settle>(Decide(Ours with { Hold = HoldCodes.Hold(HoldCodes.NoMatchValue, "x") }, lagging));
    }

    [Theory]
    [InlineData(null, false, null, false, true)]
    [InlineData(1, false, null, false, true)]
    [InlineData(2, true, null, false, true)]
    [InlineData(2, false, null, false, false)]
    [InlineData(null, false, 1, false, true)]
    [InlineData(null, false, 2, false, false)] // Another pair's lead became it.
    [InlineData(null, false, null, true, false)] // Another pair's create is still open.
    public void A_match_is_linked_where_nobody_else_has_a_say(int? owner, bool half, int? convertedFrom, bool beingMade, bool linked)
    {
        var candidate = new Candidate(Ana(Lead), owner is { } o ? Numbered(o) : null, half, convertedFrom is { } c ? Numbered(c) : null) { IsBeingMade = beingMade };
        var settled = Settled(Ours, Nobody with { ByMatch = [candidate] });
        Assert.Equal(linked ? Lead : null, settled.Pair.Salesforce.Ref);
        Assert.Equal(owner == 2 && linked ? [Numbered(2)] : [], settled.Absorbs);
        if (!linked) Assert.Equal((HoldCodes.Sibling, Lead.ToString(), Now + Limits.HoldRetry), (settled.Pair.Hold!.Code, settled.Pair.Hold.WaitsOn!, settled.DueAt!.Value));
    }

    [Fact]
    public void Of_several_matches_the_oldest_is_linked_and_one_without_a_date_comes_last()
    {
        Candidate Made(RecordKey key, int? day) => new(Ana(key) with { CreatedAt = day is { } d ? Now.AddDays(-d) : null });
        RecordKey? Chosen(params Candidate[] among) => Settled(Ours, Nobody with { ByMatch = [.. among] }).Pair.Salesforce.Ref;
        var (two, three) = (Lead with { Id = "2" }, Lead with { Id = "3" });
        Assert.Equal(two, Chosen(Made(Lead, null), Made(two, 9), Made(three, 3)));
        Assert.Equal(two, Chosen(Made(three, 3), Made(two, 3))); // Equally old: the lower id.
        Assert.Equal(Heir, Chosen(Made(Lead, 9), Made(Heir, 1), Made(two, 5))); // One contact wins over leads,
        Assert.Equal(Lead, Chosen(Made(Lead, 9), Made(Heir, 1), Made(Heir with { Id = "6" }, 5))); // two do not.
    }

    [Fact]
    public void Of_several_contacts_of_HubSpots_the_oldest_is_linked()
    {
        Candidate Made(string id, int day) => new(Ana(Contact with { Id = id }) with { CreatedAt = Now.AddDays(-day) });
        Assert.Equal("2", Settled(Alone(Lead), Read(null, Ana(Lead)) with { ByMatch = [Made("1", 3), Made("2", 9)] }).Pair.HubSpot.Ref!.Value.Id);
        Assert.Equal("1", Settled(Alone(Lead), Read(null, Ana(Lead)) with { ByMatch = [Made("1", 3)] }).Pair.HubSpot.Ref!.Value.Id);
    }

    [Fact]
    public void A_second_record_of_one_address_waits_on_the_lowest_of_those_that_are_linked()
    {
        var settled = Settled(Ours, Nobody with { ByMatch = [new Candidate(Ana(Lead with { Id = "3" }), Numbered(3)), new Candidate(Ana(Lead with { Id = "2" }), Numbered(2))] });
        Assert.Equal("Salesforce/Lead/2", settled.Pair.Hold!.WaitsOn);
    }

    [Theory]
    [InlineData("contacts", 102, "Lead")]
    [InlineData("Lead", 101, "contacts")]
    public void A_create_goes_by_its_own_id_and_takes_its_match_value_meanwhile(string from, int id, string into)
    {
        var own = from == "Lead" ? Lead : Contact;
        var write = Written(Alone(own), own == Lead ? Read(null, Ana(own)) with { ByMatch = [] } : Nobody);
        var intent = write.Pair.Into(own.System.Other())!;
        Assert.Equal((Numbered(id), IntentKind.Create, into, Now, Now + Limits.SettleTime), (intent.Id, intent.Kind, intent.Object, intent.SentAt, intent.NotBefore));
        Assert.Equal([$"people/{own.System.Other()}/ana@acme.test"], write.Claims);
        Assert.Null(write.Pair.Into(own.System));
    }

    [Fact]
    public void A_default_fills_what_is_blank_and_is_told_from_a_value()
    {
        var intent = Written(Ours, Nobody with { HubSpot = Seen(Contact, ("email", "ana@acme.test"), ("jobtitle", "CTO"), ("company", null)) }).Pair.IntoSalesforce!;
        Assert.Equal(("[not provided]", "CTO"), (intent.Values["Company"].Text, intent.Values["Title"].Text));
        Assert.NotEqual(intent.Rules["Company"], intent.Rules["Title"]);
        var hidden = Written(Ours, Nobody with { HubSpot = Seen(Contact, ("email", "ana@acme.test")) }).Pair.IntoSalesforce!;
        Assert.True(hidden.Values["Title"].IsMissing);
    }

    [Fact]
    public void Nobody_is_created_as_opted_in()
    {
        var mapping = World.People(Row("optout", "HasOptedOutOfEmail", ConflictPolicy.OptOut) with { Type = FieldType.Boolean, IsConsent = true });
        FieldValue Sent(string? said) => Written(Ours, Nobody with { HubSpot = Seen(Contact, ("email", "ana@acme.test"), ("optout", said)) }, mapping: mapping).Pair.IntoSalesforce!.Values["HasOptedOutOfEmail"];
        Assert.Equal(("true", true, true), (Sent("true").Text, Sent("false").IsMissing, Sent(null).IsMissing));
    }

    [Fact]
    public void A_create_that_was_refused_is_not_sent_again_until_a_day_has_passed_or_it_differs()
    {
        var write = Written(Ours, Nobody);
        var refused = After(write.Pair, new WriteEnd.RecordRefused("VALIDATION", "a rule of the org", "", null)).Pair;
        Assert.Equal(HoldCodes.Rejected, Settled(refused, Nobody, Now + Limits.HoldRetry - TimeSpan.FromTicks(1)).Pair.Hold!.Code);
        Assert.IsType<Decision.Write>(Decide(refused, Nobody with { ByKey = [] }, Now + Limits.HoldRetry));
        Assert.IsType<Decision.Write>(Decide(refused, Nobody with { ByKey = [], HubSpot = Ana(Contact, "CEO") }, Now.AddSeconds(1)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(2, true)]
    public void What_a_refused_create_made_out_of_our_sight_is_found_by_its_key_before_it_is_sent_again(int? owner, bool isLost)
    {
        var refused = After(Written(Ours, Nobody).Pair, new WriteEnd.RecordRefused("VALIDATION", "a rule of the org", "", null)).Pair with { Epoch = 2 };
        var later = Now + Limits.HoldRetry;
        Assert.Equal([new LookUp.ByKey(SystemName.Salesforce)], Looked(refused, Nobody, later));
        var settled = Settled(refused, Nobody with { ByKey = [new Candidate(Ana(Lead), owner is { } number ? Numbered(number) : null)] }, later);
        Assert.Equal(isLost ? (PairStatus.Superseded, Numbered(2), null) : (PairStatus.Active, null, (RecordKey?)Lead), (settled.Pair.Status, settled.Pair.SupersededBy, settled.Pair.Salesforce.Ref));
    }

    [Fact]
    public void Only_a_pair_that_the_ledger_had_before_asks_for_what_carries_its_key()
    {
        Assert.Equal([new LookUp.ByKey(SystemName.Salesforce), new LookUp.Erased("ana@acme.test"), new LookUp.ByMatch(SystemName.Salesforce, "ana@acme.test")], Looked(Known, Read(Ana(Contact), null)));
        Assert.DoesNotContain(new LookUp.ByKey(SystemName.Salesforce), Looked(Ours, Read(Ana(Contact), null)));
    }

    [Theory]
    [InlineData("ana@acme.test")] // Whoever has the address now is another one.
    [InlineData(null)]
    public void What_a_pair_made_before_its_ledger_was_put_back_is_its_own_whatever_its_address_says_now(string? address)
    {
        var made = new Candidate(Seen(Lead, ("Email", "moved@acme.test"), ("Title", "CFO")));
        var other = new Candidate(Seen(Heir, ("Email", "ana@acme.test")), Numbered(3));
        var write = Written(Known, Read(Seen(Contact, ("email", address), ("jobtitle", "CFO")), null) with { ByKey = [made], ByMatch = [other] });
        Assert.Equal((PairStatus.Active, (RecordKey?)Lead), (write.Pair.Status, write.Pair.Salesforce.Ref));
        Assert.Equal("carries the key of this pair", write.Journal[0].Rule);
        Assert.Equal(IntentKind.Update, (write.Pair.IntoHubSpot ?? write.Pair.IntoSalesforce)!.Kind);
    }

    [Theory]
    [InlineData(1, false, true)] // Its own.
    [InlineData(3, true, true)] // A half pair's: absorbed.
    [InlineData(3, false, false)] // Another one's: the address decides, and nothing is sent over it.
    public void What_carries_a_pairs_key_is_taken_unless_another_pair_has_it(int owner, bool isHalf, bool isTaken)
    {
        var made = new Candidate(Ana(Lead), Numbered(owner), isHalf);
        var settled = Settled(Known with { Id = Numbered(1) }, Nobody with { ByKey = [made] });
        Assert.Equal(isTaken ? (Lead, null) : ((RecordKey?)null, (Guid?)Numbered(3)), (settled.Pair.Salesforce.Ref, settled.Pair.SupersededBy));
        Assert.Equal(isTaken && isHalf ? [Numbered(3)] : [], settled.Absorbs);
    }

    [Fact]
    public void A_lead_of_its_own_that_was_converted_is_taken_and_followed_in_the_next_cycle()
    {
        var lead = Ana(Lead) with { Life = new Life(LifeState.Converted, Heir) };
        var settled = Settled(Known, Nobody with { ByKey = [new Candidate(lead)] });
        Assert.Equal((Lead, Now), (settled.Pair.Salesforce.Ref!.Value, settled.DueAt!.Value));
    }

    [Fact]
    public void Of_a_lead_and_the_Contact_that_it_became_the_Contact_is_taken()
    {
        var lead = Ana(Lead) with { Life = new Life(LifeState.Converted, Heir) };
        Assert.Equal(Heir, Settled(Known, Nobody with { ByKey = [new Candidate(lead), new Candidate(Ana(Heir))] }).Pair.Salesforce.Ref);
    }

    private static Pair Known => Ours with { Epoch = 1 };

    private static IEnumerable<LookUp> Looked(Pair pair, Evidence evidence, DateTimeOffset? now = null) => Assert.IsType<Decision.Look>(now is { } at ? Decide(pair, evidence, at) : Decide(pair, evidence)).What;
}
