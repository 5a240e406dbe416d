using Integration.Core.Conditions;
using Integration.Core.People;
using Integration.Core.Records;

namespace Integration.Core.Tests.People;

public sealed class PersonFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a b", 2)]
    [InlineData("a a", 1)]
    [InlineData("a b a", 2)]
    [InlineData("a S:a", 2)] // Another system's event of the same id is another event.
    public void An_event_that_is_told_twice_counts_once(string ids, int count) =>
        Assert.Equal(count, Events([.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => Event(id.Replace("S:", ""), 0, id.StartsWith("S:", StringComparison.Ordinal) ? SystemName.Salesforce : SystemName.HubSpot))]).Length);

    [Fact]
    public void Of_more_than_a_thousand_events_the_newest_count()
    {
        var all = Enumerable.Range(0, PersonFacts.EventsMax + 5).Select(age => Event($"{age:0000}", age)).Reverse().ToArray();

        var counting = Events(all);

        Assert.Equal(PersonFacts.EventsMax, counting.Length);
        Assert.Equal(("0000", "0999"), (counting.MaxBy(one => one.At)!.Id, counting.MinBy(one => one.At)!.Id));
        // Of one moment, those that come first by id, whatever order they were told in.
        Assert.DoesNotContain(Events([.. Enumerable.Range(0, PersonFacts.EventsMax + 1).Select(number => Event($"{number:0000}", 0)).Reverse()]), one => one.Id == "1000");
    }

    [Fact]
    public void A_thousand_events_count_all() => Assert.Equal(PersonFacts.EventsMax, Events([.. Enumerable.Range(0, PersonFacts.EventsMax).Select(age => Event($"{age}", age))]).Length);

    [Fact]
    public void Conditions_see_what_both_systems_hold_and_when_it_changed()
    {
        var facts = new PersonFacts
        {
            PairId = Guid.Empty,
            HubSpot = FieldValues.Of(("a", "1")),
            Salesforce = FieldValues.Of(("a", "2")),
            HubSpotChanged = Subject.NoChanges.Add("a", Now),
            SalesforceChanged = Subject.NoChanges.Add("a", Now.AddDays(1)),
        };
        var (subject, hubSpot, salesforce) = (facts.ToSubject(), new FieldRef(SystemName.HubSpot, "a"), new FieldRef(SystemName.Salesforce, "a"));

        Assert.Equal(("1", "2"), (subject[hubSpot].Text, subject[salesforce].Text));
        Assert.Equal((Now, Now.AddDays(1), null), (subject.ChangedAt(hubSpot), subject.ChangedAt(salesforce), subject.ChangedAt(salesforce with { Name = "b" })));
        Assert.Null(subject.Score);
    }

    private static System.Collections.Immutable.ImmutableArray<PersonEvent> Events(params PersonEvent[] events) => new PersonFacts { PairId = Guid.Empty, Events = [.. events] }.ToSubject().Events;

    private static PersonEvent Event(string id, int daysAgo, SystemName system = SystemName.HubSpot) => new() { Id = id, Kind = "form", At = Now.AddDays(-daysAgo), System = system };
}
