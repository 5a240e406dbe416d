using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

public sealed class FieldSyncTests
{
    [Fact]
    public void Each_side_gets_one_write_of_its_own_that_says_what_it_rests_on()
    {
        var write = Written(Linked, Read(Ana(Contact, "CEO"), Seen(Lead, ("Email", "ana@acme.test"), ("Title", "CTO"), ("Company", "Acme Ltd"))));
        var (into, out_) = (write.Pair.IntoHubSpot!, write.Pair.IntoSalesforce!);
        Assert.Equal((Numbered(101), IntentKind.Update, Contact, Now, Now + Limits.SettleTime), (into.Id, into.Kind, into.Target!.Value, into.SentAt, into.NotBefore));
        Assert.Equal((Numbered(102), IntentKind.Update, Lead, Now, Now + Limits.SettleTime), (out_.Id, out_.Kind, out_.Target!.Value, out_.SentAt, out_.NotBefore));
        Assert.Equal(("Acme Ltd", "Acme", "Acme Ltd"), (into.Values["company"].Text, into.Prior["company"].Text, into.Cause["Company"].Text));
        Assert.Equal(("CEO", "CTO", "CEO"), (out_.Values["Title"].Text, out_.Prior["Title"].Text, out_.Cause["jobtitle"].Text));
        Assert.Equal((1, Now, 5L), (write.Pair.WritesCounted, write.Pair.WritesCountedSince!.Value, write.Pair.CleanGeneration)); // Clean only once it has landed.
    }

    [Fact]
    public void A_pair_in_step_is_clean_up_to_what_was_read_and_not_due()
    {
        var settled = Settled(Linked with { Attempts = 3 }, Read(Ana(Contact), Ana(Lead)));
        Assert.Equal((7L, 0, null), (settled.Pair.CleanGeneration, settled.Pair.Attempts, settled.DueAt));
        Assert.Empty(settled.Journal.Select(line => line.Kind.ToString()).Concat(settled.Wakes));
    }

    [Theory]
    [InlineData(ConflictPolicy.Salesforce, "HubSpot/contacts/1", "jobtitle", "CEO", "CFO")]
    [InlineData(ConflictPolicy.HubSpot, "Salesforce/Lead/1", "Title", "CFO", "CEO")]
    public void The_lost_value_is_journalled_on_the_record_that_lost_it(ConflictPolicy policy, string record, string field, string lost, string kept)
    {
        var line = Written(Linked, Read(Ana(Contact, "CEO"), Ana(Lead, "CFO")), mapping: Titled(policy)).Journal.Single();
        Assert.Equal((JournalKind.Lost, record, field, lost, kept), (line.Kind, line.Record!.Value.ToString(), line.Field, line.Before.Text, line.After.Text));
        Assert.Equal("HubSpot/contacts/1 and Salesforce/Lead/1 read", line.Cause);
    }

    [Fact]
    public void A_drift_that_stays_is_journalled_too()
    {
        var settled = Settled(Linked, Read(Ana(Contact), Ana(Lead, "CFO")), mapping: Titled(ConflictPolicy.Salesforce, FieldDirection.ToSalesforce));
        Assert.Equal((JournalKind.Lost, "CFO", "CTO"), settled.Journal.Select(line => (line.Kind, line.Before.Text, line.After.Text)).Single());
        Assert.Equal("CFO", settled.Pair.Field("jobtitle").BaseSalesforce.Text);
    }

    [Fact]
    public void What_is_decided_of_consent_is_told_before_the_rest()
    {
        var optOut = Row("optout", "HasOptedOutOfEmail") with { Type = FieldType.Boolean, IsConsent = true, Direction = FieldDirection.ToSalesforce };
        var mapping = Titled(ConflictPolicy.Salesforce, FieldDirection.ToSalesforce, optOut);
        var pair = Linked with { Fields = Linked.Fields.SetItem("optout", new FieldState().WithBases(FieldValue.Of("false"), FieldValue.Of("false"))) };
        Observation Told(RecordKey key, string title, string field, string value) => Ana(key, title) with { Values = Ana(key, title).Values.With(field, FieldValue.Of(value)) };
        var settled = Settled(pair, Read(Told(Contact, "CTO", "optout", "false"), Told(Lead, "CFO", "HasOptedOutOfEmail", "true")), mapping: mapping);
        Assert.Equal(["HasOptedOutOfEmail", "Title"], settled.Journal.Select(line => line.Field));
    }

    [Fact]
    public void A_refused_write_is_sent_again_when_it_differs_or_a_day_has_passed()
    {
        var evidence = Read(Ana(Contact, "CEO"), Ana(Lead));
        var refused = After(Written(Linked, evidence).Pair, new WriteEnd.RecordRefused("RULE", "a rule", "", null)).Pair;
        Assert.Equal((HoldCodes.Rejected, null), (Settled(refused, evidence, Now + Limits.HoldRetry - TimeSpan.FromTicks(1)).Pair.Hold!.Code, Settled(refused, evidence).Pair.IntoSalesforce));
        Assert.Equal("CEO", Written(refused, evidence, Now + Limits.HoldRetry).Pair.IntoSalesforce!.Values["Title"].Text);
        Assert.Null(Written(refused, evidence, Now + Limits.HoldRetry).Pair.Hold);
        Assert.Equal("CFO", Written(refused, Read(Ana(Contact, "CFO"), Ana(Lead)), Now.AddSeconds(1)).Pair.IntoSalesforce!.Values["Title"].Text);
        var back = Settled(refused, Read(Ana(Contact), Ana(Lead)), Now.AddSeconds(1));
        Assert.Equal((PairStatus.Active, null), (back.Pair.Status, back.Pair.Hold)); // Nothing is wanted any more.
    }

    [Fact]
    public void A_refused_field_is_sent_again_when_it_differs_or_a_day_has_passed()
    {
        var evidence = Read(Ana(Contact, "CEO"), Ana(Lead));
        var refused = After(Written(Linked, evidence).Pair, new WriteEnd.FieldRefused("Title", "BAD", "restricted", "", null)).Pair;
        Assert.Equal(Now + Limits.HoldRetry, Settled(refused, evidence, Now + Limits.HoldRetry - TimeSpan.FromTicks(1)).DueAt);
        Assert.Equal("CEO", Written(refused, evidence, Now + Limits.HoldRetry).Pair.IntoSalesforce!.Values["Title"].Text);
        Assert.Equal("CFO", Written(refused, Read(Ana(Contact, "CFO"), Ana(Lead)), Now.AddSeconds(1)).Pair.IntoSalesforce!.Values["Title"].Text);
    }

    [Fact]
    public void The_first_of_several_holds_says_when_the_pair_is_due_and_one_whose_time_passed_is_put_off()
    {
        Pair Holding(params (string Field, DateTimeOffset? At)[] holds) => holds.Aggregate(Linked, (pair, hold) => pair with
        {
            Fields = pair.Fields.SetItem(hold.Field, pair.Field(hold.Field) with { Hold = HoldCodes.Hold(HoldCodes.FieldRejected, "x") with { RetryAt = hold.At } }),
        });
        DateTimeOffset? Due(Pair pair) => FieldSync.FieldRetry(pair, new Cycle(pair, Persons, Read(null, null), Limits, Now));
        Assert.Null(Due(Linked));
        Assert.Null(Due(Holding(("jobtitle", null))));
        Assert.Equal(Now.AddHours(1), Due(Holding(("jobtitle", Now.AddHours(3)), ("company", Now.AddHours(1)), ("email", null))));
        Assert.Equal(Now + Limits.HoldRetry, Due(Holding(("jobtitle", Now.AddHours(-1)))));
        Assert.Equal(Now + Limits.HoldRetry, Due(Holding(("jobtitle", Now))));
    }

    [Theory]
    [InlineData("email", "bo@acme.test", true)]
    [InlineData("optout", "true", true)] // A sibling of the same address hears of it.
    [InlineData("jobtitle", "CEO", false)]
    public void A_changed_match_value_or_opt_out_wakes_who_waits_on_the_record(string field, string value, bool wakes)
    {
        var mapping = World.People(Row("optout", "HasOptedOutOfEmail", ConflictPolicy.OptOut) with { Type = FieldType.Boolean });
        var before = Ana(Contact) with { Values = Ana(Contact).Values.With("optout", FieldValue.Of("false")) };
        var lead = Ana(Lead) with { Values = Ana(Lead).Values.With("HasOptedOutOfEmail", FieldValue.Of("false")) };
        var pair = Linked with { HubSpot = new Side { Ref = Contact, Seen = before }, Salesforce = new Side { Ref = Lead, Seen = lead } };
        var write = Written(pair, Read(before with { Values = before.Values.With(field, FieldValue.Of(value)) }, lead), mapping: mapping);
        Assert.Equal(wakes, write.Wakes.Contains(Contact.ToString()));
        Assert.DoesNotContain(Lead.ToString(), write.Wakes);
    }

    [Theory]
    [InlineData(true, "2026-11-22T08:59:00.000Z")]
    [InlineData(false, "1970-01-01T00:00:01.000Z")] // No time of this field is known: the record's own stamp.
    public void A_stamp_says_when_HubSpot_changed_the_field(bool known, string stamped)
    {
        var mapping = Persons with { Fields = [Persons.Match, Row("jobtitle", "Title") with { StampedIn = "TitleAt__c" }] };
        var state = Linked.Field("jobtitle") with { HubSpotChanged = known ? new ChangeInterval(0, Now.AddMinutes(-1).ToUnixTimeMilliseconds()) : null };
        var pair = Linked with { Fields = Linked.Fields.SetItem("jobtitle", state), HubSpot = new Side { Ref = Contact, Seen = Ana(Contact, "CEO") } };
        Assert.Equal(stamped, Written(pair, Read(Ana(Contact, "CEO"), Ana(Lead)), mapping: mapping).Pair.IntoSalesforce!.Values["TitleAt__c"].Text);
        Assert.True(Written(pair, Read(Ana(Contact, null), Ana(Lead)), mapping: mapping).Pair.IntoSalesforce!.Values["TitleAt__c"].IsBlank);
    }

    [Fact]
    public void A_hold_says_when_it_is_looked_at_and_is_journalled_once()
    {
        var first = Settled(Linked, Read(Ana(Contact, "CEO"), Ana(Lead, "CFO")), mapping: Titled(ConflictPolicy.Hold));
        Assert.Equal((JournalKind.Held, "jobtitle", "CEO", "CFO"), first.Journal.Select(line => (line.Kind, line.Field, line.Before.Text, line.After.Text)).Single());
        Assert.Empty(Settled(first.Pair, Read(Ana(Contact, "CEO"), Ana(Lead, "CFO")), mapping: Titled(ConflictPolicy.Hold)).Journal);
        Assert.Single(Settled(first.Pair, Read(Ana(Contact, "CIO"), Ana(Lead, "CFO")), mapping: Titled(ConflictPolicy.Hold)).Journal);
        Assert.Null(Settled(first.Pair, Read(Ana(Contact, "CFO"), Ana(Lead, "CFO")), mapping: Titled(ConflictPolicy.Hold)).Pair.Field("jobtitle").Hold);
        Assert.Null(Settled(first.Pair, Read(Ana(Contact), Ana(Lead)), mapping: Titled(ConflictPolicy.Hold)).Pair.Field("jobtitle").Hold); // Both went back.
    }

    [Fact]
    public void A_line_about_one_record_names_the_one_that_was_read()
    {
        string Cause(RecordKey own) => Settled(Alone(own), (own == Lead ? Read(null, Seen(own, ("Email", null))) : Read(Seen(own, ("email", null)), null))).Journal.Single().Cause;
        Assert.Equal(("HubSpot/contacts/1 read", "Salesforce/Lead/1 read"), (Cause(Contact), Cause(Lead)));
    }

    private static Mapping Titled(ConflictPolicy policy, FieldDirection direction = FieldDirection.Both, params FieldMapping[] more) =>
        Persons with { Fields = [Row("jobtitle", "Title", policy) with { Direction = direction }, Persons.Match, .. more] };

    /// <summary>Found by the simulator (seed 16254511): the first write was lost, the person's clearing was filled again, and no line told of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_field_that_was_cleared_between_link_and_first_write_is_filled_with_a_line_of_what_was_lost(bool cleared)
    {
        var never = Linked.Field("jobtitle") with { BaseHubSpot = FieldValue.Missing, BaseSalesforce = FieldValue.Missing };
        var pair = Linked with { HubSpot = new Side { Ref = Contact, Seen = Ana(Contact, cleared ? "CFO" : null) }, Fields = Linked.Fields.SetItem("jobtitle", never) };
        var written = Written(pair, Read(Ana(Contact, null) with { Version = 2_000 }, Ana(Lead)));
        Assert.Equal("CTO", written.Pair.IntoHubSpot!.Values["jobtitle"].Text);
        Assert.Equal(cleared ? 1 : 0, written.Journal.Count(line => line.Kind == JournalKind.Lost && line.Field == "jobtitle"));
    }
}
