using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task The_same_key_of_a_caller_is_the_same_request()
    {
        var first = await Handoffs.ReceiveAsync(GivenHandoffs.Request(1, "k"), default);
        Assert.Equal((true, true, Given.Id(1)), (first.IsNew, first.IsSame, first.Request.Id));

        var again = await Handoffs.ReceiveAsync(GivenHandoffs.Request(1, "k") with { Id = Given.Id(2) }, default);
        Assert.Equal((false, true, Given.Id(1)), (again.IsNew, again.IsSame, again.Request.Id));

        var other = await Handoffs.ReceiveAsync(GivenHandoffs.Request(3, "k"), default);
        Assert.Equal((false, false, Given.Id(1)), (other.IsNew, other.IsSame, other.Request.Id));

        Assert.True((await Handoffs.ReceiveAsync(GivenHandoffs.Request(4, "k", caller: "console"), default)).IsNew);
        Assert.Null(await Handoffs.RequestAsync("workflow", "K", default));
    }

    [Fact]
    public async Task A_request_waits_until_it_is_answered_and_is_answered_once()
    {
        await CleanAsync(1);
        await Handoffs.ReceiveAsync(GivenHandoffs.Request(1, "k") with { Product = "platform" }, default);
        var lease = Assert.Single(await RequestsAsync(at: 0, until: 30));
        Assert.Empty(await RequestsAsync(at: 29, until: 60));

        await StoredAsync(new HandoffCommit { Answers = [new(lease.Request.Id, lease.Epoch, null, null, Given.Later(100))] });
        Assert.Empty(await RequestsAsync(at: 99, until: 110));
        lease = Assert.Single(await RequestsAsync(at: 100, until: 130));
        await StoredAsync(
            GivenHandoffs.Commit(GivenHandoffs.Handoff(7, 1)) with { Answers = [new(lease.Request.Id, lease.Epoch, """{"code":"handed-over"}""", Given.Id(7), null)] }, at: 101);

        Assert.Empty(await RequestsAsync(at: 1000, until: 2000));
        var stored = (await Handoffs.RequestAsync("workflow", "k", default))!;
        Assert.Equal(("""{"code":"handed-over"}""", Given.Id(7), Given.Later(101), "platform"), (stored.Answer, stored.HandoffId, stored.AnsweredAt, stored.Product));
        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(new HandoffCommit { Answers = [new(lease.Request.Id, lease.Epoch, "{}", null, null)] })).Result);
    }

    [Fact]
    public async Task A_request_is_never_left_without_answer_and_without_a_next_look()
    {
        await Handoffs.ReceiveAsync(GivenHandoffs.Request(1, "k"), default);
        var lease = Assert.Single(await RequestsAsync(at: 0, until: 30));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new HandoffCommit { Answers = [new(lease.Request.Id, lease.Epoch, null, null, null)] }));
    }

    [Fact]
    public async Task Signatures_stay_with_the_text_they_were_given_for()
    {
        var agreement = new StoredAgreement("h1", "emea", 3, "version: 3", Given.Noon);
        StoredSignature Signed(string side, double at) => new("h1", side, $"{side}@acme.test", Given.Later(at));
        Assert.False(await Handoffs.SignAsync(Signed("sales", 1), default));
        await Handoffs.AddAgreementAsync(agreement, default);
        await Handoffs.AddAgreementAsync(agreement with { Text = "version: 4" }, default);
        await Handoffs.AddAgreementAsync(agreement with { Hash = "h2", StoredAt = Given.Later(1) }, default);

        Assert.True(await Handoffs.SignAsync(Signed("sales", 1), default));
        Assert.True(await Handoffs.SignAsync(Signed("marketing", 2), default));
        Assert.True(await Handoffs.SignAsync(Signed("sales", 1), default));

        var all = await Handoffs.AgreementsAsync(default);
        Assert.Equal([("h1", "version: 3"), ("h2", "version: 3")], all.Select(found => (found.Hash, found.Text)));
        Assert.Equal([Signed("sales", 1), Signed("marketing", 2)], all[0].Signatures);
        Assert.Empty(all[1].Signatures);
    }

    [Fact]
    public async Task Absences_end_are_replaced_and_removed()
    {
        StoredAbsence Away(int id, string member, double from, double until) => new(Given.Id(id), member, Given.Later(from), Given.Later(until), "");
        await Handoffs.SetAbsenceAsync(Away(1, "rep@sales.test", 10, 20), default);
        await Handoffs.SetAbsenceAsync(Away(2, "lead@sales.test", 5, 30), default);
        await Handoffs.SetAbsenceAsync(Away(1, "rep@sales.test", 10, 25), default);

        Assert.Equal([Away(2, "lead@sales.test", 5, 30), Away(1, "rep@sales.test", 10, 25)], await Handoffs.AbsencesAsync(Given.Later(24), default));
        Assert.Single(await Handoffs.AbsencesAsync(Given.Later(25), default));
        Assert.True(await Handoffs.RemoveAbsenceAsync(Given.Id(2), default));
        Assert.False(await Handoffs.RemoveAbsenceAsync(Given.Id(2), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Handoffs.SetAbsenceAsync(Away(3, "x", 5, 5), default));
    }

    [Fact]
    public async Task The_list_pages_by_id_and_filters()
    {
        foreach (var number in new[] { 1, 2, 3 }) await CleanAsync(number);
        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(1, 1), GivenHandoffs.Handoff(2, 2).Closed(), GivenHandoffs.Handoff(3, 3) with { Owner = "rep" }));
        async Task<IEnumerable<Guid>> Ids(HandoffQuery query) => (await Handoffs.ListAsync(query, default)).Select(handoff => handoff.Id);

        Assert.Equal([Given.Id(1), Given.Id(2)], await Ids(new(null, 2)));
        Assert.Equal([Given.Id(3)], await Ids(new(Given.Id(2), 2)));
        Assert.Equal([Given.Id(2)], await Ids(new(null, 9) { IsOpen = false }));
        Assert.Equal([Given.Id(1), Given.Id(3)], await Ids(new(null, 9) { Stage = "sent" }));
        Assert.Equal([Given.Id(3)], await Ids(new(null, 9) { Stage = "sent", Owner = "rep", IsOpen = true }));
    }

    [Fact]
    public async Task Every_pair_of_a_mapping_stands_somewhere()
    {
        foreach (var number in new[] { 1, 2, 3 }) await CleanAsync(number);
        var lease = (await UnjudgedAsync(max: 1)).Single();
        await StoredAsync(new HandoffCommit { Judged = Verdict(lease, "ready", review: 50) });

        var page = await Handoffs.StandingsAsync("people", null, 2, default);

        Assert.Equal(new Standing(Given.Id(1), PairStatus.Active, Waits: false, "ready", """{"missing":["country"]}""", Given.Later(50)), page[0]);
        Assert.Equal(new Standing(Given.Id(2), PairStatus.Active, Waits: true, null, null, null), page[1]);
        Assert.Equal([Given.Id(3)], (await Handoffs.StandingsAsync("people", page[1].PairId, 2, default)).Select(standing => standing.PairId));
        Assert.Empty(await Handoffs.StandingsAsync("companies", null, 2, default));
    }

    [Fact]
    public async Task The_numbers_are_counted()
    {
        var one = await OpenAsync(1);
        await CleanAsync(2);
        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, 2).Closed("won")));
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync(max: 1)).Single(), review: 10), Timers = [one.Timer("a", 10), one.Timer("b", 20), one.Timer("c", null)] });
        await Handoffs.ReceiveAsync(GivenHandoffs.Request(1, "k"), default);

        var status = await Handoffs.StatusAsync("people", Given.Later(15), default);

        Assert.Equal((1, 1, 1, 1), (status.Unjudged, status.ReviewsDue, status.TimersDue, status.RequestsOpen));
        Assert.Equal(("sent", 1), (status.Open.Single().Key, status.Open.Single().Value));
        Assert.Equal(("won", 1), (status.Closed.Single().Key, status.Closed.Single().Value));
        Assert.Equal(("not-ready", 1), (status.Verdicts.Single().Key, status.Verdicts.Single().Value));
    }

    [Fact]
    public async Task Only_the_pairs_of_people_wait_for_a_verdict()
    {
        await CleanAsync(1);
        var company = new RecordKey(SystemName.HubSpot, "companies", "2");
        await Ledger.TouchAsync([Given.Touch(company, 2) with { Mapping = "companies" }], null, Given.Noon, default);
        await StoredAsync((await ClaimAsync()).Single(pair => pair.Id == Given.Id(2)).Seen(Given.Read(company)).Done());
        foreach (var record in new[] { Given.Contact(1), company }) await Handoffs.AddPersonEventsAsync([new StoredPersonEvent(record, "visit", "page-view", Given.Noon, "{}")], Given.Later(1), default);

        async Task<(long, long)> Waiting(string mapping) => await Handoffs.StatusAsync(mapping, Given.Later(2), default) is var status ? (status.Unjudged, status.ReviewsDue) : default;

        Assert.Equal((1, 1), await Waiting("people"));
        Assert.Equal((1, 1), await Waiting("companies"));
        Assert.Equal((0, 0), await Waiting("deals"));
    }

    [Fact]
    public async Task A_restart_keeps_handoffs_too()
    {
        Assert.SkipUnless(Survives, "a ledger in memory ends with its process");
        var handoff = await OpenAsync(1);
        await StoredAsync(GivenHandoffs.Sealed(handoff) with { Events = [handoff.Event("sent")], Timers = [handoff.Timer("answer", 5)], Rosters = [new("emea", 0, "{}")] });
        var before = await Handoffs.HandoffAsync(handoff.Id, default);
        var head = await Handoffs.ReceiptHeadAsync(default);

        await ReopenAsync();

        Assert.Equal(before, await Handoffs.HandoffAsync(handoff.Id, default));
        Assert.Equal(head, await Handoffs.ReceiptHeadAsync(default));
        Assert.Single(await Handoffs.EventsAsync(new EventQuery(0, 10), default));
        Assert.Single(await DueTimersAsync(5));
        Assert.Equal(1, (await Handoffs.RostersAsync(["emea"], default))["emea"].Version);
    }

    private Task<IReadOnlyList<RequestLease>> RequestsAsync(double at, double until) => Handoffs.ClaimRequestsAsync(GivenHandoffs.Work(at, until), default);
}
