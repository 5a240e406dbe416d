namespace Integration.Connectors.Ports;

/// <summary>One object of a system that mappings look at.</summary>
/// <param name="Object">The vendor's name: <c>contacts</c>, <c>Lead</c>.</param>
/// <param name="Fields">Mapped fields, distinct: what a poll selects so that an echo can be told from news, and what webhooks subscribe to.</param>
/// <param name="MatchField">The match field's name in this system.</param>
public sealed record WatchedObject(string Object, IReadOnlyList<string> Fields, string MatchField);
