namespace Integration.Core.Pairs;

/// <summary>What something held is waiting for.</summary>
/// <param name="Detail">The record or owner by its key, and what is the matter with it; without field values.</param>
/// <param name="WaitsOn">The record whose link ends the wait; null when only time tells.</param>
public sealed record Need(string Detail, string? WaitsOn = null);
