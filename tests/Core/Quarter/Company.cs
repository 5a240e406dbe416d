using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Packets;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Quarter;

/// <summary>A company with four reps in two zones, its Agreement, and a quarter of a year with a holiday and two clock changes in it.</summary>
internal static class Company
{
    /// <summary>Monday, 28 September 2026, midnight UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 9, 28, 0, 0, 0, TimeSpan.Zero);
    public const int Weeks = 13;
    public const int PersonsAWeek = 500;

    public static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    public static readonly FieldRef Size = new(SystemName.HubSpot, "numemployees", FieldType.Number);
    public static readonly FieldRef Title = new(SystemName.HubSpot, "jobtitle");
    public static readonly FieldRef OptOut = new(SystemName.HubSpot, "hs_email_optout", FieldType.Boolean);

    /// <summary>Away for two weeks in the middle, without cover.</summary>
    public static readonly Absence Away = new(Start.AddDays(35), Start.AddDays(49));

    // The clocks go back on 25 October in Berlin and on 1 November in New York; each has one holiday on a working day.
    public static readonly Calendar Berlin = Office("emea", "Europe/Berlin", 9, 17) with { Holidays = [new DateOnly(2026, 12, 25)] };
    public static readonly Calendar NewYork = Office("us", "America/New_York", 8, 18) with { Holidays = [new DateOnly(2026, 11, 26)] };

    private const string Inbound = "00G000000000001AAA";

    public static Roster Staff { get; } = new()
    {
        Reps =
        [
            new Rep { Name = "Fast", SalesforceId = "005A00000000001AAA", Teams = ["emea"], Calendar = "emea", Manager = "Max" },
            new Rep { Name = "Slow", SalesforceId = "005A00000000002AAA", Teams = ["emea"], Calendar = "emea", Manager = "Max" },
            new Rep { Name = "Away", SalesforceId = "005A00000000003AAA", Teams = ["us"], Calendar = "us", Manager = "Max", Absences = [Away] },
            new Rep { Name = "Never", SalesforceId = "005A00000000004AAA", Teams = ["us"], Calendar = "us", Manager = "Max" },
            new Rep { Name = "Max", SalesforceId = "005A00000000005AAA", Calendar = "emea" },
        ],
        Calendars = ImmutableSortedDictionary.Create<string, Calendar>(StringComparer.Ordinal).Add("emea", Berlin).Add("us", NewYork),
    };

    public static Agreement Terms { get; } = new()
    {
        Version = 1,
        Hash = "h1",
        Products =
        [
            new Product
            {
                Name = Product.Default,
                Scoring = new Scoring
                {
                    Fit = [new ScoreRule.While("decides", 30, new Condition.Contains(Title, [new Phrase("vp"), new Phrase("director")]))],
                    Engagement = [new ScoreRule.ForEach("visited pricing", 15, 45, "page-view", new Phrase("pricing"))],
                },
                Qualified = new Condition.All([
                    new Condition.Named("country", new Condition.In(Country, ["DE", "AT", "US", "CA"])),
                    new Condition.Named("size", new Condition.AtLeast(Size, 50)),
                    new Condition.Named("score", new Condition.Scored(ScoredPart.Total, 45)),
                    new Condition.Named("lately", new Condition.Happened("page-view", null, 1, TimeSpan.FromDays(14))),
                ]),
                Never = [new NeverRule("opted out", new Condition.Is(OptOut, "true"))],
            },
        ],
        Handover = new HandoverTerms
        {
            Packet = [new PacketField(Country), new PacketField(Size), new PacketField(Title)],
            Owner =
            [
                new RoutingStep.Territory([To("DE", "Fast"), To("AT", "Slow"), To("US", "Away"), To("CA", "Never")], HoursRule.Ignored),
                new RoutingStep.Queue("Inbound", Inbound),
            ],
        },
        FollowUp = new FollowUpTerms
        {
            Calendar = "emea",
            FirstTouch = BusinessDuration.OfHours(4),
            Reminders = [BusinessDuration.OfHours(2)],
            Escalation = [new EscalationStep(BusinessDuration.OfHours(2), EscalationStep.Manager)],
            AnswerWithin = BusinessDuration.OfDays(2),
            GiveUpAfter = BusinessDuration.OfDays(12),
            Pauses = [new PauseReason(Twist.PauseReason, TimeSpan.FromMinutes(Twist.PauseMost))],
        },
        Answers = new AnswerTerms
        {
            Reason = new FieldRef(SystemName.Salesforce, "Reject_Reason__c"),
            Meanings = ImmutableSortedDictionary.Create<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase).Add("Open", StatusMeaning.Open).Add("Accepted", StatusMeaning.Accepted).Add("Working", StatusMeaning.Working).Add("Rejected", StatusMeaning.Rejected),
        },
        Recycle = new RecycleTerms { Reasons = [new RecycleReason("bad-timing") { After = TimeSpan.FromDays(365) }] },
        Signatories = new Signatories("mia@acme.test", "sam@acme.test"),
    };

    /// <summary>The second version: six hours for the first touch, and else the same.</summary>
    public static Agreement Next { get; } = Terms with { Version = 2, Hash = "h2", FollowUp = Terms.FollowUp with { FirstTouch = BusinessDuration.OfHours(6) } };

    /// <summary>In Salesforce: of a rep, else of the queue.</summary>
    public static string IdOf(string owner) => Staff.RepOf(owner)?.SalesforceId ?? Inbound;

    private static Calendar Office(string name, string zone, int from, int to) => new()
    {
        Name = name,
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        Hours = [.. Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(day => new OpenHours(day, TimeSpan.FromHours(from), TimeSpan.FromHours(to)))],
    };

    private static TerritoryRule To(string country, string rep) => new(country, new Condition.In(Country, [country]), rep);
}
