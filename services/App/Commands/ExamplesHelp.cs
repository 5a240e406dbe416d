using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Integration.App.Commands;

/// <summary>The usual help, then examples and exit codes.</summary>
internal sealed class ExamplesHelp(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        [""] = ["integration run", "integration check --config ./crm", "integration explain HubSpot/contacts/4711"],
        ["run"] =
        [
            "integration run                                  # the demo: both systems emulated, people at work",
            "integration run --quiet-demo --data /tmp/demo    # the same, nobody at work",
            "integration run --config ./crm                   # your HubSpot, your Salesforce",
            "INTEGRATION_BUS=amqp://me:pw@mq INTEGRATION_LEDGER='Host=pg;Database=crm' integration run --config ./crm --roles hubspot",
        ],
        ["sandbox"] = ["integration sandbox --seed empty", "integration sandbox --hubspot http://127.0.0.1:6101 --salesforce http://127.0.0.1:6102"],
        ["check"] = ["integration check --config ./crm", "integration check --config ./crm --online --json"],
        ["setup"] = ["integration setup --config ./crm            # what is missing, nothing changed", "integration setup --config ./crm --apply"],
        ["describe"] = ["integration describe salesforce Lead --config ./crm", "integration describe hubspot contacts --json"],
        ["explain"] = ["integration explain HubSpot/contacts/4711", "integration explain Salesforce/Lead/00QJ6000001ABCDEFG --json"],
        ["runs"] = ["integration runs --json"],
        ["undo"] = ["integration undo run-3 --dry-run --config ./crm", "integration undo run-3 --delete-created --config ./crm"],
        ["erase"] = ["integration erase HubSpot/contacts/4711 --yes"],
        ["erasures"] = ["integration erasures --json"],
        ["readmit"] = ["integration readmit HubSpot/contacts/4712"],
        ["release-deletes"] = ["integration release-deletes", "integration release-deletes --mapping people --json"],
        ["approve"] = ["integration approve --side marketing --config ./crm", "integration approve --side sales --as sam@acme.example --config ./crm"],
        ["handoffs"] = ["integration handoffs --config ./crm", "integration handoffs --all --json"],
        ["kpis"] = ["integration kpis --config ./crm", "integration kpis --id K2 --from 2026-10-01 --to 2026-12-31 --view cohort --json"],
        ["completion"] = ["source <(integration completion bash)"],
    };

    public static void ReplaceIn(RootCommand root)
    {
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction usual } option) option.Action = new ExamplesHelp(usual);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var usual = new StringWriter();
        parseResult.InvocationConfiguration.Output = usual;
        help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The program is called integration, whatever the file is called that runs it (dotnet's own, a test's).
        output.Write(usual.ToString().Replace(RootCommand.ExecutableName, "integration", StringComparison.Ordinal));
        var command = parseResult.CommandResult.Command;
        if (!Examples.TryGetValue(command is RootCommand ? "" : command.Name, out var examples)) return 0;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine("  0 done, 1 the thing asked about is not in order, 2 wrong usage, 3 an outside system failed");
        return 0;
    }
}
