using System.Text;
using Integration.App.Commands;
using Integration.Config;
using Integration.Config.Mappings;

namespace Integration.App.Demo;

/// <summary>The demo's configuration: the shipped mappings, the sample Agreement, and a team of the Sandbox's users, as files that a newcomer can read and change while it runs.</summary>
internal static class DemoConfig
{
    /// <summary>What signs for nobody real: the demo's callers know it, and nothing but loopback hears it.</summary>
    public const string Token = "demo-token-of-the-sandbox";

    private const string Manager = "Quinn Baker";

    /// <summary>Where the files are, below the data directory.</summary>
    public static string DirectoryOf(string data) => Path.Combine(data, "config");

    /// <summary>Writes what is not there yet; what somebody changed stays.</summary>
    /// <exception cref="StopsHereException">The directory cannot be written.</exception>
    public static async Task WriteAsync(string data, DemoSystems systems, CancellationToken stop)
    {
        var directory = DirectoryOf(data);
        try
        {
            Directory.CreateDirectory(directory);
            Write("mapping.yaml", DefaultMapping.PeopleYaml);
            Write("companies.yaml", DefaultMapping.CompaniesYaml);
            // The sample's countries are codes and its manager is Sam; in the Sandbox countries have names, and the users are others.
            Write("agreement.yaml", Sample().Replace("[DE, AT, CH]", "[Germany, Austria, Switzerland]", StringComparison.Ordinal).Replace("Sam Sales", Manager, StringComparison.Ordinal));
            Write("team.yaml", Team(await systems.UsersAsync(stop)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StopsHereException(ExitCode.OutsideFailed, $"the demo's configuration in '{directory}' cannot be written: {failure.Message}", "give a writable directory with --data DIR");
        }

        void Write(string file, string text)
        {
            var path = Path.Combine(directory, file);
            if (!File.Exists(path)) File.WriteAllText(path, text);
        }
    }

    /// <summary>Reads them; null when no demo ever ran there.</summary>
    /// <exception cref="StopsHereException">Somebody changed them so that they are refused; all findings were printed.</exception>
    public static Integration.Config.Configuration? Read(CommandContext context, string data)
    {
        var directory = DirectoryOf(data);
        if (!Directory.Exists(directory)) return null;
        var result = ConfigLoader.Load(directory, context.Environment);
        if (result.Configuration is { } configuration) return configuration;
        context.Terminal.Error.Write(result.Render(context.Terminal.UsesColour));
        throw new StopsHereException(ExitCode.NotInOrder, $"the demo's configuration in '{directory}' is refused", "mend what is listed above, or delete the directory: the next start writes it anew");
    }

    private static string Sample()
    {
        using var stream = typeof(DemoConfig).Assembly.GetManifestResourceStream("agreement.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Open day and night: a newcomer who starts the demo on a Sunday is to see clocks run.
    private static string Team(IReadOnlyDictionary<string, string> users)
    {
        var text = new StringBuilder("""
            # The team of the demo: users of the emulated org. People come, go and fall ill without a signature.
            kind: Team
            calendars:
              emea: { zone: Europe/Berlin, hours: { mon-sun: "0:00-24:00" } }
            reps:

            """);
        foreach (var rep in DemoSeed.Reps)
            text.Append(rep == Manager ? $"  - {{ name: {rep}, salesforce: {users[DemoSeed.Mail(rep)]}, weight: 0, calendar: emea }}\n"
                : $"  - {{ name: {rep}, salesforce: {users[DemoSeed.Mail(rep)]}, teams: [emea], calendar: emea, manager: {Manager} }}\n");
        return text.ToString();
    }
}
