using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Stages;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Oracles;
using Integration.Simulation.Tests.Handoffs.Plans;
using Integration.Simulation.Tests.Handoffs.Workers;

namespace Integration.Simulation.Tests.Handoffs.Running;

/// <summary>What is done through our own API: asking, answering, pausing, telling of page views, signing. Whoever hears no answer calls again.</summary>
internal sealed class OwnDeeds(Office office, HandoffBook book, OfficeFeeds feeds, Scheduler scheduler, ILedger ledger, Action<string> note)
{
    private const int AnswerTriesMax = 5;
    private readonly SeededEntropy ids = new(new Random(1));

    /// <summary>Both sides sign a version.</summary>
    public void Sign(int version) => Call(async worker =>
    {
        if (await worker.Agreements.SignAsync(null, TeamSide.Marketing, Terms.Marketing, default) is { } problem) throw new InvalidOperationException($"version {version}: {problem}");
        await worker.Agreements.SignAsync(null, TeamSide.Sales, Terms.Sales, default);
    });

    /// <returns>Whether the deed is one of these.</returns>
    public bool Do(WorkStep step)
    {
        var contact = office.Outside.Live(step.Person, SystemName.HubSpot);
        switch (step.Deed)
        {
            case HandoffDeed.View when contact is { } viewer: View(viewer, step.Token); return true;
            case HandoffDeed.Ask: Ask(step, contact ?? new RecordKey(SystemName.HubSpot, "contacts", "404404")); return true;
            case HandoffDeed.Answer: Answer(step, at => Observation(step.Text, at)); return true;
            case HandoffDeed.Pause: Answer(step, at => new Observed.PauseAsked(at, step.Text)); return true;
            case HandoffDeed.Resume: Answer(step, at => new Observed.ResumeAsked(at)); return true;
            case HandoffDeed.Absence:
                var (from, id) = (scheduler.Now, ids.NextId(scheduler.Now));
                Call(worker => worker.Ledger.Handoffs.SetAbsenceAsync(new StoredAbsence(id, Staff.NameOf(step.Other), from, from.AddSeconds(step.Token), ""), default));
                return true;
            default: return false;
        }
    }

    private void View(RecordKey viewer, int token)
    {
        var at = scheduler.Now;
        var row = PersonEvents.Row(viewer, new Integration.Core.People.PersonEvent { Id = $"v{token}", Kind = "page-view", At = at, About = "pricing", System = SystemName.HubSpot });
        Call(async worker =>
        {
            await worker.Ledger.Handoffs.AddPersonEventsAsync([row], worker.Time.GetUtcNow(), default);
        });
    }

    private void Ask(WorkStep step, RecordKey contact)
    {
        var (id, key) = (ids.NextId(scheduler.Now), $"k{step.Token}");
        Call(worker => worker.Ledger.Handoffs.ReceiveAsync(new HandoffRequest
        {
            Id = id,
            Caller = "workflow",
            Key = key,
            Record = contact,
            Product = step.Text.Length > 0 ? step.Text : null,
            Body = "{}",
            ReceivedAt = worker.Time.GetUtcNow(),
        }, default));
    }

    private void Answer(WorkStep step, Func<DateTimeOffset, Observed> observed)
    {
        // The one that people see on the person's page: the open one, else the one that ended last.
        var keys = office.Outside.Records.Values.Where(record => record.Person == step.Person && record.Key.System == SystemName.HubSpot).Select(record => record.Key).ToList();
        var pairs = WatchedLedger.Now(ledger.PairsOfAsync(keys, default)).Values.Select(pair => pair.Id).ToHashSet();
        var kept = book.Handoffs.Values.Where(each => pairs.Contains(each.Row.PairId)).OrderByDescending(each => each.Row.IsOpen).ThenByDescending(each => each.Row.Id).FirstOrDefault();
        if (kept is null) return;
        Call(async worker =>
        {
            var taken = await worker.Desk.TakeAsync(kept.Row.Id, observed, default);
            note($"answer on {kept.Row.Id.ToString("N")[..8]}: {taken.Problem?.Code ?? "taken"}");
        }, AnswerTriesMax);
    }

    private void Call(Func<HandoffWorker, Task> call, int triesMax = int.MaxValue) => feeds.Until(async (worker, done) =>
    {
        try
        {
            await call(worker);
            done();
        }
        catch (LedgerUnavailableException)
        {
            note("a call met no ledger");
        }
    }, triesMax);

    private static Observed Observation(string text, DateTimeOffset at)
    {
        var parts = text.Split('/', 2);
        var meaning = parts[0] switch { "accepted" => StatusMeaning.Accepted, "rejected" => StatusMeaning.Rejected, _ => StatusMeaning.Recycled };
        return new Observed.Answer(at, meaning, parts.Length > 1 ? parts[1] : null);
    }
}
