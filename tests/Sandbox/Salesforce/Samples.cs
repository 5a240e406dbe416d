using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>Sample payloads in the shared folder beside the repository; absent elsewhere.</summary>
internal static class Samples
{
    public static string Text(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "samples", "salesforce", name);
            if (File.Exists(file)) return File.ReadAllText(file);
        }
        Assert.Skip($"the folder 'shared' with sample {name} is not beside the repository");
        return "";
    }

    public static JsonNode Json(string name) => JsonNode.Parse(Text(name))!;

    /// <summary>Every key of the sample is there, with a value of the same type; null on either side goes with anything.</summary>
    public static void AssertShape(JsonNode? sample, JsonNode? actual, string path = "$")
    {
        if (sample is null || actual is null) return;
        Assert.True(sample.GetValueKind() == actual.GetValueKind() || (IsBool(sample) && IsBool(actual)), $"{path}: {sample.GetValueKind()} in the sample, {actual.GetValueKind()} in the answer");
        if (sample is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                Assert.True(actual.AsObject().ContainsKey(name), $"{path}.{name} is missing in {Cut(actual)}");
                AssertShape(value, actual[name], $"{path}.{name}");
            }
        }
        if (sample is JsonArray { Count: > 0 } items)
        {
            Assert.True(actual.AsArray().Count > 0, $"{path} is empty");
            AssertShape(items[0], actual[0], $"{path}[0]");
        }
    }

    /// <summary>As <see cref="AssertShape"/>, and the answer has no keys of its own.</summary>
    public static void AssertSameKeys(JsonNode sample, JsonNode actual, string path = "$")
    {
        AssertShape(sample, actual, path);
        AssertShape(actual, sample, path);
    }

    private static bool IsBool(JsonNode node) => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static string Cut(JsonNode node) => node.ToJsonString() is { Length: > 300 } text ? text[..300] : node.ToJsonString();
}
