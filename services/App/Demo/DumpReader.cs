using System.Text.Json.Nodes;

namespace Integration.App.Demo;

/// <summary>Reads <c>/_sandbox/dump</c>: an array from the org, <c>{results: […]}</c> from the portal.</summary>
internal static class DumpReader
{
    /// <summary>Ids of records that are neither deleted nor converted.</summary>
    public static IEnumerable<string> Live(JsonNode dump)
    {
        var records = dump as JsonArray ?? dump["results"]!.AsArray();
        foreach (var record in records)
        {
            if (IsTrue(record!["archived"]) || IsTrue(record["IsDeleted"]) || IsTrue(record["IsConverted"])) continue;
            yield return (record["id"] ?? record["Id"])!.GetValue<string>();
        }
    }

    private static bool IsTrue(JsonNode? value) => value is JsonValue flag && flag.TryGetValue<bool>(out var isTrue) && isTrue;
}
