using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Sandbox.Control;
using static Integration.HubSpot.Tests.ServedPortal;
using Fault = Integration.Sandbox.Control.Fault;

namespace Integration.HubSpot.Tests.Writes;

public sealed class RecordWriterTests : IAsyncLifetime
{
    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task An_update_is_done_and_comes_with_what_HubSpot_stored_of_it()
    {
        var ana = portal.Has(("email", "ana@quint.test"), ("firstname", "Ana"));

        var outcome = await portal.WriteAsync(Update(ana, ("email", "ANA@Other.test"), ("jobtitle", "CTO"), ("firstname", null)));

        Assert.Equal((WriteResult.Done, ana, null), (outcome.Result, outcome.Key, outcome.Fault));
        Assert.Equal("ana@other.test", outcome.Stored!.Values["email"].Text);
        Assert.Equal("CTO", outcome.Stored.Values["jobtitle"].Text);
        Assert.True(outcome.Stored.Values["firstname"].IsBlank);
        Assert.True(outcome.Stored.ChangedByUs);
        Assert.True(outcome.Stored.Version > 0);
        Assert.Null(portal.Value(ana, "firstname"));
    }

    [Fact]
    public async Task What_the_answer_of_an_update_does_not_show_is_unread_not_blank()
    {
        var outcome = await portal.WriteAsync(Update(portal.Has(("email", "ana@quint.test"), ("phone", "1")), ("jobtitle", "CTO")));

        Assert.True(outcome.Stored!.Values["phone"].IsMissing);
    }

    [Fact]
    public async Task A_backward_lifecycle_stage_is_done_and_shows_the_stage_that_stayed()
    {
        var ana = portal.Has(("email", "ana@quint.test"), ("lifecyclestage", "customer"));

        var outcome = await portal.WriteAsync(Update(ana, ("lifecyclestage", "lead")));

        Assert.Equal((WriteResult.Done, "customer"), (outcome.Result, outcome.Stored?.Values["lifecyclestage"].Text));
    }

    [Fact]
    public async Task A_create_goes_by_our_key_and_repeating_it_makes_no_second()
    {
        var pair = Next();
        var first = await portal.WriteAsync(Create(pair, ("email", "ana@quint.test"), ("firstname", "Ana")));
        var again = await portal.WriteAsync(Create(pair, ("email", "ana@quint.test"), ("firstname", "Ana")));

        Assert.Equal((WriteResult.Done, WriteResult.Done), (first.Result, again.Result));
        Assert.Equal(first.Key, again.Key);
        Assert.Equal((pair, "Ana"), (first.Stored?.PairKey, first.Stored?.Values["firstname"].Text));
        Assert.Single(portal.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_unknown_and_is_found_by_its_key()
    {
        var pair = Next();
        portal.Faults(new Fault { On = "*/batch/upsert", Do = FaultKind.DropAnswer, Times = 1 });

        var lost = await portal.WriteAsync(Create(pair, ("email", "ana@quint.test")));
        var found = await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["contacts"], "email", [new Find(1, FindKind.ByPairKey, pair.ToString())], Selection("email")), default);

        Assert.Equal((WriteResult.Unknown, "CONNECTION_LOST", null), (lost.Result, lost.Fault?.Code, lost.Key));
        Assert.Equal("ana@quint.test", Assert.Single(found.Outcomes[0].Found).Values["email"].Text);
        Assert.Single(portal.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_mail_address_held_by_another_names_its_holder()
    {
        var holder = portal.Has(("email", "taken@quint.test"));
        var ana = portal.Has(("email", "ana@quint.test"));

        var update = await portal.WriteAsync(Update(ana, ("email", "taken@quint.test"), ("jobtitle", "CTO")));
        var create = await portal.WriteAsync(Create(Next(), ("email", "taken@quint.test")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "email", holder), (update.Result, update.Fault!.Class, update.Fault.Field, update.Fault.Holder));
        // A create without its address would be a second record of the same person.
        Assert.Equal((WriteResult.Rejected, FaultClass.Record, holder), (create.Result, create.Fault!.Class, create.Fault.Holder));
        Assert.Null(portal.Value(ana, "jobtitle"));
    }

    [Fact]
    public async Task A_secondary_address_names_its_holder_too()
    {
        var survivor = portal.Merges(portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));

        Assert.Equal(survivor, (await portal.WriteAsync(Create(Next(), ("email", "b@b.test")))).Fault?.Holder);
    }

    [Theory]
    [InlineData("hs_lead_status", "NO_SUCH_OPTION", "INVALID_OPTION", FaultClass.Field)]
    [InlineData("email", "not-an-address", "INVALID_EMAIL", FaultClass.Field)]
    [InlineData("no_such_property", "x", "PROPERTY_DOESNT_EXIST", FaultClass.Field)]
    [InlineData("num_notes", "3", "READ_ONLY_VALUE", FaultClass.Field)]
    public async Task A_refused_field_is_named_and_its_value_is_not_told(string property, string value, string code, FaultClass faultClass)
    {
        var outcome = await portal.WriteAsync(Update(portal.Has(("email", "ana@quint.test")), (property, value)));

        Assert.Equal((WriteResult.Rejected, code, faultClass, property), (outcome.Result, outcome.Fault?.Code, outcome.Fault?.Class, outcome.Fault?.Field));
        if (value.Length > 1) Assert.DoesNotContain(value, outcome.Fault!.Reason + outcome.Fault.Mend);
    }

    [Fact]
    public async Task A_rejected_record_never_blocks_its_batch()
    {
        var keys = Enumerable.Range(0, 100).Select(number => portal.Has(("email", $"p{number}@x.test"))).ToList();
        portal.Deletes(keys[7]);
        var writes = keys.Select((key, number) => Update(key, number == 42 ? ("hs_lead_status", "NOPE") : ("jobtitle", $"J{number}"))).ToList();
        var before = await portal.CallsOfAsync("batch");

        var outcomes = (await portal.WriteAsync(writes)).ToDictionary(outcome => outcome.IntentId);

        Assert.Equal(100, outcomes.Count);
        Assert.Equal("INVALID_OPTION", outcomes[writes[42].Intent.Id].Fault?.Code);
        Assert.Equal(FaultClass.Identity, outcomes[writes[7].Intent.Id].Fault?.Class);
        foreach (var (write, number) in writes.Select((write, number) => (write, number)).Where(each => each.number is not (7 or 42)))
        {
            Assert.Equal((WriteResult.Done, write.Intent.Target, $"J{number}"), (outcomes[write.Intent.Id].Result, outcomes[write.Intent.Id].Key, outcomes[write.Intent.Id].Stored?.Values["jobtitle"].Text));
        }
        Assert.Equal(1, await portal.CallsOfAsync("batch") - before);
    }

    [Fact]
    public async Task A_merged_record_is_an_identity_fault()
    {
        var loser = portal.Has(("email", "a@a.test"));
        portal.Merges(loser, portal.Has(("email", "b@b.test")));

        var outcome = await portal.WriteAsync(Update(loser, ("jobtitle", "CTO")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Identity), (outcome.Result, outcome.Fault?.Class));
    }

    [Fact]
    public async Task A_thousand_updates_cost_ten_calls_and_nothing_is_read_back()
    {
        var keys = portal.Portal.Seed("contacts", [.. Enumerable.Range(0, 1000).Select(number => new Dictionary<string, string?> { ["email"] = $"p{number}@x.test" })])["ids"]!.AsArray()
            .Select(id => Key(long.Parse(id!.GetValue<string>()))).ToList();
        portal.Calls.Clear();

        var outcomes = await portal.WriteAsync([.. keys.Select(key => Update(key, ("jobtitle", "CTO")))]);

        Assert.All(outcomes, outcome => Assert.Equal((WriteResult.Done, "CTO"), (outcome.Result, outcome.Stored?.Values["jobtitle"].Text)));
        Assert.Equal(10, await portal.CallsOfAsync(""));
    }

    [Theory]
    // what every call meets                 how it ends             code        written?
    [InlineData(FaultKind.Lock, WriteResult.NotApplied, "HTTP_423", false)]
    [InlineData(FaultKind.Unauthorized, WriteResult.NotApplied, "EXPIRED_AUTHENTICATION", false)]
    [InlineData(FaultKind.ServerError, WriteResult.Unknown, "HTTP_500", false)]
    [InlineData(FaultKind.Unavailable, WriteResult.Unknown, "HTTP_503", false)]
    [InlineData(FaultKind.ServerErrorAfterCommit, WriteResult.Unknown, "HTTP_500", true)]
    [InlineData(FaultKind.DropAnswer, WriteResult.Unknown, "CONNECTION_LOST", true)]
    [InlineData(FaultKind.HalfJson, WriteResult.Unknown, "TRUNCATED", true)]
    [InlineData(FaultKind.Html, WriteResult.Unknown, "NOT_JSON", false)]
    [InlineData(FaultKind.WrongType, WriteResult.Unknown, "WRONG_SHAPE", false)]
    public async Task Whatever_happens_on_the_way_the_outcome_is_honest_and_nothing_is_sent_twice(FaultKind kind, WriteResult result, string code, bool isWritten)
    {
        await using var once = await StartAsync(worker: options => options with { CallTimeout = TimeSpan.FromSeconds(2) });
        var ana = once.Has(("email", "ana@quint.test"));
        once.Faults(new Fault { On = "*/batch/update", Do = kind });

        var outcome = await once.WriteAsync(Update(ana, ("jobtitle", "CTO")));

        Assert.Equal((result, code), (outcome.Result, outcome.Fault?.Code));
        Assert.Equal(isWritten ? "CTO" : null, once.Value(ana, "jobtitle"));
        if (result == WriteResult.Unknown) Assert.Equal(1, await once.CallsOfAsync("batch/update"));
    }

    [Fact]
    public async Task A_lock_that_passes_is_waited_out()
    {
        var ana = portal.Has(("email", "ana@quint.test"));
        portal.Faults(new Fault { On = "*/batch/update", Do = FaultKind.Lock, Times = 1 });

        Assert.Equal(WriteResult.Done, (await portal.WriteAsync(Update(ana, ("jobtitle", "CTO")))).Result);
    }

    [Fact]
    public async Task A_write_that_is_not_answered_in_time_is_unknown()
    {
        await using var slow = await StartAsync(worker: options => options with { CallTimeout = TimeSpan.FromSeconds(1) });
        var ana = slow.Has(("email", "ana@quint.test"));
        slow.Faults(new Fault { On = "*/batch/update", Do = FaultKind.Delay, DelayMs = 3000 });

        var outcome = await slow.WriteAsync(Update(ana, ("jobtitle", "CTO")));

        Assert.Equal((WriteResult.Unknown, "TIMEOUT"), (outcome.Result, outcome.Fault?.Code));
    }

    [Fact]
    public async Task Without_the_key_property_no_create_is_sent_at_all()
    {
        await using var bare = await StartAsync(isSetUp: false);

        var outcome = await bare.WriteAsync(Create(Next(), ("email", "ana@quint.test")));

        Assert.Equal((WriteResult.NotApplied, "KEY_PROPERTY_MISSING"), (outcome.Result, outcome.Fault?.Code));
        Assert.Empty(bare.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_missing_right_stops_the_side_and_names_the_scope()
    {
        var ana = portal.Has(("email", "ana@quint.test"));
        portal.Portal.Options = portal.Portal.Options with { Scopes = ["crm.objects.contacts.read"] };

        var outcome = await portal.WriteAsync(Update(ana, ("jobtitle", "CTO")));

        Assert.Equal((WriteResult.NotApplied, FaultClass.Side, "MISSING_SCOPES"), (outcome.Result, outcome.Fault?.Class, outcome.Fault?.Code));
        Assert.Contains("crm.objects.contacts.write", outcome.Fault!.Reason);
    }

    [Fact]
    public async Task A_required_property_of_an_admin_rule_holds_the_record_and_2026_03_passes()
    {
        Sandbox.HubSpot.HubSpotPortalOptions Rule(Sandbox.HubSpot.HubSpotPortalOptions options) =>
            options with { RequiredOnCreate = new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = ["lastname"] } };
        await using var strict = await StartAsync(Rule);
        await using var lenient = await StartAsync(Rule, options => options with { ApiVersion = HubSpotApiVersion.V2026_03 });

        var refused = await strict.WriteAsync(Create(Next(), ("email", "ana@quint.test")));
        var made = await lenient.WriteAsync(Create(Next(), ("email", "ana@quint.test")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Record), (refused.Result, refused.Fault?.Class));
        Assert.Contains("required", refused.Fault!.Reason);
        Assert.Equal(WriteResult.Done, made.Result);
    }

    [Fact]
    public async Task A_delete_archives_and_repeating_it_does_no_harm()
    {
        var ana = portal.Has(("email", "ana@quint.test"));

        var first = await portal.WriteAsync(Delete(ana));
        var again = await portal.WriteAsync(Delete(ana));

        Assert.Equal((WriteResult.Done, LifeState.Deleted), (first.Result, first.Stored?.Life.State));
        Assert.Equal(WriteResult.Done, again.Result);
        Assert.Equal(LifeState.Deleted, (await portal.ReadAsync(ana)).Seen!.Life.State);
    }

    [Fact]
    public async Task A_target_that_is_no_record_is_refused_unsent()
    {
        var outcome = await portal.WriteAsync(Update(new RecordKey(SystemName.HubSpot, "contacts", "abc"), ("jobtitle", "x")));

        Assert.Equal((WriteResult.Rejected, "MALFORMED_ID"), (outcome.Result, outcome.Fault?.Code));
    }

    [Fact]
    public async Task A_spent_allowance_sends_nothing_and_says_when_it_goes_on()
    {
        await using var poor = await StartAsync(worker: options => options with { DailyCalls = Connectors.Quotas.Allowance.Calls(20) });
        var ana = poor.Has(("email", "ana@quint.test"));
        for (var call = 0; call < 30; call++) await poor.ReadAsync(ana);
        var before = await poor.CallsOfAsync("");

        var normal = await poor.WriteAsync(Update(ana, ("jobtitle", "CTO")));
        var hot = Assert.Single(await poor.WriteAsync([Update(ana, ("jobtitle", "CEO"))], Lane.Hot));

        Assert.Equal((WriteResult.NotApplied, "ALLOWANCE_KEPT"), (normal.Result, normal.Fault?.Code));
        Assert.True(normal.Fault!.RetryAfter > TimeSpan.Zero);
        Assert.Equal(WriteResult.Done, hot.Result);
        Assert.Equal(before + 1, await poor.CallsOfAsync(""));
    }
}
