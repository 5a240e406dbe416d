using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Integration.App.Tests.Rigs;

namespace Integration.App.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("integration-app-").FullName;
    private readonly Line line = new();

    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-run.txt", "run", "--help")]
    [InlineData("help-sandbox.txt", "sandbox", "--help")]
    [InlineData("help-check.txt", "check", "--help")]
    [InlineData("help-setup.txt", "setup", "--help")]
    [InlineData("help-describe.txt", "describe", "--help")]
    [InlineData("help-explain.txt", "explain", "--help")]
    [InlineData("help-completion.txt", "completion", "--help")]
    [InlineData("completion-bash.txt", "completion", "bash")]
    public async Task Help_is_as_written_down(string golden, params string[] arguments)
    {
        Assert.Equal(0, await line.RunAsync(arguments));
        Golden.Same(golden, line.Out);
    }

    [Theory]
    [InlineData("--hlp", "--hlp")]
    [InlineData("run --prt 1", "--prt")]
    [InlineData("run --port 70000", "--port '70000' is no port")]
    [InlineData("run --port eighty", "--port")]
    [InlineData("run --roles hubspot,sales", "there is no role 'sales'")]
    [InlineData("run --roles ,", "no role is named")]
    [InlineData("run --roles sync", "no bus connects them")]
    [InlineData("run --hubspot http://example.org:1", "no loopback address")]
    [InlineData("sandbox --seed some", "some")]
    [InlineData("describe zoho contacts", "zoho")]
    [InlineData("explain HubSpot-4711", "is no record key")]
    [InlineData("completion fish", "fish")]
    public async Task Wrong_usage_answers_2_and_says_what_and_how_to_mend(string arguments, string what)
    {
        Assert.Equal(2, await line.RunAsync(arguments.Split(' ')));
        Assert.Contains(what, line.Error);
        Assert.Contains("mend:", line.Error);
        Assert.Empty(line.Out);
    }

    [Theory]
    [InlineData("INTEGRATION_BUS", "http://mq", "INTEGRATION_BUS has the scheme 'http'")]
    [InlineData("INTEGRATION_BUS_PREFIX", "a b", "INTEGRATION_BUS_PREFIX")]
    [InlineData("INTEGRATION_URLS", "localhost", "INTEGRATION_URLS: 'localhost' is no http address")]
    public async Task A_wrong_variable_answers_2_before_anything_starts(string variable, string value, string what)
    {
        Assert.Equal(2, await line.With(variable, value).RunAsync(["run", "--data", folder, "--hubspot", "http://127.0.0.1:0", "--salesforce", "http://127.0.0.1:0"]));
        Assert.Contains(what, line.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_configuration_with_errors_answers_1_and_lists_them_all()
    {
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), "kind: Mapping\nname: people\nhubspot: contacts\nsalesforce: [Lead]\nmatch: [email]\nfields:\n  - { hubspot: email, salesforce: Emial }\n  - { hubspot: jobtitel, salesforce: Title }\n");
        Assert.Equal(1, await line.RunAsync(["check", "--config", folder]));
        Assert.Contains("mapping.yaml:7:", line.Out);
        Assert.Contains("mapping.yaml:8:", line.Out);

        var program = new Line();
        Assert.Equal(1, await program.RunAsync(["check", "--config", folder, "--json"]));
        var answer = JsonNode.Parse(program.Out)!;
        Assert.False(answer["good"]!.GetValue<bool>());
        Assert.All(answer["diagnostics"]!.AsArray(), found => Assert.NotEmpty(found!["mend"]!.GetValue<string>()));

        var service = new Line();
        Assert.Equal(1, await service.RunAsync(["run", "--config", folder, "--data", folder]));
        Assert.Contains("is refused", service.Error);
    }

    [Fact]
    public async Task A_missing_directory_answers_1()
    {
        Assert.Equal(1, await line.RunAsync(["check", "--config", Path.Combine(folder, "nowhere")]));
        Assert.Contains("nowhere", line.Out);
    }

    [Theory]
    [InlineData("--hubspot", "the Sandbox's HubSpot")]
    [InlineData("--salesforce", "the Sandbox's Salesforce")]
    [InlineData("--port", "the service")]
    public async Task A_port_in_use_answers_3_and_names_port_and_option(string option, string what)
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        var arguments = new Dictionary<string, string> { ["--hubspot"] = "http://127.0.0.1:0", ["--salesforce"] = "http://127.0.0.1:0", ["--port"] = "0", ["--data"] = folder };
        arguments[option] = option == "--port" ? $"{port}" : $"http://127.0.0.1:{port}";

        Assert.Equal(3, await line.RunAsync(["run", .. arguments.SelectMany(argument => new[] { argument.Key, argument.Value })]));

        Assert.Contains($"port {port} is in use, and {what} wants to listen there", line.Error);
        Assert.Contains(option, line.Error);
    }

    [Fact]
    public async Task A_data_directory_that_another_demo_uses_answers_3()
    {
        using var other = Integration.App.Running.Directories.Hold(folder);
        Assert.Equal(3, await line.RunAsync(["sandbox", "--data", folder, "--hubspot", "http://127.0.0.1:0", "--salesforce", "http://127.0.0.1:0"]));
        Assert.Contains("in use", line.Error);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_answers_3()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        Assert.Equal(3, await line.RunAsync(["run", "--data", file, "--port", "0", "--hubspot", "http://127.0.0.1:0", "--salesforce", "http://127.0.0.1:0"]));
        Assert.Contains("cannot be made", line.Error);
    }

    [Fact]
    public async Task Explaining_without_a_ledger_answers_1_and_makes_none()
    {
        Assert.Equal(1, await line.RunAsync(["explain", "HubSpot/contacts/1", "--data", folder]));
        Assert.Contains("there is no ledger", line.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Setup_of_a_system_that_is_away_answers_3()
    {
        Assert.Equal(3, await line.RunAsync(["describe", "salesforce", "Lead", "--config", WithConnections()]));
        Assert.Contains("mend:", line.Error);
    }

    [Fact]
    public async Task Options_are_suggested()
    {
        Assert.Equal(0, await line.RunAsync(["[suggest:12]", "run --quiet-"]));
        Assert.Contains("--quiet-demo", line.Out);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string WithConnections()
    {
        File.WriteAllText(Path.Combine(folder, "all.yaml"), """
            kind: Connections
            hubspot: { portal: 4711, url: "http://127.0.0.1:9", token: "${env:T}", dailyCalls: 40% }
            salesforce: { url: "http://127.0.0.1:9", clientId: sandbox, clientSecret: "${env:T}", dailyCalls: 40% }
            ---
            kind: Mapping
            name: people
            hubspot: contacts
            salesforce: [Lead]
            match: [email]
            fields:
              - { hubspot: email, salesforce: Email }
              - { hubspot: lastname, salesforce: LastName, default: "[not provided]" }
              - { hubspot: company, salesforce: Company, default: "[not provided]" }
            """);
        line.With("T", "x");
        return folder;
    }
}
