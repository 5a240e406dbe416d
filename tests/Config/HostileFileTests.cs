using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Tests;

/// <summary>A megabyte of anything is answered: no exception, no endless work, and an error that has a place.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("a: b\n")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("!a ")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("[a: ")]
    [InlineData("---\n")]
    [InlineData("|\n")]
    [InlineData("a")]
    [InlineData("a1")]
    [InlineData("kind: Mapping\n---\n")]
    [InlineData("- {hubspot: a, salesforce: B}\n")]
    [InlineData("token: ")]
    public void A_megabyte_of_it_is_an_error_with_a_place(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, YamlLimits.FileBytesMax / piece.Length));
        foreach (var whole in (string[])[text, "kind: Mapping\nfields:\n" + text, "kind: Connections\nhubspot: " + text])
        {
            var result = ConfigLoader.Read(Cases.Directory, [new SourceText("a.yaml", whole)], _ => null, null, new Findings());
            var found = Assert.Single(result.Diagnostics.Where(found => found.Severity == Severity.Error).Take(1));
            Assert.StartsWith("a.yaml", found.Place.ToString());
            Assert.InRange(result.Render(colour: false).Length, 50, 2_000_000);
        }
    }
}
