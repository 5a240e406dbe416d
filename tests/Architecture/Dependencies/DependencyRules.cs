using System.Collections.Frozen;

namespace Integration.Architecture.Tests.Dependencies;

/// <summary>Who may use whom. Docs: docs/ARCHITECTURE.md, "Who may use whom".</summary>
static class DependencyRules
{
    /// <summary>Project to the projects that it may use. A project that is not listed is a violation: the rule comes before the code.</summary>
    public static readonly FrozenDictionary<string, string[]> Projects = new Dictionary<string, string[]>
    {
        ["Core"] = [],
        ["Config"] = ["Core"],
        ["Ledger"] = ["Core"],
        ["Connectors"] = ["Core"],
        ["Messages"] = ["Core", "Connectors"],
        // Mirror images that never see each other: what both need belongs to Connectors.
        ["HubSpot"] = ["Core", "Connectors"],
        ["Salesforce"] = ["Core", "Connectors"],
        // The outside world: code shared with it would share our mistakes with it.
        ["Sandbox"] = [],
        ["Hosting"] = ["Core", "Connectors", "Ledger", "Messages"],
        // Neither sees a connector: what they ask for goes through Messages, or a role could not run in a process of its own.
        ["Sync"] = ["Core", "Connectors", "Ledger", "Messages"],
        ["Handoff"] = ["Core", "Connectors", "Ledger", "Messages"],
        ["Console"] = ["Core", "Connectors", "Ledger", "Messages"],
        ["App"] = ["Core", "Config", "Ledger", "Messages", "Connectors", "HubSpot", "Salesforce", "Sandbox", "Sync", "Handoff", "Console", "Hosting"],
    }.ToFrozenDictionary();

    /// <summary>Outside part (prefix of the assembly's name) to the projects that may use it; replacing the part then stays a local matter.</summary>
    public static readonly FrozenDictionary<string, string[]> Parts = new Dictionary<string, string[]>
    {
        // App adds the consumers of its roles, and tells a broker that cannot be reached from other failures.
        ["MassTransit"] = ["Hosting", "Sync", "Handoff", "App"],
        ["RabbitMQ."] = ["Hosting"],
        ["Npgsql"] = ["Ledger"],
        ["Microsoft.Data.Sqlite"] = ["Ledger"],
        ["SQLitePCLRaw"] = ["Ledger"],
        ["Dapper"] = ["Ledger"],
        ["YamlDotNet"] = ["Config"],
        ["Polly"] = ["Connectors", "HubSpot", "Salesforce"],
        ["OpenTelemetry"] = ["Hosting"],
        ["System.CommandLine"] = ["App"],
        ["Spectre.Console"] = ["App"],
        ["Bogus"] = ["App"],
    }.ToFrozenDictionary();
}
