namespace Integration.Core.Conditions;

/// <summary>Whether a condition holds.</summary>
public enum Truth
{
    /// <summary>It does not hold. A blank field is known to be blank, so a condition on it does not hold.</summary>
    No,
    /// <summary>It holds.</summary>
    Yes,
    /// <summary>
    /// It cannot be told: the field was not in the answer, or its value does not read as the field's type. Its negation is unknown
    /// too, so that a field that a system stopped showing never turns a "not" into a yes.
    /// </summary>
    Unknown,
}
