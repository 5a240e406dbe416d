namespace Integration.Sandbox.HubSpot.Errors;

/// <summary>An error as HubSpot words it; every part but message and status may be absent on the wire (facts/hubspot.md section 5.1).</summary>
public sealed record HubSpotError(int Status, string Message)
{
    /// <summary>Such as <c>VALIDATION_ERROR</c>; null where real traffic lacks it.</summary>
    public string? Category { get; init; }
    /// <summary>Such as <c>Properties.PROPERTY_WITH_NAME_EXISTS</c>.</summary>
    public string? SubCategory { get; init; }
    /// <summary>One entry per wrong property.</summary>
    public IReadOnlyList<HubSpotErrorDetail> Details { get; init; } = [];
    /// <summary>Names and values, such as <c>ids</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Context { get; init; } = [];
    /// <summary><c>TEN_SECONDLY_ROLLING</c> or <c>DAILY</c> on the two 429 bodies that carry a policy.</summary>
    public string? PolicyName { get; init; }
    /// <summary>Further reading, on 403.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Links { get; init; } = [];

    internal static KeyValuePair<string, IReadOnlyList<string>> In(string name, params string[] values) => new(name, values);
}

/// <summary>One wrong property inside an error.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Code">Such as <c>INVALID_OPTION</c>.</param>
/// <param name="Context">Names and values, such as <c>propertyName</c>.</param>
public sealed record HubSpotErrorDetail(string Message, string? Code, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Context);

/// <summary>HubSpot refuses a call. Nothing that the call asked for was done.</summary>
public sealed class HubSpotRefusedException(HubSpotError error) : Exception(error.Message)
{
    /// <summary>What the wire answer says.</summary>
    public HubSpotError Error { get; } = error;
}
