using Integration.App.Roles;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Handoff.Agreements;
using Integration.Handoff.Api;
using Integration.Hosting.Buses;
using Integration.HubSpot;
using Integration.Salesforce;
using Integration.Sync;

namespace Integration.App.Running;

/// <summary>All that one process of the service needs to know.</summary>
internal sealed record ServicePlan
{
    /// <summary>What it does; at least one.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }
    /// <summary>The mappings in force.</summary>
    public required IReadOnlyList<Mapping> Mappings { get; init; }
    /// <summary>Fields that are read of paired records beside the mapped ones: what the Agreement judges by.</summary>
    public ExtraFields Extra { get; init; } = ExtraFields.None;

    /// <summary>What is watched and not paired. Nothing without an Agreement.</summary>
    public SightingPlan Sightings { get; init; } = SightingPlan.None;

    /// <summary>How HubSpot is reached.</summary>
    public required HubSpotOptions HubSpot { get; init; }
    /// <summary>How Salesforce is reached.</summary>
    public required SalesforceOptions Salesforce { get; init; }
    /// <summary>The ledger's connection text.</summary>
    public required string Ledger { get; init; }
    /// <summary>The bus.</summary>
    public required BusOptions Bus { get; init; }
    /// <summary>Addresses to listen on.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }
    /// <summary>How long a write without an answer may still be applied by its system.</summary>
    public TimeSpan SettleTime { get; init; } = new SyncLimits().SettleTime;
    /// <summary>How often what no hint told of is looked for.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromDays(1);
    /// <summary>For how long a Sync that was killed keeps its pairs from the next one.</summary>
    public TimeSpan LeaseTime { get; init; } = new SyncOptions().LeaseTime;
    /// <summary>Why the role of a system starts with less than it should have; empty = none does.</summary>
    public IReadOnlyDictionary<SystemName, string> Lacks { get; init; } = new Dictionary<SystemName, string>();

    /// <summary>What the handoff role works by; without an Agreement it has nothing to do.</summary>
    public HandoffTerms Handoff { get; init; } = new();
    /// <summary>Who may call what changes something.</summary>
    public Callers Callers { get; init; } = Callers.None;

    /// <summary>Directory of the configuration, whose Agreement and team are taken anew when they change; null = there is none.</summary>
    public string? Directory { get; init; }
    /// <summary>Who begins the roles anew when a changed configuration needs it; null = nobody, and it is said that it waits.</summary>
    public NextStart? NextStart { get; init; }
    /// <summary>What the systems said of their objects at the start; null = they were not asked.</summary>
    public SchemaCatalog? Schemas { get; init; }

    /// <summary>Whether the process has the role.</summary>
    public bool Has(Role role) => Roles.Contains(role);
}
