namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>Why one value is refused.</summary>
internal sealed record ValueFault(string Property, string Code, string Message)
{
    public const string ReadOnly = "READ_ONLY_VALUE";
    public const string Unknown = "PROPERTY_DOESNT_EXIST";
    public const string Option = "INVALID_OPTION";
    public const string Email = "INVALID_EMAIL";
    public const string Number = "INVALID_INTEGER";
    public const string Instant = "INVALID_LONG";
    public const string Date = "INVALID_DATE";
    /// <summary>Not among the captured codes; the limit itself is documented (65,536 characters).</summary>
    public const string Length = "INVALID_LENGTH";
}
