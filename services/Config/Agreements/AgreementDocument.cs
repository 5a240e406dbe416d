using Integration.Core.Agreements;

namespace Integration.Config.Agreements;

/// <summary>One version of the Agreement with the content that its signatures stand under.</summary>
/// <param name="Agreement">What it says.</param>
/// <param name="Content">The document as JSON, keys in file order; what is kept beside the signatures.</param>
public sealed record AgreementDocument(Agreement Agreement, string Content);
