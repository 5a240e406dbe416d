using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Approvals;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Stages;
using Integration.Handoff.Agreements;
using Integration.Handoff.Answers;
using Integration.Handoff.Api;
using Integration.Handoff.People;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Handoff.Tests.Rigs;

/// <summary>The handoff role over a ledger, with a clock that stands until a test moves it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Ana = "005000000000001AAA";
    public const string Max = "005000000000002AAA";

    public Rig(ILedger? ledger = null, Func<Agreement, Agreement>? change = null)
    {
        Ledger = ledger ?? LedgerStore.InMemory();
        World = new World(Ledger, Time, Ids);
        Agreement = Hashed((change ?? (agreement => agreement))(Terms));
        (Agreements, Loop, Desk) = Role(Agreement);
    }

    public static Mapping People { get; } = new() { Name = "people", HubSpotObject = "contacts", SalesforceObjects = ["Lead", "Contact"], MatchField = "email", Version = "1", Fields = [new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email }] };

    public Clock Time { get; } = new();
    public CountedIds Ids { get; } = new();
    public ILedger Ledger { get; }
    public World World { get; }
    public Agreement Agreement { get; }
    public KnownAgreements Agreements { get; private set; }
    public HandoffLoop Loop { get; private set; }
    public AnswerDesk Desk { get; private set; }

    /// <summary>A Sunday in a calendar that is always open: business time is wall time.</summary>
    public static Agreement Terms { get; } = new()
    {
        Version = 1,
        Hash = "",
        Products = [new Product { Name = Product.Default, Qualified = new Condition.Named("authority", new Condition.Contains(Title, [new Phrase("vp")])) }],
        Handover = new HandoverTerms { Owner = [new RoutingStep.RoundRobin("emea")] },
        FollowUp = new FollowUpTerms { Calendar = "always", FirstTouch = BusinessDuration.OfHours(4), Escalation = [new EscalationStep(BusinessDuration.OfHours(1), "Max")], Pauses = [new PauseReason("asked to wait", TimeSpan.FromDays(14))] },
        Answers = new AnswerTerms
        {
            Meanings = ImmutableSortedDictionary.Create<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase).Add("Open", StatusMeaning.Open).Add("Working", StatusMeaning.Working).Add("Rejected", StatusMeaning.Rejected),
            Reason = new FieldRef(SystemName.Salesforce, "Reject_Reason__c"),
        },
        Recycle = new RecycleTerms { Reasons = [new RecycleReason("bad-timing") { After = TimeSpan.FromDays(90) }, new RecycleReason("not-icp") { Never = true }] },
        Feedback = new FeedbackTerms { ToHubSpot = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, "handoff_outcome"), ToSalesforce = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.Why, "Description") },
        Signatories = new Signatories("mia", "sam"),
    };

    public static Roster Team { get; } = new()
    {
        Reps = [new Rep { Name = "Ana", SalesforceId = Ana, HubSpotOwnerId = "11", Teams = ["emea"] }, new Rep { Name = "Max", SalesforceId = Max, Weight = 0 }],
        Calendars = ImmutableSortedDictionary.Create<string, Calendar>(StringComparer.Ordinal).Add("always", new Calendar
        {
            Name = "always",
            Zone = TimeZoneInfo.Utc,
            Hours = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, TimeSpan.Zero, TimeSpan.FromDays(1)))],
        }),
    };

    private static FieldRef Title => new(SystemName.HubSpot, "jobtitle");

    /// <summary>Signed by both.</summary>
    public static async Task<Rig> SignedAsync(ILedger? ledger = null, Func<Agreement, Agreement>? change = null)
    {
        var rig = new Rig(ledger, change);
        await rig.SignAsync();
        return rig;
    }

    public async Task SignAsync()
    {
        Assert.Null(await Agreements.SignAsync(null, TeamSide.Marketing, "mia", default));
        Assert.Null(await Agreements.SignAsync(null, TeamSide.Sales, "sam", default));
    }

    /// <summary>The role stops and starts again with another configuration; the ledger stays.</summary>
    public void Restart(params Agreement[] configured) => (Agreements, Loop, Desk) = Role(configured.Length == 0 ? [Agreement] : configured);

    /// <summary>A configuration of these versions.</summary>
    public HandoffTerms TermsOf(params Agreement[] configured)
    {
        var byContent = configured.Append(Agreement).DistinctBy(one => one.Hash).ToDictionary(Content, one => one);
        return new HandoffTerms { Agreements = [.. configured.Select(one => new AgreementText(one, Content(one)))], Roster = Team, Read = byContent.GetValueOrDefault };
    }

    public static Agreement Hashed(Agreement agreement) => agreement with { Hash = ContentHash.Of(Content(agreement)) };

    public Task<RecordKey> BuyerAsync() => World.ContactAsync(("email", "vp@corp.test"), ("jobtitle", "VP Sales"), ("hs_email_optout", null));

    /// <summary>Role and sync take turns until neither has anything to do at this moment.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 30; round++)
        {
            var worked = await Loop.WorkAsync(default);
            if (!await World.SyncAsync() && worked == 0) return;
        }
        Assert.Fail("role and sync do not come to rest");
    }

    /// <summary>Lets time pass, and everything happen that is due by then.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await SettleAsync();
    }

    public async Task<HandoffStory> OnlyAsync()
    {
        var row = Assert.Single(await Ledger.Handoffs.ListAsync(new HandoffQuery(null, 10), default));
        return (await HandoffStory.TellAsync(Ledger, row.Id, default))!;
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    private (KnownAgreements, HandoffLoop, AnswerDesk) Role(params Agreement[] configured)
    {
        var agreements = new KnownAgreements(TermsOf(configured), Ledger, Time);
        var options = new HandoffOptions { Mapping = "people", AgreementsPeriod = TimeSpan.Zero };
        return (agreements, HandoffServices.Loop(Ledger, agreements, People, Ids, options, Time, _ => { }, NullLogger<HandoffLoop>.Instance), new AnswerDesk(Ledger, new PersonFiles(Ledger, People, options), agreements, Time, _ => { }));
    }

    // What a version's content says does not matter here; that two versions differ does.
    private static string Content(Agreement agreement) => $"{{\"version\":\"{agreement.Version}\",\"touch\":\"{agreement.FollowUp.FirstTouch}\",\"incomplete\":\"{agreement.Handover.HoldIncomplete}\"}}";
}
