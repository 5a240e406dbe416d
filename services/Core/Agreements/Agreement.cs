using System.Collections.Immutable;
using Integration.Core.Recycling;
using Integration.Core.Stages;

namespace Integration.Core.Agreements;

/// <summary>What marketing and sales have agreed, whole: who is ready, who gets them, how fast sales answers, when they go back.</summary>
/// <remarks>Immutable. A handoff stays under the version it was opened with; its events carry version and hash.</remarks>
public sealed record Agreement
{
    /// <summary>The number that both teams know it by; rises with each change.</summary>
    public required int Version { get; init; }
    /// <summary>Digest of the content, of 64 hex digits; what the signatures stand under.</summary>
    public required string Hash { get; init; }
    /// <summary>Who is looked for.</summary>
    public Market Market { get; init; } = new();
    /// <summary>What is sold; at least one. One handoff for each person and product.</summary>
    public required ImmutableArray<Product> Products { get; init; }
    /// <summary>What sales gets, and who.</summary>
    public HandoverTerms Handover { get; init; } = new();
    /// <summary>How sales follows up.</summary>
    public FollowUpTerms FollowUp { get; init; } = new();
    /// <summary>How sales' answers are read from Salesforce.</summary>
    public AnswerTerms Answers { get; init; } = new();
    /// <summary>When and how people go back to marketing.</summary>
    public RecycleTerms Recycle { get; init; } = new();
    /// <summary>What is told to each side, and where.</summary>
    public FeedbackTerms Feedback { get; init; } = new();
    /// <summary>The stages of a person and who may move to them.</summary>
    public StageTerms Stages { get; init; } = new();
    /// <summary>What marketing promises.</summary>
    public MarketingTerms Marketing { get; init; } = new();
    /// <summary>Who has to sign.</summary>
    public required Signatories Signatories { get; init; }

    /// <summary>The product of a name; null when the Agreement does not know it.</summary>
    public Product? ProductOf(string name) => Products.FirstOrDefault(product => product.Name == name);

    /// <summary>The follow-up terms of a product: its own, else the Agreement's.</summary>
    public FollowUpTerms FollowUpOf(string product) => ProductOf(product)?.FollowUp ?? FollowUp;
}

/// <summary>The two people who have to sign, by the names under which they sign in.</summary>
/// <param name="Marketing">Signs for marketing.</param>
/// <param name="Sales">Signs for sales; another person.</param>
public sealed record Signatories(string Marketing, string Sales);

/// <summary>What marketing promises to sales; all measured (K1, K2, K8, K12).</summary>
public sealed record MarketingTerms
{
    /// <summary>Handoffs promised for a calendar month; null = nothing promised.</summary>
    public int? HandoffsPerMonth { get; init; }
    /// <summary>Share of handoffs that sales is to accept, 0 to 1; null = nothing promised.</summary>
    public decimal? AcceptanceShare { get; init; }
    /// <summary>Share of packet fields that are to be there, 0 to 1; null = nothing promised.</summary>
    public decimal? PacketCompleteness { get; init; }
    /// <summary>How fast marketing answers a request of sales; null = nothing promised.</summary>
    public Calendars.BusinessDuration? AnswerWithin { get; init; }
    /// <summary>Calendar in which marketing's answers are timed.</summary>
    public string? Calendar { get; init; }
}
