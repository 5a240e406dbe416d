using System.Text.Json;
using Integration.Config.Diagnostics;

namespace Integration.Config.Tests.Diagnostics;

public sealed class DiagnosticJsonTests
{
    private static JsonElement Write(ConfigResult result)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) DiagnosticJson.Write(json, result.Diagnostics);
        return JsonDocument.Parse(bytes.ToArray()).RootElement;
    }

    [Fact]
    public void A_finding_carries_its_place_and_its_mend()
    {
        var found = Write(Cases.Load("a", "kind: Mapping\nname: people\nname: persons\n")).EnumerateArray().Single(found => found.GetProperty("code").GetString() == "YML002");
        Assert.Equal(("error", "a.yaml", 3, 1, 4), (found.GetProperty("severity").GetString(), found.GetProperty("file").GetString(), found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32(), found.GetProperty("length").GetInt32()));
        Assert.Equal("keep one of the two", found.GetProperty("mend").GetString());
        Assert.Equal(2, found.GetProperty("related")[0].GetProperty("line").GetInt32());
        Assert.EndsWith("#yml002", found.GetProperty("more").GetString());
    }

    [Fact]
    public void Findings_come_in_the_order_of_their_places()
    {
        var lines = Write(Cases.Load("a", "kind: Mapping\nfoo: 1\nname: A\nbar: 2\n")).EnumerateArray().Where(found => found.GetProperty("file").GetString() == "a.yaml").Select(found => found.GetProperty("line").GetInt32()).ToList();
        Assert.Equal(lines.Order(), lines);
        Assert.True(lines.Distinct().Count() >= 3);
    }
}
