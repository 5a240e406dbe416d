using System.Collections.Immutable;

namespace Integration.Core.Routing;

/// <summary>Salesforce users of the team who were deactivated, as Sync tells it to Handoff through the ledger.</summary>
public static class InactiveUsers
{
    /// <summary>Name of the ledger's cursor that holds them.</summary>
    public const string Cursor = "handoff/inactive-users";

    /// <summary>The stored form: ids in order, with commas between them.</summary>
    public static string Write(IEnumerable<string> ids) => string.Join(',', ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Reads it; nobody for null.</summary>
    public static ImmutableHashSet<string> Read(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The team with these marked as gone: they get nothing new, and what they have goes on to others.</summary>
    public static Roster Mark(Roster roster, string? text)
    {
        var gone = Read(text);
        return gone.IsEmpty ? roster : roster with { Reps = [.. roster.Reps.Select(rep => gone.Contains(rep.SalesforceId) ? rep with { Active = false } : rep)] };
    }
}
