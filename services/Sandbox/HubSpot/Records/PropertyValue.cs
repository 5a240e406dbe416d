namespace Integration.Sandbox.HubSpot.Records;

/// <summary>One value of one property with all values before it.</summary>
/// <param name="Value">Stored form: ISO instants, lower-cased emails; null = cleared.</param>
/// <param name="At">When it was set, to the millisecond.</param>
/// <param name="By">Who set it.</param>
/// <param name="Before">The value it replaced; null for the first.</param>
public sealed record PropertyValue(string? Value, DateTimeOffset At, Caller By, PropertyValue? Before);
