namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>One human of a case, as the plan knows them: who they are on each side, and whether they are to be there.</summary>
internal sealed class Person(string name, string slug)
{
    /// <summary>The id of who became one with another: nobody is looked for, since the address may live on as that other's.</summary>
    public const string Nobody = "";

    public string Name => name;

    /// <summary>As given first; a plan that changes it names people by their word all the same.</summary>
    public string Email => EmailOf(name, slug);

    public string? HubSpotId { get; set; }

    /// <summary>A Lead until it is converted.</summary>
    public string? SalesforceId { get; set; }

    public bool IsInHubSpot { get; set; } = true;

    public bool IsInSalesforce { get; set; } = true;

    /// <summary>On both sides, and hence to be in step.</summary>
    public bool IsPaired => IsInHubSpot && IsInSalesforce;

    public string HubSpotKey => $"HubSpot/contacts/{HubSpotId}";

    public string SalesforceKey => $"Salesforce/{(SalesforceId?.StartsWith("003", StringComparison.Ordinal) == true ? "Contact" : "Lead")}/{SalesforceId}";

    public static string EmailOf(string name, string slug) => $"{name}@{slug}.test";

    /// <summary>In a plan <c>@ana</c> stands for ana's address in that case.</summary>
    public static string Filled(string value, string slug) => value.StartsWith('@') ? EmailOf(value[1..], slug) : value;

    public static string LastNameOf(string name, string slug) => $"{char.ToUpperInvariant(name[0])}{name[1..]} {slug}";

    /// <summary>Whether a record is one of the case's, whoever made it.</summary>
    public static bool IsOf(string slug, string? email, string? lastName) =>
        email?.EndsWith($"@{slug}.test", StringComparison.OrdinalIgnoreCase) == true || lastName?.EndsWith($" {slug}", StringComparison.Ordinal) == true;

    /// <summary>The contact that a person begins as.</summary>
    public static Dictionary<string, string?> Seed(string name, string slug) =>
        new() { ["email"] = EmailOf(name, slug), ["lastname"] = LastNameOf(name, slug), ["company"] = "Acme" };
}

/// <summary>A value that a human set: it is to be found at the end, or the reason why not.</summary>
/// <param name="Person">Whose.</param>
/// <param name="System">Where it was set.</param>
/// <param name="Field">HubSpot's name of the field.</param>
/// <param name="Value">What was set.</param>
/// <param name="Era">How often the case had settled before: what was set in one era is not older than what else was set in it.</param>
internal sealed record HumanEdit(Person Person, string System, string Field, string Value, int Era);
