using System.Collections.Immutable;
using Integration.Config.Systems;
using Integration.Core.Mappings;

namespace Integration.Config;

/// <summary>A directory's meaning, checked.</summary>
/// <param name="Connections">Null when the directory has no Connections document: the mappings can be checked, not run.</param>
/// <param name="Mappings">At least one, by name; no two about the same object.</param>
public sealed record Configuration(SystemConnections? Connections, ImmutableArray<Mapping> Mappings);
