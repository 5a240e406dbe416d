using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>What a person does.</summary>
internal enum Deed { Create, CreateContact, Edit, Clear, MoveEmail, TakeEmail, SwapEmail, Convert, Merge, Delete, Restore, Crash, Pause }

/// <summary>One deed at one time. A deed that cannot be done (nothing to delete) is passed over, so that any part of a plan is a plan.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Deed">What is done.</param>
/// <param name="Person">Whose record, 0 and up.</param>
/// <param name="System">In which system.</param>
/// <param name="Field">HubSpot name of the field edited.</param>
/// <param name="Token">The number that the new value carries; the same number again is the same value again.</param>
/// <param name="Other">The other person of a merge, a swap or a taken address.</param>
internal sealed record Step(long At, Deed Deed, int Person, SystemName System, string Field = "", int Token = 0, int Other = 0);

/// <summary>What may go wrong, as probabilities and switches; 0 and false = off.</summary>
internal sealed record Knobs
{
    public double RequestLost { get; init; }
    public double AnswerLost { get; init; }
    public double Zombie { get; init; }
    public double Limited { get; init; }
    public double HintDropped { get; init; }
    public double HintDoubled { get; init; }
    public int HintDelaySeconds { get; init; }
    public bool HintsClaim { get; init; }
    public bool Polls { get; init; }
    public bool SweepsInStorm { get; init; }
    public bool SecondWorker { get; init; }
    public bool Rejects { get; init; }
    public bool Formats { get; init; }
    public bool DeletesPropagate { get; init; }
    public int SkewSeconds { get; init; }
    public int LatencyMs { get; init; } = 100;
    public bool Sqlite { get; init; }
}

/// <summary>A whole run as data: made before it, so that it can be cut down and kept.</summary>
internal sealed record Plan(int Seed, Knobs Knobs, IReadOnlyList<Step> Steps)
{
    /// <summary>Why it is kept; for plans in regressions/.</summary>
    public string? Why { get; init; }
}
