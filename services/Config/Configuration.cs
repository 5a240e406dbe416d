using System.Collections.Immutable;
using Integration.Config.Agreements;
using Integration.Config.Systems;
using Integration.Core.Mappings;
using Integration.Core.Routing;

namespace Integration.Config;

/// <summary>A directory's meaning, checked.</summary>
/// <param name="Connections">Null when the directory has no Connections document: the mappings can be checked, not run.</param>
/// <param name="Mappings">At least one, by name; no two about the same object.</param>
public sealed record Configuration(SystemConnections? Connections, ImmutableArray<Mapping> Mappings)
{
    /// <summary>The versions of the Agreement in the directory, by version; empty = nothing is handed over. Which one is live, the signatures say.</summary>
    public ImmutableArray<AgreementDocument> Agreements { get; init; } = [];
    /// <summary>Calendars and reps; empty without a Team document.</summary>
    public Roster Roster { get; init; } = new();
}
