using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Sandbox.Control;
using static Integration.HubSpot.Tests.ServedPortal;
using Fault = Integration.Sandbox.Control.Fault;

namespace Integration.HubSpot.Tests.Writes;

/// <summary>Notes and tasks are made once, about a contact, under their ask's key.</summary>
public sealed class ActivityTests : IAsyncLifetime
{
    private static readonly WatchedObject[] Made = [.. Watched, new("notes", [], "") { IsSighted = true }, new("tasks", [], "") { IsSighted = true }];
    private ServedPortal portal = null!;
    private RecordKey ana;

    public async ValueTask InitializeAsync()
    {
        portal = await StartAsync();
        await portal.Worker.Setup.ApplyAsync(Made, default);
        ana = portal.Has(("email", "ana@quint.test"), ("lifecyclestage", "customer"));
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData("notes", "hs_note_body", 202)]
    [InlineData("tasks", "hs_task_subject", 204)]
    public async Task An_activity_is_made_about_its_contact_from_its_first_moment(string objectName, string property, int type)
    {
        var outcome = await portal.WriteAsync(Activity(objectName, ana, Next(), (property, "Accepted by sales")));

        Assert.Equal((WriteResult.Done, objectName, null), (outcome.Result, outcome.Key?.Object, outcome.Fault));
        var links = (await portal.Worker.Client.ReadLinksAsync(Lane.Normal, objectName, "contacts", [(outcome.Key!.Value.Id, null)], default)).Value!;
        var link = Assert.Single(Assert.Single(links.Results).To);
        Assert.Equal((ana.Id, type), (link.ToObjectId, Assert.Single(link.AssociationTypes).TypeId));
        Assert.Equal(1, await portal.CallsOfAsync("batch/create"));
    }

    [Fact]
    public async Task The_same_ask_sent_again_makes_no_second_note()
    {
        var ask = Next();
        var first = await portal.WriteAsync(Activity("notes", ana, ask, ("hs_note_body", "Accepted")));
        var again = await portal.WriteAsync(Activity("notes", ana, ask, ("hs_note_body", "Accepted")));
        Assert.Equal((WriteResult.Done, first.Key), (again.Result, again.Key));
    }

    [Fact]
    public async Task A_note_whose_answer_was_lost_is_found_by_its_ask()
    {
        var ask = Next();
        portal.Faults(new Fault { On = "*/batch/create", Do = FaultKind.DropAnswer, Times = 1 });
        var lost = await portal.WriteAsync(Activity("notes", ana, ask, ("hs_note_body", "Accepted")));
        Assert.Equal(WriteResult.Unknown, lost.Result);

        var found = Assert.Single((await portal.Connector.FindAsync(
            new FindRequest(Lane.Hot, ["notes"], "", [new Find(0, FindKind.ByPairKey, ask.ToString("D"))], Selection()), default)).Outcomes);
        Assert.Null(found.Fault);
        Assert.Equal("notes", Assert.Single(found.Found).Key.Object);
    }

    [Fact]
    public async Task Several_notes_go_in_one_call_and_one_bad_one_alone_is_refused()
    {
        var outcomes = await portal.WriteAsync([
            Activity("notes", ana, Next(), ("hs_note_body", "one")),
            Activity("notes", ana, Next(), ("no_such_property", "x")),
            Activity("notes", ana, Next(), ("hs_note_body", "two")),
        ]);
        Assert.Equal([WriteResult.Done, WriteResult.Rejected, WriteResult.Done], outcomes.Select(outcome => outcome.Result));
    }

    [Theory]
    [InlineData("calls")]
    [InlineData("contacts")]
    public async Task Something_else_than_a_note_or_a_task_is_refused_by_name(string objectName)
    {
        var outcome = await portal.WriteAsync(Activity(objectName, ana, Next(), ("x", "y")));
        Assert.Equal((WriteResult.Rejected, "NO_SUCH_ACTIVITY"), (outcome.Result, outcome.Fault!.Code));
    }

    [Fact]
    public async Task A_stage_goes_backwards_where_an_ask_wants_it_and_the_other_fields_with_it()
    {
        var outcome = await portal.WriteAsync(Asked(ana, ("lifecyclestage", "lead"), ("jobtitle", "CTO")));

        Assert.Equal(WriteResult.Done, outcome.Result);
        Assert.Equal(("lead", "CTO"), (outcome.Stored!.Values["lifecyclestage"].Text, outcome.Stored.Values["jobtitle"].Text));
        Assert.Equal(("lead", "CTO"), (portal.Value(ana, "lifecyclestage"), portal.Value(ana, "jobtitle")));
    }

    [Fact]
    public async Task A_stage_that_goes_forward_takes_one_call()
    {
        var ben = portal.Has(("email", "ben@quint.test"), ("lifecyclestage", "lead"));
        await portal.WriteAsync(Asked(ben, ("lifecyclestage", "opportunity")));
        Assert.Equal("opportunity", portal.Value(ben, "lifecyclestage"));
        Assert.Equal(1, await portal.CallsOfAsync("contacts/batch/update"));
    }

    [Fact]
    public async Task A_stage_that_was_cleared_and_not_set_is_unknown_and_the_next_try_sets_it()
    {
        portal.Faults(new Fault { On = "*/batch/update", Do = FaultKind.Lock, After = 2, Times = 20 });
        var outcome = await portal.WriteAsync(Asked(ana, ("lifecyclestage", "lead")));
        Assert.Equal(WriteResult.Unknown, outcome.Result);
        Assert.Null(portal.Value(ana, "lifecyclestage"));

        portal.Faults();
        Assert.Equal("lead", (await portal.WriteAsync(Asked(ana, ("lifecyclestage", "lead")))).Stored!.Values["lifecyclestage"].Text);
    }

    private static RecordWrite Activity(string objectName, RecordKey person, Guid ask, params (string, string?)[] values) => new(ask, Of(IntentKind.Activity, objectName, person, ask, values));

    private static RecordWrite Asked(RecordKey key, params (string, string?)[] values) => new(Next(), Of(IntentKind.Update, "contacts", key, Next(), values));

    private static Intent Of(IntentKind kind, string objectName, RecordKey target, Guid ask, (string, string?)[] values) => new()
    {
        Id = Next(),
        System = SystemName.HubSpot,
        Kind = kind,
        Object = objectName,
        Target = target,
        Values = FieldValues.Of(values),
        Asks = [ask],
        SentAt = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
        NotBefore = default,
    };
}
