using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Kpis;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Core.Stages;
using Integration.Core.Tests.Quarter;
using Integration.Handoff.Agreements;
using Integration.Handoff.Answers;
using Integration.Handoff.Files;
using Integration.Handoff.Judging;
using Integration.Handoff.Kpis;
using Integration.Handoff.People;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Sightings;
using Integration.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Observed = Integration.Core.Handoffs.Observed;

namespace Integration.Handoff.Tests.Quarter;

/// <summary>The quarter as the service lives it: the role's rounds over a ledger, minute by minute in which something happens, with the sync and both systems as little as a handoff can tell from the real ones.</summary>
internal sealed class RoleQuarter
{
    private readonly int seed, secondFrom;
    private readonly bool late;
    private readonly Clock time = new(Company.Start);
    private readonly CountedIds ids;
    private readonly QuarterLedger ledger;
    private readonly Dictionary<RecordKey, QuarterPerson> people = [];
    private readonly Dictionary<int, QuarterPerson> byNumber = [];
    private readonly Dictionary<Guid, QuarterPerson> byPair = [];
    private readonly SortedDictionary<int, List<Func<int, Task>>> script = [];
    private readonly HandoffOptions options = new() { Mapping = "people" };
    private HandoffLoop loop = null!;
    private AnswerDesk desk = null!;
    private KpiBooks books = null!;

    /// <param name="seed">Of people and habits.</param>
    /// <param name="late">Whether what happens is heard of up to a day late, and some of it twice.</param>
    /// <param name="secondFrom">The minute in which the second version is signed.</param>
    /// <param name="shard">Ids of several quarters that are counted together begin apart.</param>
    public RoleQuarter(int seed, bool late, int secondFrom, int shard)
    {
        (this.seed, this.late, this.secondFrom) = (seed, late, secondFrom);
        ids = new CountedIds(shard * 10_000_000);
        ledger = new QuarterLedger(LedgerStore.InMemory(), Stored);
    }

    public IEnumerable<QuarterPerson> People => people.Values;
    /// <summary>How many contacts turned out to be the same person as another one.</summary>
    public int Merged { get; private set; }

    public async Task LiveAsync(IEnumerable<Person> everybody)
    {
        await BeginAsync(Company.Terms);
        At(secondFrom, _ => BeginAsync(Company.Next));
        foreach (var person in everybody) Enter(new QuarterPerson(person, late ? Minutes.Lateness(seed, person.Number) : 0));
        while (script.Count > 0 && script.First() is var next && next.Key <= SlowQuarter.End)
        {
            script.Remove(next.Key);
            time.Advance(Minutes.At(next.Key) - time.GetUtcNow());
            foreach (var deed in next.Value) await deed(next.Key);
            for (var round = 0; ; round++)
            {
                Assert.True(round < 50, "role and sync come to rest");
                var synced = await SyncAsync(next.Key);
                if (await loop.WorkAsync(default) == 0 && !synced) break;
            }
        }
    }

    /// <summary>What the ledger's log says of everybody's handoff, by person.</summary>
    public async Task<Dictionary<int, HandoffLog>> ReadAsync()
    {
        var events = new List<StoredEvent>();
        while (await ledger.Handoffs.EventsAsync(new EventQuery(events.LastOrDefault()?.Seq ?? 0, 10_000), default) is { Count: > 0 } page) events.AddRange(page);
        var logs = events.GroupBy(line => line.HandoffId).ToDictionary(group => group.Key, group => HandoffLog.Of(group.Select(HandoffJson.EventOf)));
        var found = People.Where(one => one.Handoff is not null).ToDictionary(one => one.Person.Number, one => logs[one.Handoff!.Value]);
        Assert.Equal(logs.Count, found.Count);
        return found;
    }

    /// <summary>Every figure, as both teams are told it.</summary>
    public async Task<IReadOnlyDictionary<KpiId, KpiFigure>> FiguresAsync()
    {
        time.Advance(Minutes.At(SlowQuarter.End) - time.GetUtcNow());
        var ids = KpiTable.All.Select(definition => definition.Id).ToList();
        return (await books.ReckonAsync(ids, (id, _) => Comparing.Question(id), default)).ToDictionary(figure => figure.Id);
    }

    private async Task BeginAsync(Agreement configured)
    {
        string Content(Agreement agreement) => $"{{\"version\":{agreement.Version}}}";
        var agreements = new KnownAgreements(new HandoffTerms { Agreements = [new AgreementText(configured, Content(configured))], Roster = Company.Staff, Read = text => text == Content(Company.Terms) ? Company.Terms : null }, ledger, time);
        loop = HandoffServices.Loop(ledger, agreements, Rig.People, ids, options, time, _ => { }, NullLogger<HandoffLoop>.Instance);
        desk = new AnswerDesk(ledger, new PersonFiles(ledger, Rig.People, options), agreements, time, _ => { });
        books = new KpiBooks(ledger, agreements, options, time);
        Assert.Null(await agreements.SignAsync(null, TeamSide.Marketing, configured.Signatories.Marketing, default));
        Assert.Null(await agreements.SignAsync(null, TeamSide.Sales, configured.Signatories.Sales, default));
    }

    private void Enter(QuarterPerson one)
    {
        var person = one.Person;
        people[one.Contact] = byNumber[person.Number] = one;
        At(person.Arrives, async now =>
        {
            await LookAsync(one);
            byPair[(await ledger.PairsOfAsync([one.Contact], default))[one.Contact].Id] = one;
            await ViewedAsync(one, person.Views.Where(view => view <= now));
        });
        foreach (var view in person.Views.Where(view => view > person.Arrives)) At(view, now => ViewedAsync(one, [now]));
        if (person.OptsOut is { } optOut) At(optOut, _ => LookAsync(one));
    }

    private Task ViewedAsync(QuarterPerson one, IEnumerable<int> views) => ledger.Handoffs.AddPersonEventsAsync(
        [.. views.Select(view => PersonEvents.Row(one.Contact, new PersonEvent { Id = $"{view}", Kind = "page-view", About = "pricing", At = Minutes.At(view), System = SystemName.HubSpot }))], time.GetUtcNow(), default);

    private Task LookAsync(QuarterPerson one) => ledger.TouchAsync([new Touch(new Hint(one.Contact, Lane.Normal), "people", ids.NextId(time.GetUtcNow()))], null, time.GetUtcNow(), default);

    private async Task SightAsync(Sighting sighting)
    {
        var now = time.GetUtcNow();
        await ledger.TouchAsync([Touch.Watched(new Hint(sighting.Key, Lane.Normal))], null, now, default);
        var due = await ledger.ClaimSightingsAsync(100, now, now.AddSeconds(30), default);
        await ledger.StoreSightingsAsync([.. due.Select(look => new SightingCommit(look.Key, look.Generation, look.Key == sighting.Key ? sighting : null, null))], now, default);
    }

    /// <summary>What is asked for is carried out once Salesforce has the person; what is known of every claimed pair is read.</summary>
    private async Task<bool> SyncAsync(int minute)
    {
        var now = time.GetUtcNow();
        var claimed = await ledger.ClaimAsync(new ClaimRequest("sync", 1_000, now, now.AddSeconds(30)), default);
        if (claimed.Count == 0) return false;
        var asks = (await ledger.OpenAsksAsync([.. claimed.Select(pair => pair.Id)], default)).ToLookup(ask => ask.PairId);
        await ledger.CommitAsync([.. claimed.Select(pair =>
        {
            var one = people[pair.HubSpot.Ref!.Value];
            var isThere = one.IsDelivered(minute);
            var waits = !isThere && one.Deeds is { } deeds ? Minutes.At(one.Sent + deeds.Delivered) : (DateTimeOffset?)null;
            return new PairCommit(one.Seen(pair, minute), waits, Release: true)
            {
                AskOutcomes = isThere ? [.. asks[pair.Id].Select(ask => new AskOutcome(ask.Id, new AskEnd.Done(one.Contact)))] : [],
                Absorbs = Take(one),
            };
        })], now, default);
        return true;

        Guid[] Take(QuarterPerson one)
        {
            if (one.Absorbs is not { } other) return [];
            one.Absorbs = null;
            return [byPair.First(entry => entry.Value == other).Key];
        }
    }

    private void Stored(HandoffCommit commit)
    {
        var now = Minutes.Of(time.GetUtcNow());
        foreach (var timer in commit.Timers)
            if (timer.DueAt is { } due) Wake(due);
        if (commit.Judged is { } judged && byPair.TryGetValue(judged.PairId, out var one))
        {
            if (judged.ReviewAt is { } review) Wake(review);
            if (one.Handoff is null && judged.Verdict != "[]" && HandoffJson.Read<StoredVerdict[]>(judged.Verdict)[0].Kind is var kind && (one.Verdicts.Count == 0 || one.Verdicts[^1].Kind != kind)) one.Verdicts.Add((now, kind));
        }
        foreach (var save in commit.Handoffs.Where(save => save.Handoff.Version == 0)) Sent(byPair[save.Handoff.PairId], save.Handoff, now);
    }

    private void Sent(QuarterPerson one, StoredHandoff handoff, int now)
    {
        one.Opened(handoff.Id, handoff.Owner!, now, seed);
        var deeds = one.Deeds!;
        At(now + deeds.Delivered, _ => Task.CompletedTask);
        var random = new Random(seed + one.Person.Number);
        void Hear(int? after, Func<int, Task> tell)
        {
            if (after is not { } minutes) return;
            At(one.Heard(minutes), TellAsync);
            if (late && random.Next(5) == 0) At(one.Heard(minutes) + random.Next(60), TellAsync);
            Task TellAsync(int minute) => one.IsDropped ? Task.CompletedTask : tell(minute);
        }
        void Ask(int? after, Func<DateTimeOffset, Observed> asked)
        {
            if (after is { } minutes) At(now + minutes, async _ => await desk.TakeAsync(handoff.Id, asked, default));
        }
        Hear(one.Twist!.Moved, _ => LookAsync(one));
        Ask(one.Twist.Paused, at => new Observed.PauseAsked(at, Twist.PauseReason));
        Ask(one.Twist.Resumed, at => new Observed.ResumeAsked(at));
        if (byNumber.GetValueOrDefault(Twins.Of(one.Person.Number)) is { Handoff: not null } twin && Twins.MergedAt(one.Sending, twin.Sending, seed) is { } merged)
            At(merged, _ => one.Person.Number < twin.Person.Number ? MergeAsync(one, twin, merged) : MergeAsync(twin, one, merged));
        Hear(deeds.Touched, minute => SightAsync(one.Called(minute)));
        foreach (var answer in new[] { deeds.Accepted, deeds.Working, deeds.Rejected, deeds.ReasonAt, deeds.Opportunity }) Hear(answer, _ => LookAsync(one));
        foreach (var move in new[] { deeds.Opportunity, deeds.Closed }) Hear(move, minute => SightAsync(one.Sold(minute)));
    }

    private Task MergeAsync(QuarterPerson stays, QuarterPerson goes, int minute)
    {
        Merged++;
        stays.Absorbs = goes;
        // Sales goes on with the Lead that it works on already.
        var worked = Twins.GoesOn(stays.Sending, goes.Sending, minute).Person == goes.Person ? goes : stays;
        stays.WorkedAs = worked;
        (worked == stays ? goes : stays).IsDropped = true;
        return LookAsync(stays);
    }

    private void Wake(DateTimeOffset at) => At(Math.Max(Minutes.Of(at), Minutes.Of(time.GetUtcNow()) + (at > time.GetUtcNow() ? 0 : 1)), _ => Task.CompletedTask);

    private void At(int minute, Func<int, Task> deed)
    {
        if (!script.TryGetValue(minute, out var deeds)) script[minute] = deeds = [];
        deeds.Add(deed);
    }
}
