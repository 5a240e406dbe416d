using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>One definition of each figure, for both teams.</summary>
public static class KpiTable
{
    private static readonly ImmutableArray<KpiView> Both = [KpiView.Cohort, KpiView.Period];
    private static readonly ImmutableArray<KpiView> Period = [KpiView.Period];

    /// <summary>All figures, in the order of their ids.</summary>
    public static ImmutableArray<KpiDefinition> All { get; } =
    [
        new()
        {
            Id = KpiId.K1, Name = "Qualification rate", Unit = KpiUnit.Share, Views = Both, HasTeam = false,
            Numerator = "inquiries that the Agreement found ready", Denominator = "new inquiries",
            Window = "the inquiry; followed for 90 days",
            Decided =
            [
                "A person's inquiry is the first response that we know of: the earliest event of the person, or the making of the HubSpot contact if that is earlier. A person has one.",
                "Ready is the verdict's word. A handoff that somebody asked for before the verdict said so does not count.",
                "Whoever a never rule keeps out, and was never handed over, is left out under that rule's name. New responses of customers are counted apart, as `customer-responses`.",
                "The parts by version go by the version that was in force on the day of the inquiry.",
            ],
        },
        new()
        {
            Id = KpiId.K2, Name = "Acceptance rate", Unit = KpiUnit.Share, Views = Both,
            Numerator = "handoffs that sales accepted", Denominator = "handoffs that Salesforce confirmed",
            Window = "the sending; followed to the limit of the answer and 5 business days more",
            Decided =
            [
                "Acceptance by deed (a touch, a conversion, an opportunity) counts and is shown apart as `by-deed`. Time never accepts.",
                "Accepted after its maturity is `too-late` and does not count. What the sync could not deliver is not in here but in K30.",
            ],
        },
        new()
        {
            Id = KpiId.K3a, Name = "Accepted to sales qualified", Unit = KpiUnit.Share, Views = Both,
            Numerator = "accepted handoffs that became sales qualified", Denominator = "accepted handoffs",
            Window = "the acceptance; followed for 90 days",
            Decided = ["Sales qualified is the first of: sales says that it works with the person; an opportunity is linked (a skipped stage counts). A conversion alone is no figure's event."],
        },
        new()
        {
            Id = KpiId.K3b, Name = "Sent to sales qualified", Unit = KpiUnit.Share, Views = Both,
            Numerator = "sent handoffs that became sales qualified", Denominator = "handoffs that Salesforce confirmed",
            Window = "the sending; followed for 90 days",
            Decided = ["Quote it only with the Agreement's definition beside it, which the answer carries."],
        },
        new()
        {
            Id = KpiId.K3c, Name = "Sales qualified to opportunity", Unit = KpiUnit.Share, Views = Both,
            Numerator = "sales qualified handoffs with an opportunity", Denominator = "sales qualified handoffs",
            Window = "the qualification by sales; followed for 60 days",
            Decided = ["An opportunity that was matched by account, owner and time, without a contact role, counts and is shown apart as `inferred`."],
        },
        new()
        {
            Id = KpiId.K4, Name = "Follow-up rate", Unit = KpiUnit.Share, Views = Period,
            Numerator = "handoffs with a qualifying touch by the limit of the first touch", Denominator = "handoffs whose limit passed",
            Window = "the limit of the first touch, of the first owner: giving it to somebody else does not move it",
            Decided =
            [
                "A qualifying touch is a call, mail, meeting or message by a person after the sending.",
                "Left out: withdrawn or failed before the limit; answered with a no, or converted, before the limit without a touch (`answered-first`), since nothing was owed any more.",
                "Agreed pauses that began before the limit move it; later ones do not.",
            ],
        },
        new()
        {
            Id = KpiId.K5, Name = "Ignored rate", Unit = KpiUnit.Share, Views = Period,
            Numerator = "handoffs for which sales did nothing at all by the limit and 5 business days more", Denominator = "as K4",
            Window = "the limit of the first touch; waited for 5 business days more",
            Decided = ["Any event that sales made is something: a status, a reassignment, a touch. So late is not ignored, and 1 - K4 is not K5."],
        },
        new()
        {
            Id = KpiId.K6, Name = "Speed to lead", Unit = KpiUnit.Minutes, Views = Period,
            Numerator = "median business minutes from the assignment to the first qualifying touch", Denominator = "handoffs with a first touch",
            Window = "the assignment, which is the sending",
            Decided =
            [
                "The Kaplan-Meier median over all that were assigned: those never touched are censored at their end or now, so that ignoring people cannot improve the figure.",
                "Business time of the first owner's calendar; pauses and absences are not taken off. A new owner starts a clock of his own (`by-owner`) and does not restart the buyer's.",
                "The buyer's view starts with the newest response before the verdict (`captured`); its parts are detect, qualify, deliver, respond.",
                "Where a clock is off by more than two minutes the handoff is left out of the median and counted.",
            ],
        },
        new()
        {
            Id = KpiId.K7, Name = "Limit attainment", Unit = KpiUnit.Share, Views = Period,
            Numerator = "handoffs touched within the limit", Denominator = "handoffs whose limit passed or was met",
            Window = "the touch if it was in time, else the limit",
            Decided = ["Time off only for pauses that the Agreement names. A pause after the limit has no effect. The owner's absence without cover is the team's breach, unless the Agreement says otherwise."],
        },
        new()
        {
            Id = KpiId.K8, Name = "Packet completeness", Unit = KpiUnit.Share, Views = Period,
            Numerator = "required packet fields that were there, a stale one counting half", Denominator = "required packet fields",
            Window = "the sending; read from the sealed receipt",
            Decided = ["A handoff whose Agreement requires no field is left out as `nothing-required`."],
        },
        new()
        {
            Id = KpiId.K9, Name = "Leaks", Unit = KpiUnit.Count, Views = [KpiView.Snapshot], HasTeam = false, HasSource = false,
            Numerator = "people in no state, or in two", Denominator = "open handoffs",
            Window = "now",
            Decided = ["The target is 0. `GET /api/handoffs/leaks` names each with its mend."],
        },
        new()
        {
            Id = KpiId.K11, Name = "Feedback completeness", Unit = KpiUnit.Share, Views = Both,
            Numerator = "accepted handoffs with an outcome, and its reason where one is owed, in time", Denominator = "accepted handoffs",
            Window = "the acceptance; followed for the Agreement's feedback time (10 business days by default)",
            Decided = ["An outcome is: given back with a reason, converted, an opportunity linked, won, or lost with its reason. Withdrawn before that time is left out."],
        },
        new()
        {
            Id = KpiId.K24, Name = "Win-loss completeness", Unit = KpiUnit.Share, Views = Period,
            Numerator = "closed deals that say why, and against whom where the Agreement asks", Denominator = "closed deals of handoffs",
            Window = "the close; waited for 10 days",
            Decided =
            [
                "`none` is a competitor. A sentence beside the reason is not asked for: neither system has an agreed field for it.",
                "Whether a reason was chosen by a person or by an automation cannot be told from the opportunity; a default picklist value therefore counts.",
            ],
        },
        new()
        {
            Id = KpiId.K25, Name = "Process conformance", Unit = KpiUnit.Share, Views = Period,
            Numerator = "closed handoffs that went a way that the Agreement allows", Denominator = "closed handoffs",
            Window = "the closing",
            Decided = ["A deviation is one of: " + string.Join(", ", Conformance.Rules) + ". Skipped stages and a mind that was changed are allowed. Each handoff counts with its first deviation."],
        },
        new()
        {
            Id = KpiId.K30, Name = "Parity gap", Unit = KpiUnit.Count, Views = Period,
            Numerator = "sent handoffs that are in none of the parts", Denominator = "sent handoffs, by their sealed receipts",
            Window = "the sending, by day of UTC; a day is closed after 3 days more",
            Decided =
            [
                "The parts: accepted, rejected, waiting, failed; and `withdrawn` (the person opted out, was deleted or merged) and `lapsed` (nobody answered until the time agreed), which are neither.",
                "What was sent is counted by the receipts and what became of it by the events, so that a lost event shows. Record by record against Salesforce: `GET /api/handoffs/parity`.",
            ],
        },
        new()
        {
            Id = KpiId.K38, Name = "Decision time", Unit = KpiUnit.Hours, Views = Period,
            Numerator = "median business hours from the sending to accepted or rejected", Denominator = "decided handoffs",
            Window = "the sending",
            Decided = ["Undecided ones are censored at their end or now. Acceptance by deed is a decision; its count is shown apart as `by-deed`."],
        },
    ];

    /// <summary>The definition of a figure.</summary>
    public static KpiDefinition Of(KpiId id) => All.First(definition => definition.Id == id);
}
