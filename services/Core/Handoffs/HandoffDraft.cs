using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Receipts;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>A step while it is being decided: the handoff as it will be, and what it brings with it.</summary>
internal sealed class HandoffDraft
{
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(2);
    private readonly ImmutableArray<HandoffEvent>.Builder events = ImmutableArray.CreateBuilder<HandoffEvent>();
    private readonly ImmutableArray<Ask>.Builder asks = ImmutableArray.CreateBuilder<Ask>();
    private readonly ImmutableArray<HandoffProblem>.Builder problems = ImmutableArray.CreateBuilder<HandoffProblem>();
    private readonly DateTimeOffset now;
    private bool told;
    private ImmutableSortedDictionary<string, Turns> turns = ImmutableSortedDictionary.Create<string, Turns>(StringComparer.Ordinal);

    public HandoffDraft(Handoff before, HandoffContext context, DateTimeOffset now)
    {
        (Before, Handoff, Context, this.now) = (before, before, context, now);
        Terms = context.Agreement.FollowUpOf(before.Product);
    }

    /// <summary>As it was before the step.</summary>
    public Handoff Before { get; }
    public Handoff Handoff { get; set; }
    public HandoffContext Context { get; }
    public Agreement Agreement => Context.Agreement;
    public FollowUpTerms Terms { get; }
    public DateTimeOffset Now => now;

    public void Event(HandoffEventKind kind, DateTimeOffset at, TeamSide? by = null, string? reason = null, string? detail = null, Opportunity? deal = null)
    {
        Handoff = Handoff with { Events = Handoff.Events + 1 };
        events.Add(new HandoffEvent
        {
            Sequence = Handoff.Events,
            HandoffId = Handoff.Id,
            PairId = Handoff.PairId,
            Product = Handoff.Product,
            Kind = kind,
            At = at.ToUniversalTime(),
            RecordedAt = now,
            AgreementVersion = Handoff.AgreementVersion,
            AgreementHash = Handoff.AgreementHash,
            Owner = Handoff.Owner?.Name,
            By = by,
            Reason = reason,
            Amount = deal?.Amount,
            Currency = deal?.Currency,
            Deal = deal,
            Source = Handoff.Source,
            // What happened cannot have happened later than we heard of it: then one of the clocks is off.
            Skewed = at - now > SkewMax,
            Detail = detail,
        });
    }

    public void Ask(string purpose, AskKind kind) => asks.Add(new Ask
    {
        // A step that asks has at least one event, so what stood before it names the step.
        Id = Sha.IdOf(Handoff.Id.ToString("N"), Before.Events.ToString(CultureInfo.InvariantCulture), asks.Count.ToString(CultureInfo.InvariantCulture)),
        PairId = Handoff.PairId,
        Cause = $"handoff {Handoff.Id:D}: {purpose}",
        // Steps of one moment ask for the same field one after the other (accepted, then working): the ledger carries asks out by time, and of
        // equal times by id, which would leave the earlier word standing. A step that asks has events, so microseconds tell its place.
        AskedAt = now.AddMicroseconds((64 * Before.Events) + asks.Count),
        Kind = kind,
    });

    /// <summary>A Salesforce Task for somebody in person; a queue gets none, since a Task needs a person.</summary>
    public void Task(string purpose, string salesforceId, string subject, string? text, DateTimeOffset due)
    {
        if (salesforceId.StartsWith("00G", StringComparison.Ordinal)) return;
        Ask(purpose, new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(
            ("Subject", Cut(subject, 255)), // Subject is a combobox of 255 characters.
            ("Description", Cut(text ?? "", 32_000)),
            ("OwnerId", salesforceId),
            ("ActivityDate", due.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("Priority", "High"),
            ("Status", "Not Started"))));
    }

    /// <summary>A note on the person's HubSpot timeline.</summary>
    public void Note(string purpose, string text)
    {
        if (!Agreement.Feedback.Notes) return;
        Ask(purpose, new AskKind.Activity(SystemName.HubSpot, "notes", FieldValues.Of(
            ("hs_note_body", text),
            ("hs_timestamp", Feedback.Instant(now)))));
    }

    public void Problem(string code, string what, string mend) => problems.Add(new HandoffProblem(code, what, mend));

    public void Turned(string? team, Turns? after)
    {
        if (team is not null && after is not null) turns = turns.SetItem(team, after);
    }

    /// <summary>What the two sides are told is asked for already.</summary>
    public void Told() => told = true;

    public void Close(DateTimeOffset at)
    {
        Handoff = Handoff with { ClosedAt = now };
        Event(HandoffEventKind.Closed, at, null, Handoff.Reason, Feedback.Word(Handoff.State));
    }

    /// <summary>The step. What changed of the facts that are told goes to both sides.</summary>
    public HandoffStep Done()
    {
        if (events.Count == 0 && asks.Count > 0) throw new InvalidOperationException($"a step of handoff {Handoff.Id} asks without an event, so its asks have no ids of their own");
        if (events.Count > 0 && !told) Feedback.Tell(this);
        return new HandoffStep
        {
            Handoff = Handoff,
            Events = events.ToImmutable(),
            Asks = asks.ToImmutable(),
            Timers = Due.Of(Handoff, Context),
            Problems = problems.ToImmutable(),
            Turns = turns,
        };
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
