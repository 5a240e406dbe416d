using Integration.Core.Stages;

namespace Integration.Core.Approvals;

/// <summary>One side's signature under one content.</summary>
/// <param name="Hash">The content's <see cref="ContentHash"/>.</param>
/// <param name="Side">For whom it was signed.</param>
/// <param name="Signatory">Who signed, by the name under which he signed in.</param>
/// <param name="At">When.</param>
public sealed record Signature(string Hash, TeamSide Side, string Signatory, DateTimeOffset At);

/// <summary>Why a signature does not count.</summary>
/// <param name="What">What is wrong, in a sentence.</param>
/// <param name="Mend">What to do, in a sentence.</param>
public sealed record SignatureProblem(string What, string Mend);
