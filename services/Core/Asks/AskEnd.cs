using System.Text.Json.Serialization;
using Integration.Core.Records;

namespace Integration.Core.Asks;

/// <summary>What became of an ask in one cycle. Done and Refused end it; Tried leaves it open.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "end")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Tried), "tried")]
public abstract record AskEnd
{
    private AskEnd()
    {
    }

    /// <summary>Carried out, or there was nothing left to do.</summary>
    /// <param name="Record">The record written or made.</param>
    public sealed record Done(RecordKey? Record) : AskEnd;

    /// <summary>It cannot be carried out; nothing of it was written. Asking again takes a new ask.</summary>
    /// <param name="Code">One of <see cref="AskCodes"/>, or the system's own code.</param>
    /// <param name="Reason">Why, without field values.</param>
    /// <param name="Mend">What to do.</param>
    public sealed record Refused(string Code, string Reason, string Mend) : AskEnd;

    /// <summary>Proven not carried out this time.</summary>
    /// <param name="RetryAt">When it is tried again.</param>
    public sealed record Tried(DateTimeOffset RetryAt) : AskEnd;
}

/// <summary>An ask and what became of it.</summary>
public sealed record AskOutcome(Guid AskId, AskEnd End);
