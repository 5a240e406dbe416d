using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Records;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>Writes the log of a handoff by hand, in hours since the Monday on which it begins (10:00 in Berlin, in office hours of 9 to 17).</summary>
internal sealed class Told
{
    private readonly List<HandoffEvent> events = [];
    private readonly Guid handoff;
    private Guid pair;
    private string? owner;

    public Told(int number, double at = 0, string agreement = "h3", string? source = null)
    {
        (handoff, pair, Hash, Source) = (new Guid(number, 1, 0, new byte[8]), new Guid(number, 2, 0, new byte[8]), agreement, source);
        Event(HandoffEventKind.Qualified, at);
    }

    public string Hash { get; }
    public string? Source { get; }
    public Guid Id => handoff;
    public Guid Person => pair;

    public HandoffLog Log => HandoffLog.Of(events);

    /// <summary>Sent, and delivered a minute later.</summary>
    public static Told Sent(int number, double at = 0, string owner = "Ana", string agreement = "h3", string? source = null)
    {
        var told = new Told(number, at, agreement, source) { owner = owner };
        return told.Event(HandoffEventKind.Sent, at).Event(HandoffEventKind.Delivered, at + 1 / 60d);
    }

    public static Told Undelivered(int number, double at = 0) => new Told(number, at) { owner = "Ana" }.Event(HandoffEventKind.Sent, at);

    public Told Accepted(double at) => Event(HandoffEventKind.Accepted, at, TeamSide.Sales);

    public Told ByDeed(double at) => Event(HandoffEventKind.AcceptedImplicitly, at, TeamSide.Sales);

    public Told Rejected(double at, string? reason = null) => Event(HandoffEventKind.Rejected, at, TeamSide.Sales, reason);

    public Told Working(double at) => Event(HandoffEventKind.StageChanged, at, TeamSide.Sales, "working");

    public Told Touched(double at, bool skewed = false) => Event(HandoffEventKind.FirstTouch, at, TeamSide.Sales, "call", skewed: skewed).Event(HandoffEventKind.Attempt, at, TeamSide.Sales, "call");

    public Told Linked(double at, bool inferred = false, string key = "006A") => Event(HandoffEventKind.OpportunityLinked, at, TeamSide.Sales, deal: Deal(key, false, false, null, null, inferred));

    public Told Won(double at, string? reason, string? competitor, string key = "006A") => Event(HandoffEventKind.Won, at, TeamSide.Sales, deal: Deal(key, true, true, reason, competitor, false)).Closed(at, "won");

    public Told Lost(double at, string? reason, string? competitor, string key = "006A") => Event(HandoffEventKind.Lost, at, TeamSide.Sales, reason, deal: Deal(key, true, false, reason, competitor, false));

    public Told Closed(double at, string state, string? reason = null) => Event(HandoffEventKind.Closed, at, null, reason, state);

    public Told Withdrawn(double at, string why) => Event(HandoffEventKind.Withdrawn, at, null, why).Closed(at, "withdrawn");

    public Told GivenTo(double at, string name)
    {
        owner = name;
        return Event(HandoffEventKind.Reassigned, at);
    }

    public Told Event(HandoffEventKind kind, double at, TeamSide? by = null, string? reason = null, string? detail = null, Opportunity? deal = null, bool skewed = false)
    {
        var time = Monday.AddHours(at);
        events.Add(new HandoffEvent
        {
            Sequence = events.Count + 1,
            HandoffId = handoff,
            PairId = pair,
            Product = Product.Default,
            Kind = kind,
            At = time,
            RecordedAt = time.AddSeconds(5),
            AgreementHash = Hash,
            AgreementVersion = Hash[1] - '0',
            Owner = owner,
            By = by,
            Reason = reason,
            Detail = detail,
            Deal = deal,
            Source = Source,
            Skewed = skewed,
        });
        return this;
    }

    private static Opportunity Deal(string key, bool closed, bool won, string? reason, string? competitor, bool inferred) =>
        new(new RecordKey(SystemName.Salesforce, "Opportunity", key), Monday, closed ? "Closed" : "Open", 1_000, "EUR", closed, won, reason, competitor, inferred);
}

/// <summary>Asks for figures over hand-written logs.</summary>
internal static class Asked
{
    public static KpiTerms Terms { get; } = new()
    {
        Agreements = ImmutableDictionary.CreateRange<string, Agreement>(StringComparer.Ordinal, [new("h3", Agreements.Somebody.Terms), new("h4", Agreements.Somebody.Terms with { Version = 4, Hash = "h4" })]),
        Roster = Staff,
        InForce = [new InForce(Monday.AddDays(-100), 3, "h3"), new InForce(Monday.AddDays(100), 4, "h4")],
    };

    public static KpiQuestion Question(KpiId id, double days = 200) => new(id, Monday.AddDays(-30), Monday.AddDays(30), Monday.AddDays(days));

    public static KpiFigure Of(KpiId id, params Told[] told) => Of(Question(id), told);

    public static KpiFigure Of(KpiQuestion question, params Told[] told) => KpiReckoning.Of(question, new KpiLedger { Handoffs = [.. told.Select(one => one.Log)] }, Terms);
}
