using Integration.Core.Records;

namespace Integration.Core.Settling;

/// <summary>How sending an intent ended, in the words of the decision; connectors' outcomes are put into these.</summary>
public abstract record WriteEnd
{
    private WriteEnd()
    {
    }

    /// <summary>The system said it is done.</summary>
    /// <param name="Key">The record written or made.</param>
    /// <param name="Stored">What it holds now; null when it could not be read back.</param>
    public sealed record Done(RecordKey Key, Observation? Stored) : WriteEnd;

    /// <summary>Proven not applied; it may be planned again.</summary>
    /// <param name="After">How long to wait; null = the usual backoff.</param>
    public sealed record NotApplied(TimeSpan? After) : WriteEnd;

    /// <summary>No answer that can be trusted.</summary>
    public sealed record Unknown : WriteEnd;

    /// <summary>One field was refused; nothing was written.</summary>
    /// <param name="Field">The field's name in the system written.</param>
    /// <param name="Code">The system's code.</param>
    /// <param name="Reason">Why, without values.</param>
    /// <param name="Mend">What to do.</param>
    /// <param name="Holder">The record that holds a unique value already.</param>
    public sealed record FieldRefused(string Field, string Code, string Reason, string Mend, RecordKey? Holder) : WriteEnd;

    /// <summary>The record was refused as a whole.</summary>
    public sealed record RecordRefused(string Code, string Reason, string Mend, RecordKey? Holder) : WriteEnd;

    /// <summary>The record is not what it was: it has to be read again.</summary>
    /// <param name="Code">The system's code.</param>
    /// <param name="Reason">Why, without values.</param>
    /// <param name="Mend">What to do if it stays so.</param>
    public sealed record Changed(string Code = "", string Reason = "", string Mend = "") : WriteEnd;
}
