using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Compares the form of two JSON texts: same keys and kinds all the way down, values free.</summary>
internal static class Shape
{
    /// <summary>Keys that real answers sometimes carry and sometimes not: facts/hubspot.md section 3.1 and 5.1.</summary>
    private static readonly string[] Optional = ["url", "paging", "teams", "sourceId", "warnings", "existingId"];

    /// <summary>The differences, each with its place; empty when the forms agree.</summary>
    /// <param name="openMaps">Maps whose keys depend on the data: the sample's keys must be there, others may be.</param>
    public static IReadOnlyList<string> Differences(JsonNode? sample, JsonNode? actual, params string[] openMaps)
    {
        var found = new List<string>();
        Walk(sample, actual, "$", false, openMaps, found);
        return found;
    }

    private static void Walk(JsonNode? sample, JsonNode? actual, string at, bool open, string[] openMaps, List<string> found)
    {
        switch (sample, actual)
        {
            // Any property value may be null on the wire: facts/hubspot.md section 5.4, point 1.
            case (null, _) or (_, null): break;
            case (JsonObject wanted, JsonObject got):
                foreach (var (key, value) in wanted)
                {
                    if (got.ContainsKey(key)) Walk(value, got[key], $"{at}.{key}", openMaps.Contains(key), openMaps, found);
                    else if (!Optional.Contains(key)) found.Add($"{at}.{key} is missing");
                }
                if (!open) found.AddRange(got.Where(each => !wanted.ContainsKey(each.Key) && !Optional.Contains(each.Key)).Select(each => $"{at}.{each.Key} is not in the sample"));
                break;
            case (JsonArray wanted, JsonArray got):
                if (wanted.Count > 0 && got.Count == 0) found.Add($"{at} is empty");
                for (var i = 0; i < Math.Min(wanted.Count, got.Count); i++) Walk(wanted[i], got[i], $"{at}[{i}]", false, openMaps, found);
                break;
            default:
                if (Kind(sample) != Kind(actual)) found.Add($"{at} is {Kind(actual)}, in the sample {Kind(sample)}");
                break;
        }
    }

    private static string Kind(JsonNode? node) => node!.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "Boolean" : node.GetValueKind().ToString();
}
