using System.Text;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;

namespace Integration.Config.Tests;

/// <summary>Whatever a hand or a merge does to a file, the loader answers with places and never with an exception.</summary>
public sealed class MutationTests
{
    private const string Planted = "pat-eu1-5e6f7a8b-PLANTED";

    private static readonly string[] Pieces =
        ["\n", "  ", "\t", "- ", ": ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "!x ", "#", "|", ">", "<<: ", "---\n", "...", "%", "@", "\\", "\u0000", "\u0085", "\u2028", "\uD800", "é", "~", "null", "kind", "hubspot", "salesforce: ", "fields:\n", "${env:", "}", "${file:/}", ".", ","];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_mutated_text_throws_and_every_failure_has_a_place(int seed)
    {
#pragma warning disable RS0030 // A stated seed is what the rule asks for.
        var random = new Random(seed);
#pragma warning restore RS0030
        string[] whole = [Cases.Connections + "\n---\n" + Cases.Companies, DefaultMapping.PeopleYaml + "\n---\n" + Cases.Companies, Cases.Connections.Replace("${env:TOKEN}", Planted)];
        var failed = 0;
        for (var round = 0; round < 250; round++)
        {
            var text = Mutate(whole[random.Next(whole.Length)], random);
            var result = Load(text);
            var rendered = result.Render(colour: round % 2 == 0);
            Assert.Equal(result.Configuration is null, result.Diagnostics.Any(found => found.Severity == Severity.Error));
            Assert.All(result.Diagnostics, found => Check(found, result, text));
            Assert.DoesNotContain("5e6f7a8b", rendered);
            failed += result.IsGood ? 0 : 1;
        }
        // A mutator that breaks nothing, or everything, would prove nothing.
        Assert.InRange(failed, 100, 249);
    }

    private static ConfigResult Load(string text)
    {
        var findings = new Findings();
        var source = ConfigFiles.Decode("a.yaml", Encoding.UTF8.GetBytes(text), findings);
        return ConfigLoader.Read(Cases.Directory, source is null ? [] : [source], Cases.Environment.GetValueOrDefault, null, findings);
    }

    private static void Check(Diagnostic found, ConfigResult result, string text)
    {
        Assert.NotEmpty(found.Mend);
        if (found.Place.Line == 0) return;
        var line = result.Sources[found.Place.File].Line(found.Place.Line);
        Assert.True(line is not null, $"{found.Place} {found.What} is outside of the text:\n{text}");
        Assert.InRange(found.Place.Column, 1, line.Length + 1);
        Assert.True(found.Place.Length >= 1);
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0 && mutated.Length > 0; times--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(5))
            {
                case 0: mutated.Remove(at, Math.Min(random.Next(1, 8), mutated.Length - at)); break;
                case 1: mutated.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: mutated[at] = (char)random.Next(32, 127); break;
                case 3: mutated.Insert(random.Next(mutated.Length), mutated.ToString(at, Math.Min(random.Next(1, 60), mutated.Length - at))); break;
                default: mutated.Length = at; break;
            }
        }
        return mutated.ToString();
    }
}
