using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Packets;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Scores;
using Integration.Core.Tests.Calendars;

namespace Integration.Core.Tests.Agreements;

/// <summary>An Agreement as a believable company has one, and the people of it.</summary>
internal static class Somebody
{
    /// <summary>A Monday, 10:00 in Berlin.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid Pair = new(4711, 0, 0, new byte[8]);

    public static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    public static readonly FieldRef Size = new(SystemName.HubSpot, "numemployees", FieldType.Number);
    public static readonly FieldRef Title = new(SystemName.HubSpot, "jobtitle");
    public static readonly FieldRef OptOut = new(SystemName.HubSpot, "hs_email_optout", FieldType.Boolean);
    public static readonly FieldRef Email = new(SystemName.HubSpot, "email", FieldType.Email);

    public static Agreement Terms { get; } = new()
    {
        Version = 3,
        Hash = "h3",
        Market = new Market
        {
            Icp = Icp,
            Personas =
            [
                new Persona("buyer", "decides", Buyer),
                new Persona("user", "uses", new Condition.Contains(Title, [new Phrase("engineer")])),
            ],
        },
        Products =
        [
            new Product
            {
                Name = Product.Default,
                Scoring = new Scoring
                {
                    Fit = [new ScoreRule.While("right country", 25, new Condition.In(Country, ["DE", "AT", "CH"])), new ScoreRule.While("decides", 20, Buyer)],
                    Engagement =
                    [
                        new ScoreRule.ForEach("visited pricing", 16.5m, 40, "page-view", new Phrase("pricing")),
                        new ScoreRule.ForEach("unsubscribed", -15, null, "unsubscribe"),
                    ],
                    HalfLife = TimeSpan.FromDays(30),
                },
                Qualified = new Condition.All([
                    new Condition.Named("icp", Icp),
                    new Condition.Named("authority", Buyer),
                    new Condition.Named("score", new Condition.Scored(ScoredPart.Total, 60)),
                ]),
                Never =
                [
                    new NeverRule("opted out", new Condition.Is(OptOut, "true")),
                    new NeverRule("test address", new Condition.Contains(Email, [new Phrase("*.invalid")])),
                ],
                Nurture = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("authority", "decision-makers").Add("score", "warm-up"),
            },
        ],
        Handover = new HandoverTerms
        {
            Packet = [new PacketField(Email), new PacketField(Country), new PacketField(new FieldRef(SystemName.HubSpot, "phone"), Required: false)],
            Why = [new WhyPhrase("{jobtitle}"), new WhyPhrase("at a {numemployees}-person company"), new WhyPhrase("in {country}")],
            AccountOwner = new FieldRef(SystemName.HubSpot, "account_owner"),
            Owner = [new RoutingStep.AccountOwner(), new RoutingStep.RoundRobin("emea")],
        },
        FollowUp = new FollowUpTerms
        {
            Calendar = "emea",
            FirstTouch = BusinessDuration.OfHours(4),
            Attempts = 3,
            AttemptsWithin = BusinessDuration.OfDays(10),
            Reminders = [BusinessDuration.OfHours(2)],
            Escalation = [new EscalationStep(BusinessDuration.OfHours(1), EscalationStep.Manager), new EscalationStep(BusinessDuration.OfDays(1), "Vera")],
            ReassignAfter = BusinessDuration.OfHours(4),
            Pauses = [new PauseReason("asked to wait", TimeSpan.FromDays(14))],
        },
        Answers = new AnswerTerms
        {
            Meanings = ImmutableSortedDictionary.Create<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase)
                .Add("Open", StatusMeaning.Open).Add("Accepted", StatusMeaning.Accepted).Add("Working", StatusMeaning.Working)
                .Add("Rejected", StatusMeaning.Rejected).Add("Nurture", StatusMeaning.Recycled),
            Reason = new FieldRef(SystemName.Salesforce, "Reject_Reason__c"),
        },
        Recycle = new RecycleTerms
        {
            Reasons =
            [
                new RecycleReason("bad-timing") { After = TimeSpan.FromDays(90), Nurture = "timing", NurtureOwner = "Mia" },
                new RecycleReason("not-icp") { Never = true },
                new RecycleReason("no-budget") { After = TimeSpan.FromDays(180) },
            ],
        },
        Signatories = new Signatories("mia@acme.test", "sam@acme.test"),
    };

    public static Roster Staff { get; } = new()
    {
        Reps =
        [
            new Rep { Name = "Ana", SalesforceId = "005A00000000001AAA", HubSpotOwnerId = "11", Teams = ["emea"], Weight = 2, Manager = "Max" },
            new Rep { Name = "Ben", SalesforceId = "005A00000000002AAA", HubSpotOwnerId = "12", Teams = ["emea"], Manager = "Max" },
            new Rep { Name = "Max", SalesforceId = "005A00000000003AAA" },
            new Rep { Name = "Vera", SalesforceId = "005A00000000004AAA" },
        ],
        Calendars = ImmutableSortedDictionary.Create<string, Calendar>(StringComparer.Ordinal).Add("emea", BusinessTimeTests.Office("emea", "Europe/Berlin", 9, 17)),
    };

    /// <summary>A VP of a fitting company who has looked at the prices twice.</summary>
    public static PersonFacts Ready { get; } = new()
    {
        PairId = Pair,
        HubSpotKey = new RecordKey(SystemName.HubSpot, "contacts", "1"),
        HubSpot = FieldValues.Of(("email", "vp@corp.test"), ("country", "DE"), ("numemployees", "250"), ("jobtitle", "VP Sales"), ("hs_email_optout", null), ("account_owner", null)),
        Events = [View("1", 0), View("2", 0)],
    };

    public static PersonFacts With(this PersonFacts facts, string field, string? value) => facts with { HubSpot = facts.HubSpot.With(field, FieldValue.Of(value)) };

    public static PersonEvent View(string id, double days) => new() { Id = id, Kind = "page-view", About = "pricing", At = Monday.AddDays(days) };

    public static Roster Change(this Roster roster, string name, Func<Rep, Rep> change) => roster with { Reps = [.. roster.Reps.Select(rep => rep.Name == name ? change(rep) : rep)] };

    private static Condition Icp => new Condition.All([new Condition.In(Country, ["DE", "AT", "CH"]), new Condition.AtLeast(Size, 50)]);

    private static Condition Buyer => new Condition.Contains(Title, [new Phrase("head of"), new Phrase("vp"), new Phrase("director")]);
}
