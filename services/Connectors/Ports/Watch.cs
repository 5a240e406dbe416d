namespace Integration.Connectors.Ports;

/// <summary>One object of a system that mappings look at.</summary>
/// <param name="Object">The vendor's name: <c>contacts</c>, <c>Lead</c>.</param>
/// <param name="Fields">Mapped fields, distinct: what a poll selects so that an echo can be told from news, and what webhooks subscribe to.</param>
/// <param name="MatchField">The match field's name in this system.</param>
public sealed record WatchedObject(string Object, IReadOnlyList<string> Fields, string MatchField)
{
    /// <summary>Watched and not paired (a task, an opportunity): told from now on, without a first load of the past.</summary>
    public bool IsSighted { get; init; }
    /// <summary>Asks make records of it, which go by our key as creates do: set-up makes the key field.</summary>
    public bool HasKey { get; init; } = true;
    /// <summary>Where a change is told of another record: that record's object, and the field that names it. Null = of the record itself.</summary>
    public (string Object, string Field)? TellsOf { get; init; }
}
