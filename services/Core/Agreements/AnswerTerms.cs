using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Agreements;

/// <summary>What a status in Salesforce means for the handoff.</summary>
public enum StatusMeaning
{
    /// <summary>Nothing yet: new, open, assigned.</summary>
    Open,
    /// <summary>Sales takes the person.</summary>
    Accepted,
    /// <summary>Sales is at work with the person; accepts as well.</summary>
    Working,
    /// <summary>Sales does not take the person; asks for a reason.</summary>
    Rejected,
    /// <summary>Sales took the person and gives it back; asks for a reason.</summary>
    Recycled,
}

/// <summary>How sales' answers are read from Salesforce.</summary>
public sealed record AnswerTerms
{
    /// <summary>The field with the status. Default Salesforce <c>Status</c>.</summary>
    public FieldRef Status { get; init; } = new(SystemName.Salesforce, "Status", FieldType.Picklist);
    /// <summary>What each status means, by the value as Salesforce holds it. A value that is not here is reported and changes nothing.</summary>
    public ImmutableSortedDictionary<string, StatusMeaning> Meanings { get; init; } = ImmutableSortedDictionary.Create<string, StatusMeaning>(StringComparer.OrdinalIgnoreCase);
    /// <summary>The field with the reason of a rejection; null = reasons come through the API alone.</summary>
    public FieldRef? Reason { get; init; }
    /// <summary>Reason of the Agreement by the value that Salesforce holds; a value that is not here is looked for among the reasons' own names.</summary>
    public ImmutableSortedDictionary<string, string> Reasons { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
    /// <summary>Field of opportunities with the reason of a loss; null = the first of the usual names that the org has and that is filled.</summary>
    public string? LossReason { get; init; }
    /// <summary>Field of opportunities with the competitor of a loss; null = as for <see cref="LossReason"/>.</summary>
    public string? Competitor { get; init; }
    /// <summary>Whether a lost opportunity needs a competitor beside its reason (<c>none</c> is an answer). Default true (K24).</summary>
    public bool CompetitorAsked { get; init; } = true;
}
