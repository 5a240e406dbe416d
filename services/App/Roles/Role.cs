using Integration.App.Commands;

namespace Integration.App.Roles;

/// <summary>What one process can do.</summary>
internal enum Role
{
    /// <summary>Talks to HubSpot; takes its webhooks.</summary>
    HubSpot,
    /// <summary>Talks to Salesforce.</summary>
    Salesforce,
    /// <summary>Claims, decides, writes.</summary>
    Sync,
    /// <summary>Judges people under the Agreement, hands them over, follows sales.</summary>
    Handoff,
}

/// <summary>Role names as admins write them.</summary>
internal static class RoleNames
{
    /// <summary>All, in the order of the documentation.</summary>
    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>The name on the command line, in health and in telemetry.</summary>
    public static string Word(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Reads a comma-separated list.</summary>
    /// <exception cref="StopsHereException">A name is unknown, or none is given.</exception>
    public static IReadOnlyList<Role> Parse(string list)
    {
        var words = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var roles = new SortedSet<Role>();
        foreach (var word in words)
        {
            if (All.Where(role => role.Word() == word.ToLowerInvariant()).ToList() is not [var role])
                throw new StopsHereException(ExitCode.Usage, $"there is no role '{word}'", $"write one or more of {string.Join(',', All.Select(Word))}");
            roles.Add(role);
        }
        return roles.Count > 0 ? [.. roles] : throw new StopsHereException(ExitCode.Usage, "no role is named", $"write one or more of {string.Join(',', All.Select(Word))}, or leave --roles out for all");
    }
}
