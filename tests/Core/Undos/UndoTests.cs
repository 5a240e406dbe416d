using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Undos;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Undos;

/// <summary>A run wrote CTO over CEO into the lead, and both sides agree on CTO since.</summary>
public sealed class UndoTests
{
    private static readonly WrittenField Title = new(Lead, "Title", FieldValue.Of("CEO"), FieldValue.Of("CTO"));
    private static readonly UndoPlan Wrote = new([Title], [], []);
    private static readonly UndoPlan Made = new([Title], [Lead], []);

    [Fact]
    public void What_nobody_changed_since_is_put_back_and_left_alone_by_the_sync()
    {
        var step = Taken(Wrote);
        Assert.Equal([new UndoLine(Lead, "Title", UndoOutcome.Restored, "")], step.Lines);
        var intent = step.Pair.IntoSalesforce!;
        Assert.Equal((Numbered(102), IntentKind.Update, Lead, Now, Now + Limits.SettleTime), (intent.Id, intent.Kind, intent.Target!.Value, intent.SentAt, intent.NotBefore));
        Assert.Equal(("CEO", "CTO", "CTO", "undo run-12"), (intent.Values["Title"].Text, intent.Prior["Title"].Text, intent.Cause["jobtitle"].Text, intent.Rules["Title"]));
        Assert.Null(step.Pair.IntoHubSpot);
    }

    [Fact]
    public void What_was_written_into_both_sides_is_put_back_on_both_in_one_write_each()
    {
        var plan = new UndoPlan([new WrittenField(Contact, "jobtitle", FieldValue.Of("CEO"), FieldValue.Of("CTO")), new WrittenField(Contact, "company", FieldValue.Blank, FieldValue.Of("Acme")), Title], [], []);
        var step = Taken(plan);
        Assert.Equal((Numbered(101), "contacts"), (step.Pair.IntoHubSpot!.Id, step.Pair.IntoHubSpot.Object));
        Assert.Equal(FieldValues.Of(("company", null), ("jobtitle", "CEO")), step.Pair.IntoHubSpot.Values);
        Assert.Equal(FieldValues.Of(("Title", "CEO")), step.Pair.IntoSalesforce!.Values);
    }

    [Theory]
    [InlineData("CFO", "CTO", "somebody changed it since")]
    [InlineData("CEO", "CTO", "the prior value stands there already")]
    [InlineData("CTO", "CFO", "HubSpot changed since")]
    public void What_somebody_changed_since_is_left_with_its_reason(string salesforce, string hubSpot, string why) =>
        Skipped(why, Taken(Wrote, evidence: Read(Ana(Contact, hubSpot), Ana(Lead, salesforce))));

    [Fact]
    public void What_a_base_does_not_know_yet_is_left()
    {
        var state = Linked.Field("jobtitle");
        Skipped("HubSpot changed since", Taken(Wrote, Linked with { Fields = Linked.Fields.SetItem("jobtitle", state with { BaseSalesforce = FieldValue.Of("CEO") }) }));
        Skipped("HubSpot changed since", Taken(Wrote, Linked with { Fields = Linked.Fields.SetItem("jobtitle", state with { BaseHubSpot = FieldValue.Of("CEO") }) }));
    }

    [Fact]
    public void What_cannot_be_seen_or_is_not_known_is_left()
    {
        Skipped("cannot be read", Taken(Wrote, evidence: Read(Ana(Contact), Seen(Lead, ("Email", "ana@acme.test")))));
        Skipped("cannot be read", Taken(Wrote, evidence: Read(Seen(Contact, ("email", "ana@acme.test")), Ana(Lead))));
        Skipped("not there any more", Taken(Wrote, evidence: Read(Ana(Contact), Ana(Lead) with { Life = new Life(LifeState.Deleted) })));
        Skipped("not there any more", Taken(Wrote, evidence: Read(Ana(Contact) with { Life = new Life(LifeState.Deleted) }, Ana(Lead))));
        Skipped("is not known", Taken(new UndoPlan([Title with { Before = FieldValue.Missing }], [], [])));
        Skipped("converted or merged", Taken(new UndoPlan([Title with { Record = Lead with { Id = "2" } }], [], [])));
        Skipped("no longer names", Taken(new UndoPlan([Title with { Field = "Phone" }], [], [])));
        Skipped("no longer names", Taken(new UndoPlan([new WrittenField(Lead with { Object = "Contact" }, "Company", FieldValue.Blank, FieldValue.Of("Acme"))], [], []))); // A lead's row alone.
    }

    [Fact]
    public void Consent_is_never_taken_back()
    {
        var mapping = World(Row("jobtitle", "Title") with { IsConsent = true });
        Skipped("consent", Undo.Decide(Linked, mapping, Wrote, Read(Ana(Contact), Ana(Lead)), "run-12", true, Limits, Now));
    }

    [Theory]
    [InlineData(PairStatus.Superseded, "superseded")]
    [InlineData(PairStatus.Tombstone, "tombstone")]
    public void Of_a_pair_that_ended_nothing_is_taken_back(PairStatus status, string why)
    {
        var step = Taken(new UndoPlan([Title], [Contact], []), Linked with { Status = status }, deletes: true);
        Assert.All(step.Lines, line => Assert.Equal((UndoOutcome.Skipped, true), (line.Outcome, line.Reason.Contains(why))));
        Assert.Equal(2, step.Lines.Length);
    }

    [Fact]
    public void While_a_write_is_under_way_nothing_is_taken_back()
    {
        foreach (var system in Enum.GetValues<SystemName>())
            Assert.Contains("under way", Assert.Single(Taken(Wrote, Linked.WithIntent(system, TitleWrite)).Lines).Reason);
    }

    [Fact]
    public void A_record_that_the_run_made_is_deleted_on_request_with_all_that_was_written_to_it()
    {
        var step = Taken(Made, deletes: true);
        Assert.Equal([new UndoLine(Lead, null, UndoOutcome.Deleted, "")], step.Lines);
        Assert.Equal((IntentKind.Delete, Lead, "CTO"), (step.Pair.IntoSalesforce!.Kind, step.Pair.IntoSalesforce.Target!.Value, step.Pair.IntoSalesforce.Prior["Title"].Text));
        Skipped("--delete-created", Taken(Made));
    }

    [Fact]
    public void A_record_that_somebody_worked_on_since_stays()
    {
        Skipped("somebody changed", Taken(Made, evidence: Read(Ana(Contact), Ana(Lead, "CFO")), deletes: true));
        Skipped("converted or merged", Taken(new UndoPlan([], [Lead with { Id = "2" }], []), deletes: true));
        Skipped("not there any more", Taken(Made, evidence: Read(Ana(Contact), null), deletes: true));
        Skipped("somebody changed", Taken(new UndoPlan([], [Contact], []), evidence: Read(Ana(Contact, "CFO"), Ana(Lead)), deletes: true));
        var unknown = Linked with { Fields = Linked.Fields.Clear() }; // No base, no edit.
        Assert.Equal(UndoOutcome.Deleted, Taken(Made, unknown, Read(Ana(Contact), Ana(Lead, "CFO")), deletes: true).Lines.Single().Outcome);
        Assert.Equal(UndoOutcome.Deleted, Taken(Made, evidence: Read(Ana(Contact), Seen(Lead, ("Email", "ana@acme.test"))), deletes: true).Lines.Single().Outcome);
    }

    [Fact]
    public void A_deletion_is_not_taken_back() => Skipped("recycle bin", Taken(new UndoPlan([], [], [Lead])));

    [Fact]
    public void A_plan_takes_each_field_from_before_the_first_write_to_after_the_last()
    {
        var plan = UndoPlan.Of([
            Line(JournalKind.Written, "Title", "A", "B"),
            Line(JournalKind.Held, "Title", "x", "y"),
            Line(JournalKind.StoredDifferently, "Company", "1", "2"),
            Line(JournalKind.Raced, "Title", "B", "C"),
            Line(JournalKind.Refused, "Title", "C", "D"),
            Line(JournalKind.Written, "Title", "1", "2") with { Record = Contact },
            Line(JournalKind.Written, "Title", "lost", "lost") with { Record = null },
            Line(JournalKind.Created, null, null, null), Line(JournalKind.Created, null, null, null),
            Line(JournalKind.Deleted, null, null, null) with { Record = Contact }]);
        Assert.Equal(
            [new WrittenField(Lead, "Title", FieldValue.Of("A"), FieldValue.Of("C")), new WrittenField(Lead, "Company", FieldValue.Of("1"), FieldValue.Of("2")), new WrittenField(Contact, "Title", FieldValue.Of("1"), FieldValue.Of("2"))],
            plan.Fields);
        Assert.Equal([Lead], plan.Created);
        Assert.Equal([Contact], plan.Deleted);
    }

    private static JournalEntry Line(JournalKind kind, string? field, string? before, string? after) => new()
    {
        At = Now,
        PairId = Id,
        Kind = kind,
        Record = Lead,
        Field = field,
        Before = FieldValue.Of(before),
        After = FieldValue.Of(after),
        Rule = "test",
        Cause = "test",
    };

    private static Mapping World(FieldMapping title) => Persons with { Fields = [Persons.Match, title] };

    private static UndoStep Taken(UndoPlan plan, Pair? pair = null, Evidence? evidence = null, bool deletes = false) =>
        Undo.Decide(pair ?? Linked, Persons, plan, evidence ?? Read(Ana(Contact), Ana(Lead)), "run-12", deletes, Limits, Now);

    private static void Skipped(string why, UndoStep step)
    {
        var line = Assert.Single(step.Lines);
        Assert.Equal(UndoOutcome.Skipped, line.Outcome);
        Assert.Contains(why, line.Reason);
        Assert.Equal((null, null), (step.Pair.IntoHubSpot, step.Pair.IntoSalesforce));
    }
}
