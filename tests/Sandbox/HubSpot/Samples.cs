using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>The team's sample payloads of HubSpot traffic, where they are at hand: a folder <c>shared</c> beside the repository.</summary>
internal static class Samples
{
    private static readonly string? Folder = Find();

    /// <summary>The sample's text; skips the test aloud where the samples are not there.</summary>
    public static string Text(string name)
    {
        Assert.SkipWhen(Folder is null, "the samples are not here: no folder shared/samples/hubspot beside the repository");
        return File.ReadAllText(Path.Combine(Folder!, name));
    }

    public static JsonNode Json(string name) => JsonNode.Parse(Text(name))!;

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "shared", "samples", "hubspot");
            if (Directory.Exists(samples)) return samples;
        }
        return null;
    }
}
