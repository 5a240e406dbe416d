using Integration.Core.Records;

namespace Integration.Core.Merges;

/// <summary>What becomes of one field.</summary>
public enum FieldOutcome
{
    /// <summary>Nothing changed; nothing is done.</summary>
    Nothing,
    /// <summary>A side did not show the field; it is left alone until it does.</summary>
    Suspended,
    /// <summary>The bases move to what both sides hold; nothing is written.</summary>
    Adopt,
    /// <summary>One side, or with a union both, is written.</summary>
    Write,
    /// <summary>A person has to decide, or the mapping has no word for the value.</summary>
    Hold,
}

/// <summary>The decision about one field, with the rule that made it.</summary>
public sealed record FieldVerdict
{
    /// <summary>What becomes of it.</summary>
    public required FieldOutcome Outcome { get; init; }
    /// <summary>Which rule decided: <c>both-changed: newest</c>.</summary>
    public required string Rule { get; init; }
    /// <summary>The value to write into HubSpot, in its form; missing = none.</summary>
    public FieldValue IntoHubSpot { get; init; }
    /// <summary>The value to write into Salesforce, in its form; missing = none.</summary>
    public FieldValue IntoSalesforce { get; init; }
    /// <summary>The side whose changed value is overwritten or not taken over, and goes to the journal; null = nobody's.</summary>
    public SystemName? Loser { get; init; }
    /// <summary>Why it is held: the code of <see cref="Pairs.HoldCodes"/>.</summary>
    public string? HoldCode { get; init; }

    /// <summary>The side whose value the mapping has no word for on the other; only with <see cref="Pairs.HoldCodes.FieldUntranslated"/>.</summary>
    public SystemName? Untold { get; init; }
    /// <summary>What a held reference waits for.</summary>
    public Pairs.Need? Need { get; init; }

    internal static FieldVerdict Nothing { get; } = new() { Outcome = FieldOutcome.Nothing, Rule = "unchanged" };
    internal static FieldVerdict Suspended { get; } = new() { Outcome = FieldOutcome.Suspended, Rule = "not shown by one side" };
    internal static FieldVerdict Adopt(string rule, SystemName? loser = null) => new() { Outcome = FieldOutcome.Adopt, Rule = rule, Loser = loser };
    internal static FieldVerdict Held(string rule, string code) => new() { Outcome = FieldOutcome.Hold, Rule = rule, HoldCode = code };
}
