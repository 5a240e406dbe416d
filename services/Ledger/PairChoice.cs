namespace Integration.Ledger;

/// <summary>Which open pairs (active or held) are to be looked at again although nothing was hinted. Exactly one of the nested kinds.</summary>
public abstract record PairChoice
{
    private PairChoice()
    {
    }

    /// <summary>All with a record on both sides.</summary>
    public sealed record Linked : PairChoice;

    /// <summary>Those of a mapping that were last decided under another version of it, or never.</summary>
    /// <param name="Mapping">Name of the mapping.</param>
    /// <param name="Version">Its digest now; "" chooses all that were ever decided, for a mapping that is in force no more.</param>
    public sealed record Outdated(string Mapping, string Version) : PairChoice;

    /// <summary>Those of a mapping that are held, or have a field held, under a code.</summary>
    /// <param name="Mapping">Name of the mapping.</param>
    /// <param name="Code">The code.</param>
    public sealed record HeldUnder(string Mapping, string Code) : PairChoice;
}

/// <summary>What a recall did.</summary>
/// <param name="Count">Pairs made due.</param>
/// <param name="Next">Where the next call goes on; null = all were looked at.</param>
public sealed record Recalled(int Count, Guid? Next);

/// <summary>What the delete brake is judged by.</summary>
/// <param name="New">Pairs of a mapping whose record in one system was first seen deleted after a given moment, and is not back.</param>
/// <param name="Linked">All pairs of that mapping with both sides, those that ended by a deletion too: a brake must not tighten as it works.</param>
/// <param name="Waiting">Pairs of it that the brake holds back, and that no operator has let go since.</param>
public sealed record DeletionCount(long New, long Linked, long Waiting);
