using Integration.App.Commands;
using Integration.Config;
using Integration.Config.Agreements;
using Integration.Config.Mappings;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Routing;
using Integration.Handoff.Agreements;
using Integration.HubSpot;
using Integration.Ledger;
using Integration.Salesforce;

namespace Integration.App.Configuration;

/// <summary>A configuration that may be run with.</summary>
internal sealed record RunningConfig(IReadOnlyList<Mapping> Mappings, HubSpotOptions HubSpot, SalesforceOptions Salesforce)
{
    /// <summary>The versions of the Agreement; empty = nothing is handed over.</summary>
    public IReadOnlyList<AgreementDocument> Agreements { get; init; } = [];
    /// <summary>Who there is in sales.</summary>
    public Roster Roster { get; init; } = new();
    /// <summary>What the systems say of their objects; null = they were not asked.</summary>
    public SchemaCatalog? Live { get; init; }
    /// <summary>Agreement and team, for the handoff role.</summary>
    public HandoffTerms Terms => HandoffSettings.Terms(Agreements, Roster, Live);

    /// <summary>The Agreement as these files and a ledger have it, for a command that asks once. Nothing is read yet.</summary>
    public KnownAgreements AgreementsIn(ILedger ledger, TimeProvider time) => new(Terms, ledger, time);

    /// <summary>The mapping of people, for a command that cannot do without.</summary>
    /// <exception cref="StopsHereException">No mapping is of people.</exception>
    public Mapping People => HandoffSettings.PeopleOf(Mappings) ?? throw new StopsHereException(ExitCode.NotInOrder, "the configuration maps no people", "add a mapping of HubSpot contacts");

    /// <summary>Loads a directory, or what the demo runs by when there is none.</summary>
    /// <param name="context">Environment and terminal.</param>
    /// <param name="directory">The directory; null = the demo's.</param>
    /// <param name="data">The data directory, below which the demo keeps its configuration; null = the usual one.</param>
    /// <exception cref="StopsHereException">The directory has errors; all of them were printed.</exception>
    public static RunningConfig Load(CommandContext context, string? directory, string? data = null)
    {
        if (directory is null)
        {
            var demo = Demo.DemoConfig.Read(context, data ?? Running.Directories.Default);
            return new RunningConfig(demo is null ? DefaultMapping.All : demo.Mappings,
                Demo.DemoConnections.HubSpot(new Uri($"http://127.0.0.1:{Demo.DemoOptions.HubSpotPort}"), new Uri("http://127.0.0.1:5080/webhooks/hubspot")),
                Demo.DemoConnections.Salesforce(new Uri($"http://127.0.0.1:{Demo.DemoOptions.SalesforcePort}")))
            {
                Agreements = demo?.Agreements ?? [],
                Roster = demo?.Roster ?? new(),
            };
        }
        return Of(context, directory, ConfigLoader.Load(directory, context.Environment));
    }

    /// <summary>From what was loaded; prints every finding that is no mere information.</summary>
    public static RunningConfig Of(CommandContext context, string directory, ConfigResult result)
    {
        if (result.Diagnostics.Length > 0) context.Terminal.Error.Write(result.Render(context.Terminal.UsesColour));
        if (result.Configuration is not { } configuration)
            throw new StopsHereException(ExitCode.NotInOrder, $"the configuration in '{directory}' is refused", $"mend what is listed above; 'integration check --config {directory}' tries again");
        if (configuration.Connections is not { } connections)
            throw new StopsHereException(ExitCode.NotInOrder, $"the configuration in '{directory}' says no Connections", "add a 'kind: Connections' document");
        return new RunningConfig(configuration.Mappings, ConnectionOptions.Of(connections.HubSpot, context.Environment), ConnectionOptions.Of(connections.Salesforce, context.Environment))
        {
            Agreements = configuration.Agreements,
            Roster = configuration.Roster,
        };
    }
}
