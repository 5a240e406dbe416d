using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Receipts;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>One handoff on its way, with all that it brought along.</summary>
internal sealed class Course
{
    private int touches;

    public Course(Agreement? agreement = null, Roster? roster = null, PersonFacts? person = null)
    {
        Context = new HandoffContext(agreement ?? Terms, roster ?? Staff, person ?? Ready);
        var verdict = Judge.Of(Context.Agreement, Product.Default, Context.Person, [], Monday);
        var opening = Opening.Of(new OpeningRequest(new Guid(1, 2, 3, new byte[8]), "0123456789abcdef", null, []), verdict, Context, Monday);
        Opened = opening;
        Take(opening.Step);
    }

    public HandoffOpening Opened { get; }
    public HandoffContext Context { get; set; }
    public Handoff Handoff { get; private set; } = null!;
    public List<HandoffEvent> Log { get; } = [];
    public List<Ask> Asks { get; } = [];
    public List<HandoffProblem> Problems { get; } = [];
    public ImmutableArray<HandoffTimer> Timers { get; private set; } = [];
    public HandoffState State => Handoff.State;

    /// <summary>Kinds of the events so far.</summary>
    public string Told => string.Join(' ', Log.Select(one => one.Kind));

    public static Course Delivered(Agreement? agreement = null, Roster? roster = null)
    {
        var course = new Course(agreement, roster);
        course.See(new Observed.Delivered(Monday.AddMinutes(1), new RecordKey(SystemName.Salesforce, "Lead", "00Q000000000001AAA")));
        return course;
    }

    public HandoffStep See(Observed observed, DateTimeOffset? now = null) => Take(Advance.Of(Handoff, observed, Context, now ?? Later(observed.At)));

    public void Touch(double hours) => See(new Observed.Touched(Monday.AddHours(hours), $"t{++touches}", "call", ByPerson: true));

    public void Status(double hours, string status, string? reason = null) => See(new Observed.Status(Monday.AddHours(hours), status, reason));

    /// <summary>Lets the clock run: fires what is due, one after the other.</summary>
    public Course RunUntil(DateTimeOffset until)
    {
        while (Timers.FirstOrDefault(timer => timer.DueAt <= until) is { } timer) Take(Fire.Of(Handoff, timer.Id, Context, timer.DueAt));
        return this;
    }

    public HandoffStep Take(HandoffStep step)
    {
        Handoff = step.Handoff;
        Log.AddRange(step.Events);
        Asks.AddRange(step.Asks);
        Problems.AddRange(step.Problems);
        Timers = step.Timers;
        return step;
    }

    private static DateTimeOffset Later(DateTimeOffset at) => at > Monday ? at.AddSeconds(5) : Monday.AddSeconds(5);
}
