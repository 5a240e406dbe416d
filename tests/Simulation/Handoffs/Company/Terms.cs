using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Approvals;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Packets;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Simulation.Tests.Handoffs.Plans;

namespace Integration.Simulation.Tests.Handoffs.Company;

/// <summary>Two versions of the Agreement under simulation. What they say is told once more, in plain code, by <see cref="Oracles.SlowTerms"/>.</summary>
internal static class Terms
{
    public const string Marketing = "mia", Sales = "sam", PauseReason = "asked to wait";
    public const string OutcomeProperty = "handoff_outcome", StateField = "Handoff_State__c", WhyField = "Handoff_Why__c", ReasonField = "Reject_Reason__c", LossField = "Loss_Reason__c";
    private static readonly FieldRef Title = new(SystemName.HubSpot, "jobtitle");

    /// <summary>The text that a version is hashed and stored as. What it says does not matter here; that two versions differ does.</summary>
    public static string Content(int version) => string.Create(CultureInfo.InvariantCulture, $"{{\"version\":{version}}}");

    public static Agreement Of(int version, HandoffPlan plan) => new()
    {
        Version = version,
        Hash = ContentHash.Of(Content(version)),
        Products =
        [
            new Product
            {
                Name = "core",
                Qualified = new Condition.Named("authority", new Condition.Contains(Title, version == 1 ? [new Phrase("vp")] : [new Phrase("vp"), new Phrase("head")])),
                Never = [new NeverRule("opted out", new Condition.Is(new FieldRef(SystemName.HubSpot, "hs_email_optout", FieldType.Boolean), "true"))],
            },
            new Product
            {
                Name = "plus",
                Qualified = new Condition.All([new Condition.Named("authority", new Condition.Contains(Title, [new Phrase("cto")])), new Condition.Named("lately", new Condition.Happened("page-view", null, 1, TimeSpan.FromHours(4)))]),
                Never = [new NeverRule("opted out", new Condition.Is(new FieldRef(SystemName.HubSpot, "hs_email_optout", FieldType.Boolean), "true"))],
            },
        ],
        Handover = new HandoverTerms
        {
            Packet = [new PacketField(new FieldRef(SystemName.HubSpot, "company"))],
            HoldIncomplete = plan.HoldsIncomplete,
            Owner = plan.HasQueue ? [new RoutingStep.RoundRobin("sales"), new RoutingStep.Queue("Inbound", Staff.QueueId)] : [new RoutingStep.RoundRobin("sales")],
        },
        FollowUp = new FollowUpTerms
        {
            Calendar = "always",
            FirstTouch = BusinessDuration.OfMinutes(version == 1 ? 30 : 20),
            Reminders = [BusinessDuration.OfMinutes(15)],
            Escalation = [new EscalationStep(BusinessDuration.OfMinutes(15), EscalationStep.Manager), new EscalationStep(BusinessDuration.OfMinutes(45), "Max")],
            ReassignAfter = BusinessDuration.OfMinutes(30),
            ReassignmentsMax = 1,
            Attempts = 2,
            AttemptsWithin = BusinessDuration.OfHours(3),
            Spacing = TimeSpan.FromMinutes(10),
            Pauses = [new PauseReason(PauseReason, TimeSpan.FromHours(2))],
            AnswerWithin = BusinessDuration.OfHours(1),
            AskEvery = BusinessDuration.OfHours(1),
            AsksMax = 2,
            FeedbackWithin = BusinessDuration.OfHours(4),
            GiveUpAfter = version == 1 ? BusinessDuration.OfHours(8) : null,
        },
        Answers = new AnswerTerms
        {
            Meanings = ImmutableSortedDictionary.Create<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase)
                .Add("Open - Not Contacted", StatusMeaning.Open).Add("Working - Contacted", StatusMeaning.Working).Add("Closed - Not Converted", StatusMeaning.Rejected),
            Reason = new FieldRef(SystemName.Salesforce, ReasonField),
            CompetitorAsked = false,
        },
        Recycle = new RecycleTerms
        {
            Reasons =
            [
                new RecycleReason("bad-timing") { After = TimeSpan.FromHours(version == 1 ? 3 : 5) },
                new RecycleReason("budget") { After = TimeSpan.FromHours(1) },
                new RecycleReason("not-icp") { Never = true },
            ],
            DefaultAfter = TimeSpan.FromHours(2),
            FailedAfter = TimeSpan.FromMinutes(30),
            Stage = null,
            ReturnsMax = 2,
        },
        Feedback = new FeedbackTerms
        {
            ToHubSpot = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, OutcomeProperty),
            ToSalesforce = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, StateField).Add(FeedbackFact.Why, WhyField),
            LifecycleStages = ImmutableSortedDictionary<Integration.Core.Handoffs.HandoffState, string>.Empty,
        },
        Signatories = new Signatories(Marketing, Sales),
    };
}
