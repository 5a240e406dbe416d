using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>What a person, an admin or the weather does.</summary>
internal enum Deed
{
    Create, CreateContact, Edit, Clear, MoveEmail, TakeEmail, SwapEmail, Convert, Merge, Delete, Restore,
    /// <summary>Everybody in one system: a clean-up job with a wrong filter.</summary>
    DeleteAll,
    /// <summary>One field of everybody in one system, in one call: one stamp.</summary>
    Bulk,
    /// <summary>A process dies and comes back.</summary>
    Crash,
    /// <summary>A process does nothing for <see cref="Step.Token"/> seconds: a frozen virtual machine.</summary>
    Pause,
    /// <summary>A system has no calls left for <see cref="Step.Token"/> seconds.</summary>
    QuotaGone,
    /// <summary>A system does not take our credentials for <see cref="Step.Token"/> seconds.</summary>
    CredentialsGone,
    /// <summary>A system's clock is set back by <see cref="Step.Token"/> seconds.</summary>
    ClockBack,
    /// <summary>A field cannot be read or written for <see cref="Step.Token"/> seconds.</summary>
    FieldGone,
    /// <summary>A Salesforce record is not shared with us for <see cref="Step.Token"/> seconds.</summary>
    Unshare,
    /// <summary>The admin applies the next version of the mapping.</summary>
    Remap,
    /// <summary>The ledger is what it was <see cref="Step.Token"/> seconds ago.</summary>
    LedgerBack,
}

/// <summary>One deed at one time. A deed that cannot be done (nothing to delete) is passed over, so that any part of a plan is a plan.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Deed">What is done.</param>
/// <param name="Person">Whose record, 0 and up.</param>
/// <param name="System">In which system.</param>
/// <param name="Field">HubSpot name of the field edited.</param>
/// <param name="Token">The number that the new value carries; the same number again is the same value again. Seconds, where the deed says so.</param>
/// <param name="Other">The other person of a merge, a swap or a taken address.</param>
internal sealed record Step(long At, Deed Deed, int Person, SystemName System, string Field = "", int Token = 0, int Other = 0);

/// <summary>A whole run as data: made before it, so that it can be cut down and kept.</summary>
internal sealed record Plan(int Seed, Knobs Knobs, IReadOnlyList<Step> Steps)
{
    /// <summary>Why it is kept; for plans in regressions/.</summary>
    public string? Why { get; init; }

    public bool Has(Deed deed) => Steps.Any(step => step.Deed == deed);

    /// <summary>Whatever changes is told, sooner or later: the run must end well before anything is swept.</summary>
    public bool TellsAll => Knobs.HintDropped == 0 && !Has(Deed.LedgerBack) && !Has(Deed.FieldGone) && !Has(Deed.Unshare);
}
