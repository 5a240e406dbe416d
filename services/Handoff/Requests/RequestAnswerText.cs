using Integration.Core.Verdicts;

namespace Integration.Handoff.Requests;

/// <summary>What became of a request for a handoff.</summary>
public enum RequestEnd
{
    /// <summary>A handoff was opened.</summary>
    Opened,
    /// <summary>There is an open handoff of the person and product already.</summary>
    AlreadyOpen,
    /// <summary>The Agreement forbids it; the verdict says which rule, or until when.</summary>
    Refused,
    /// <summary>The Agreement knows no such product.</summary>
    UnknownProduct,
    /// <summary>Nobody told of the person within the time in which such a request is kept.</summary>
    UnknownPerson,
}

/// <summary>The answer to a request, as it is stored and told.</summary>
/// <param name="End">What became of it.</param>
/// <param name="HandoffId">The handoff; null where there is none.</param>
/// <param name="Verdict">What the Agreement said; null where it was not asked.</param>
/// <param name="Words">Why, in a sentence.</param>
public sealed record RequestAnswerText(RequestEnd End, Guid? HandoffId, VerdictKind? Verdict, string Words);
