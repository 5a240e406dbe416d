using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integration.Sandbox.Salesforce.Composites;

/// <summary>Puts the answers of earlier subrequests where later ones name them: <c>@{lead.id}</c>, <c>@{query.records[0].Id}</c>.</summary>
internal sealed partial class References
{
    private readonly Dictionary<string, JsonNode?> answers = new(StringComparer.Ordinal);

    public void Add(string referenceId, JsonNode? body) => answers[referenceId] = body;

    /// <returns>The request with every reference replaced; null when one names something that is not there.</returns>
    public Subrequest? Resolve(Subrequest request)
    {
        var whole = true;
        var url = Reference().Replace(request.Url, match => Uri.EscapeDataString(Find(match.Groups[1].Value, ref whole) ?? ""));
        var body = Replace(request.Body, ref whole);
        return whole ? request with { Url = url, Body = body } : null;
    }

    private JsonNode? Replace(JsonNode? node, ref bool whole)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members) copy[name] = Replace(value, ref whole);
                return copy;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(Replace(item, ref whole));
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Contains("@{", StringComparison.Ordinal):
                var found = whole;
                var replaced = Reference().Replace(text, match => Find(match.Groups[1].Value, ref found) ?? "");
                whole = found;
                return JsonValue.Create(replaced);
            default: return node?.DeepClone();
        }
    }

    private string? Find(string path, ref bool whole)
    {
        var steps = path.Split('.');
        JsonNode? node = answers.GetValueOrDefault(steps[0].Split('[')[0]);
        var indexes = Index().Matches(steps[0]).Select(match => match.Groups[1].Value);
        foreach (var step in indexes.Concat(steps.Skip(1).SelectMany(step => Index().Matches(step).Select(match => match.Groups[1].Value).Prepend(step.Split('[')[0]))))
        {
            node = node switch
            {
                JsonObject members => members.FirstOrDefault(member => member.Key.Equals(step, StringComparison.OrdinalIgnoreCase)).Value,
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Count => list[at],
                _ => null,
            };
        }
        if (node is JsonValue) return node.ToString();
        whole = false;
        return null;
    }

    [GeneratedRegex(@"@\{([^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\[(\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
