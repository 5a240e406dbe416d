using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>How a record is looked up.</summary>
public enum FindKind
{
    /// <summary>By our unique key: <see cref="Find.Value"/> is the pair id.</summary>
    ByPairKey,
    /// <summary>By the match field: <see cref="Find.Value"/> is the value to match (a mail address); live, unconverted records only.</summary>
    ByMatch,
    /// <summary>By the match field as a web address: <see cref="Find.Value"/> is a host without <c>www.</c>; the records found have it in any spelling.</summary>
    ByDomain,
    /// <summary>Salesforce only: the leads that were converted into the Contact whose id is <see cref="Find.Value"/>. HubSpot answers none.</summary>
    ConvertedInto,
}

/// <summary>One question.</summary>
/// <param name="Ref">The caller's own reference, given back with the answer; unique within a request.</param>
/// <param name="Kind">How to look.</param>
/// <param name="Value">What to look for.</param>
public sealed record Find(int Ref, FindKind Kind, string Value);

/// <summary>Look-ups of one kind of person or organisation.</summary>
/// <param name="Lane">Who goes first.</param>
/// <param name="Objects">Objects to look in, such as Lead and Contact.</param>
/// <param name="MatchField">The match field's name in this system.</param>
/// <param name="Finds">0 to 2,000 questions.</param>
/// <param name="Fields">What to read of the found records.</param>
public sealed record FindRequest(Lane Lane, IReadOnlyList<string> Objects, string MatchField, IReadOnlyList<Find> Finds, FieldSelection Fields);

/// <summary>The outcomes of a request.</summary>
public sealed record FindAnswer(IReadOnlyList<FindOutcome> Outcomes);

/// <summary>The records found for one question (empty = positively none), or the fault that kept the question open.</summary>
public sealed record FindOutcome(int Ref, IReadOnlyList<Observation> Found, Fault? Fault = null)
{
    /// <summary>True when the answer comes from an index that may lag behind: what was found was read by id since, but finding nobody proves nothing yet.</summary>
    public bool MayLag { get; init; }
}
