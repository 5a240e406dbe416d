using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Handoffs.Plans;

/// <summary>What marketing, sales, an admin or the weather does.</summary>
internal enum HandoffDeed
{
    /// <summary>A contact is made in HubSpot with the title <see cref="WorkStep.Text"/>; without a company when the token is odd.</summary>
    Arrive,
    /// <summary>The title becomes <see cref="WorkStep.Text"/>.</summary>
    Title,
    Company, OptOut, OptIn, View,
    /// <summary>A caller asks for a handoff under key <see cref="WorkStep.Token"/>; the same key again is a webhook told twice.</summary>
    Ask,
    /// <summary>A rep sets the lead's status to <see cref="WorkStep.Text"/>, which may end in <c>/reason</c>.</summary>
    Status,
    /// <summary>An answer through the API: <c>accepted</c>, <c>rejected/bad-timing</c>.</summary>
    Answer,
    Pause, Resume,
    /// <summary>A rep logs a call.</summary>
    Touch,
    /// <summary>A rep ticks off the oldest open task, which is no touch.</summary>
    TickOff,
    /// <summary>A machine sends mail, which is no touch.</summary>
    MachineMail,
    /// <summary>A rep gives the record to another one.</summary>
    GiveTo,
    Convert,
    /// <summary>An opportunity is opened, or moves to the stage <see cref="WorkStep.Text"/>.</summary>
    Deal,
    Merge, MergeLeads, Delete, Restore, DeleteLead,
    /// <summary>A rep's user is deactivated in Salesforce; the configured team still names him.</summary>
    RepLeaves,
    /// <summary>A rep is away for <see cref="WorkStep.Token"/> seconds.</summary>
    Absence,
    /// <summary>The next version of the Agreement is configured, and signed <see cref="WorkStep.Token"/> seconds later.</summary>
    NextVersion,
    /// <summary>A process dies and comes back.</summary>
    Crash,
    /// <summary>A process does nothing for <see cref="WorkStep.Token"/> seconds.</summary>
    Sleep,
    /// <summary>The ledger answers nobody for <see cref="WorkStep.Token"/> seconds; some calls are carried out all the same.</summary>
    LedgerGone,
    /// <summary>The clock of HubSpot (<see cref="WorkStep.Other"/> 0) or Salesforce (1) is set back by <see cref="WorkStep.Token"/> seconds.</summary>
    ClockBack,
    /// <summary>Salesforce has no calls left for <see cref="WorkStep.Token"/> seconds.</summary>
    QuotaGone,
}

/// <summary>One deed at one time. A deed that cannot be done is passed over, so that any part of a plan is a plan.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Deed">What is done.</param>
/// <param name="Person">Whose record, 0 and up; of a rep's deed the person it is done for.</param>
/// <param name="Token">A number; seconds, where the deed says so.</param>
/// <param name="Text">A value.</param>
/// <param name="Other">The other person of a merge; the rep, where the deed is about one.</param>
internal sealed record WorkStep(long At, HandoffDeed Deed, int Person = 0, int Token = 0, string Text = "", int Other = 0);

/// <summary>A whole run as data: made before it, so that it can be cut down and kept.</summary>
/// <param name="Seed">Of all chance in the run.</param>
/// <param name="Net">Networks, hints, ledger, clocks: the knobs of the sync's simulator.</param>
/// <param name="HoldsIncomplete">A packet without a company is held.</param>
/// <param name="HasQueue">Whom no rep can take goes to a queue.</param>
/// <param name="Steps">By time.</param>
internal sealed record HandoffPlan(int Seed, Knobs Net, bool HoldsIncomplete, bool HasQueue, IReadOnlyList<WorkStep> Steps)
{
    /// <summary>Why it is kept; for plans in regressions.</summary>
    public string? Why { get; init; }

    public bool Has(HandoffDeed deed) => Steps.Any(step => step.Deed == deed);
}
