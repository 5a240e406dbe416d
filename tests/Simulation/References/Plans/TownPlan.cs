using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Plans;

/// <summary>What a marketer, a rep, an admin or the weather does.</summary>
internal enum TownDeed
{
    /// <summary>A company in HubSpot, an Account in Salesforce.</summary>
    Found,
    /// <summary>A contact in HubSpot, a Lead in Salesforce.</summary>
    Meet,
    /// <summary>A Contact in Salesforce, under the Account of <see cref="TownStep.Firm"/> if there is one.</summary>
    MeetContact,
    /// <summary>A person is put to a firm: the primary company in HubSpot, the Account in Salesforce.</summary>
    Move,
    /// <summary>A person is taken from their firm.</summary>
    Leave,
    /// <summary>A firm's name.</summary>
    Rename,
    /// <summary>A firm's web address; that of <see cref="TownStep.Other"/>'s firm where they differ and the token is odd.</summary>
    Readdress,
    /// <summary>A person's title.</summary>
    Promote,
    /// <summary>A lead becomes a Contact, under the firm's Account if there is one, else under a new one.</summary>
    Convert,
    CloseFirm, ReopenFirm,
    /// <summary>HubSpot makes one company of two; Salesforce puts one Account into another, with its Contacts.</summary>
    MergeFirms,
    Forget, Recall,
    /// <summary>HubSpot makes one contact of two.</summary>
    MergePeople,
    /// <summary>A person is given to owner <see cref="TownStep.Other"/>; to nobody, in HubSpot, where it is -1.</summary>
    Assign,
    /// <summary>An owner is deactivated, or comes back.</summary>
    Dismiss, Hire,
    Crash, Sleep, QuotaGone,
    /// <summary>A system's clock is set back by <see cref="TownStep.Token"/> seconds.</summary>
    ClockBack,
    /// <summary>The ledger is what it was <see cref="TownStep.Token"/> seconds ago.</summary>
    LedgerBack,
    /// <summary>The admin takes the rows in <see cref="TownStep.Other"/> (<see cref="RowsOut"/>) out of the mapping of people, and puts all others in. Where the token is odd the old process goes on for a while beside the new.</summary>
    Remap,
}

/// <summary>One deed at one time. A deed that cannot be done is passed over, so that any part of a plan is a plan.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Deed">What is done.</param>
/// <param name="System">In which system.</param>
/// <param name="Person">Whose record, 0 and up.</param>
/// <param name="Firm">Which firm, 0 and up.</param>
/// <param name="Token">The number that a new value carries; seconds, where the deed says so.</param>
/// <param name="Other">The other firm or person of a merge; an owner.</param>
internal sealed record TownStep(long At, TownDeed Deed, SystemName System, int Person = 0, int Firm = 0, int Token = 0, int Other = 0);

/// <summary>A whole run as data.</summary>
/// <param name="Seed">Draws the luck of the run.</param>
/// <param name="Net">Faults; knobs of the sync's own simulator that concern people alone are off.</param>
/// <param name="HidesLinks">HubSpot shows no association with a company in the recycle bin. No source says which.</param>
/// <param name="Steps">In order of time.</param>
internal sealed record TownPlan(int Seed, Knobs Net, bool HidesLinks, IReadOnlyList<TownStep> Steps)
{
    /// <summary>HubSpot stamps a contact whose company changed, so that a poll sees it. No source says so.</summary>
    public bool LinksStamp { get; init; }

    /// <summary>The read-only property of a contact follows its association minutes later. No source says how soon.</summary>
    public bool MirrorLags { get; init; }

    /// <summary>Rows that are not in the first mapping.</summary>
    public RowsOut Without { get; init; }

    /// <summary>Why it is kept.</summary>
    public string? Why { get; init; }

    public bool Has(TownDeed deed) => Steps.Any(step => step.Deed == deed);

    /// <summary>Whatever changes is told, sooner or later. HubSpot moves the contacts of a merged company without a word.</summary>
    public bool TellsAll => Net.HintDropped == 0 && !Has(TownDeed.LedgerBack) && !MergesInHubSpot;

    private bool MergesInHubSpot => Steps.Any(step => step.Deed is TownDeed.MergeFirms or TownDeed.MergePeople && step.System == SystemName.HubSpot);

    /// <summary>An old process goes on beside a new one: what it decides under the old mapping is looked at again once a day.</summary>
    public bool Rolls => Steps.Any(step => step.Deed == TownDeed.Remap && step.Token % 2 == 1);

    /// <summary>A poll shows whatever changed, and what was deleted stands in the lists that are read once a day. Of a merge that a ledger put back has forgotten HubSpot's lists show nothing.</summary>
    public bool PollsTellAll => LinksStamp && !MirrorLags && !(Has(TownDeed.LedgerBack) && MergesInHubSpot);
}
