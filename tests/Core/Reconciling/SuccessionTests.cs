using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

public sealed class SuccessionTests
{
    private static readonly RecordKey Heir = new(SystemName.Salesforce, "Contact", "5");

    [Theory]
    // the heir's title, the base that the field keeps
    [InlineData("CTO", "CTO")]
    [InlineData(" CTO ", " CTO ")] // The same meaning, in the heir's own writing.
    [InlineData("CFO", "CTO")] // Its own value is a change.
    [InlineData(null, "(missing)")] // It never had one: to be filled, not a clear.
    [InlineData("(missing)", "CTO")]
    public void Under_the_heir_a_field_keeps_the_base_that_lets_no_edit_be_lost(string? title, string basis)
    {
        var heir = Ana(Heir, title == "(missing)" ? null : title);
        if (title == "(missing)") heir = heir with { Values = heir.Values.With("Title", FieldValue.Missing) };
        var settled = Settled(Linked, Converted(heir) with { HubSpot = Ana(Contact, "CIO") });
        Assert.Equal((Heir, Now), (settled.Pair.Salesforce.Ref, settled.DueAt));
        Assert.Equal(("CTO", basis), (settled.Pair.Field("jobtitle").BaseHubSpot.Text, settled.Pair.Field("jobtitle").BaseSalesforce.ToString()));
        Assert.Equal([Lead], settled.Aliases);
        Assert.Contains(Lead.ToString(), settled.Wakes);
    }

    /// <summary>Found by the simulator (seed 16263374): a converted lead refuses every write, and its contact stood held for that.</summary>
    [Fact]
    public void What_the_lead_refused_is_not_held_against_its_contact()
    {
        var rejected = Linked with { Status = PairStatus.Held, Hold = HoldCodes.Hold(HoldCodes.Rejected, "cause") with { RetryAt = Now.AddMinutes(5) } };
        var settled = Settled(rejected, Converted(Ana(Heir)));
        Assert.Equal((PairStatus.Active, null, Now), (settled.Pair.Status, settled.Pair.Hold, settled.DueAt));
    }

    [Fact]
    public void So_it_is_in_HubSpot()
    {
        var survivor = Contact with { Id = "9" };
        var evidence = Read(Ana(Contact) with { Life = new Life(LifeState.Merged, survivor), Values = FieldValues.None }, Ana(Lead, "CIO")) with { Successor = Ana(survivor, null) };
        var state = Settled(Linked, evidence).Pair.Field("jobtitle");
        Assert.Equal((true, "CTO"), (state.BaseHubSpot.IsMissing, state.BaseSalesforce.Text));
    }

    [Theory]
    [InlineData(null, false, false, false)]
    [InlineData(1, false, false, false)] // Ours already.
    [InlineData(2, true, true, false)]
    [InlineData(2, false, false, true)]
    public void A_half_pair_that_has_the_heir_is_absorbed_and_a_whole_one_goes_on_with_it(int? owner, bool half, bool absorbs, bool yields)
    {
        var settled = Settled(Linked, Converted(Ana(Heir)) with { SuccessorOwner = owner is { } number ? Numbered(number) : null, SuccessorOwnerGivesWay = half });
        Assert.Equal(absorbs ? [Numbered(2)] : [], settled.Absorbs);
        // Whoever is held as a sibling of the lead has none any more, whichever pair goes on.
        Assert.Contains(Lead.ToString(), settled.Wakes);
        Assert.Equal(yields ? (PairStatus.Superseded, Numbered(2)) : (PairStatus.Active, (Guid?)null), (settled.Pair.Status, settled.Pair.SupersededBy));
    }

    [Theory]
    [InlineData(SystemName.HubSpot, true, false, true)]
    [InlineData(SystemName.HubSpot, false, true, false)]
    [InlineData(SystemName.Salesforce, true, false, false)]
    [InlineData(SystemName.Salesforce, false, true, true)]
    public void A_deletion_is_carried_over_as_that_systems_rule_says(SystemName deleted, bool fromHubSpot, bool fromSalesforce, bool carried)
    {
        var mapping = Persons with
        {
            DeleteFromHubSpot = fromHubSpot ? DeleteRule.Propagate : DeleteRule.Unlink,
            DeleteFromSalesforce = fromSalesforce ? DeleteRule.Propagate : DeleteRule.Unlink,
        };
        var decision = Decide(Linked, Gone(deleted), mapping: mapping);
        if (!carried) { Assert.Equal(PairStatus.Tombstone, Assert.IsType<Decision.Settle>(decision).Pair.Status); return; }
        var other = deleted.Other();
        var intent = Assert.IsType<Decision.Write>(decision).Pair.Into(other)!;
        Assert.Equal((Numbered(other == SystemName.HubSpot ? 101 : 102), IntentKind.Delete, Linked.Of(other).Ref, Now, Now + Limits.SettleTime), (intent.Id, intent.Kind, intent.Target, intent.SentAt, intent.NotBefore));
        Assert.Null(((Decision.Write)decision).Pair.Into(deleted));
    }

    [Theory]
    [InlineData("CEO", false)]
    [InlineData("CTO", true)]
    [InlineData("(missing)", true)] // What is not shown is no edit.
    public void An_edit_since_beats_a_deletion(string title, bool carried)
    {
        var survivor = Ana(Lead, title) with { Values = title == "(missing)" ? Ana(Lead).Values.With("Title", FieldValue.Missing) : Ana(Lead, title).Values };
        var decision = Decide(Linked, Gone(SystemName.HubSpot) with { Salesforce = survivor }, mapping: Persons with { DeleteFromHubSpot = DeleteRule.Propagate });
        if (carried) Assert.IsType<Decision.Write>(decision);
        else Assert.Equal(HoldCodes.EditBeatsDelete, Assert.IsType<Decision.Settle>(decision).Pair.Hold!.Code);
    }

    [Fact]
    public void A_pair_is_closed_with_one_line_and_wakes_who_waits_on_its_record()
    {
        var closed = Settled(Linked, Gone(SystemName.Salesforce));
        Assert.Equal((PairStatus.Tombstone, new Deletion(SystemName.Salesforce, Now), JournalKind.Linked), (closed.Pair.Status, closed.Pair.Deletion, closed.Journal.Single().Kind));
        Assert.Contains(Lead.ToString(), closed.Wakes);
        var again = Settled(closed.Pair, Gone(SystemName.Salesforce), Now.AddDays(1));
        Assert.Equal((PairStatus.Tombstone, new Deletion(SystemName.Salesforce, Now)), (again.Pair.Status, again.Pair.Deletion));
        Assert.Empty(again.Journal);
    }

    /// <summary>Found by the simulator of references (seed 985941): who was held as a sibling of an Account slept on when its company was deleted in the same minute.</summary>
    [Fact]
    public void Deleted_on_both_sides_it_wakes_who_waits_on_either()
    {
        var gone = Ana(Lead) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None };
        Assert.Subset(Settled(Linked, Gone(SystemName.HubSpot) with { Salesforce = gone }).Wakes.ToHashSet(), new HashSet<string> { Contact.ToString(), Lead.ToString() });
    }

    [Fact]
    public void A_closed_pair_goes_on_only_when_both_its_records_are_back()
    {
        var closed = Settled(Linked, Gone(SystemName.Salesforce)).Pair;
        var back = Settled(closed, Read(Ana(Contact), Ana(Lead)));
        Assert.Equal((PairStatus.Active, null), (back.Pair.Status, back.Pair.Deletion));
        Assert.Equal(PairStatus.Tombstone, Settled(closed, Gone(SystemName.Salesforce)).Pair.Status);
        Assert.Equal(PairStatus.Tombstone, Settled(closed, Gone(SystemName.HubSpot)).Pair.Status);
    }

    [Theory]
    [InlineData(LifeState.Unknown)]
    [InlineData(LifeState.Merged)] // Into what we may not see.
    [InlineData(LifeState.Converted)]
    public void What_is_not_proven_deleted_is_waited_for_a_day_at_a_time(LifeState state)
    {
        var settled = Settled(Linked, Read(Ana(Contact), Ana(Lead) with { Life = new Life(state), Values = FieldValues.None }));
        Assert.Equal((HoldCodes.Unreachable, Now + Limits.HoldRetry), (settled.Pair.Hold!.Code, settled.DueAt));
    }

    private static Evidence Converted(Observation heir) =>
        Read(Ana(Contact), Ana(Lead) with { Life = new Life(LifeState.Converted, Heir), Values = FieldValues.None }) with { Successor = heir };

    private static Evidence Gone(SystemName system) => system == SystemName.HubSpot
        ? Read(Ana(Contact) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None }, Ana(Lead))
        : Read(Ana(Contact), Ana(Lead) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None });

    /// <summary>Found by the simulator (seeds 16256163, 16257890): the address of the contact that was gone stayed taken for whoever waited for it.</summary>
    [Fact]
    public void Who_waits_for_a_record_is_told_that_it_is_gone_or_moved_though_its_deletion_is_not_carried_over()
    {
        var mapping = Persons with { DeleteFromHubSpot = DeleteRule.Propagate };
        var gone = Seen(Contact) with { Life = new Life(LifeState.Deleted) };
        var edited = Settled(Linked with { MappingVersion = mapping.Version }, Read(gone, Moved), mapping: mapping);
        Assert.Equal((HoldCodes.EditBeatsDelete, LifeState.Deleted), (edited.Pair.Hold!.Code, edited.Pair.HubSpot.Seen!.Life.State));
        Assert.Equal([Contact.ToString(), Lead.ToString()], edited.Wakes);
    }

    /// <summary>Found by the simulator of references (seed 5002): a contact that was held for its counterpart's deletion was listed as waiting for a company that was linked.</summary>
    [Fact]
    public void A_pair_that_is_held_for_a_deletion_holds_no_field_beside()
    {
        var mapping = Persons with { DeleteFromHubSpot = DeleteRule.Propagate };
        var waiting = Linked with { MappingVersion = mapping.Version, Fields = Linked.Fields.SetItem("company", Linked.Field("company") with { Hold = HoldCodes.Hold(HoldCodes.FieldRejected, "x") }) };
        var held = Settled(waiting, Read(Seen(Contact) with { Life = new Life(LifeState.Deleted) }, Ana(Lead, "CEO")), mapping: mapping).Pair;
        Assert.Equal((HoldCodes.EditBeatsDelete, null, "Acme"), (held.Hold!.Code, held.Field("company").Hold, held.Field("company").BaseHubSpot.Text));
    }

    /// <summary>Found by the simulator (wider seed 50000490): two that were held so and waited for each other's address woke each other for ever.</summary>
    [Fact]
    public void Whose_deletion_is_not_carried_over_wakes_the_others_when_something_moves_and_not_at_every_look()
    {
        var mapping = Persons with { DeleteFromHubSpot = DeleteRule.Propagate };
        Decision.Settle Again(Pair pair, Observation survivor) => Settled(pair, Read(Seen(Contact) with { Life = new Life(LifeState.Deleted) }, survivor), mapping: mapping);
        var first = Again(Linked with { MappingVersion = mapping.Version }, Ana(Lead, "CEO"));
        var second = Again(first.Pair, Ana(Lead, "CEO"));
        Assert.Equal([Contact.ToString()], first.Wakes);
        Assert.Empty(second.Wakes);
        Assert.Equal([Lead.ToString()], Again(second.Pair, Moved).Wakes);
    }

    private static Observation Moved => Ana(Lead, "CEO") with { Values = Ana(Lead, "CEO").Values.With("Email", FieldValue.Of("moved@acme.test")) };
}
