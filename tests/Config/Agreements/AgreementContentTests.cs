using System.Globalization;
using System.Text;
using Integration.Config.Agreements;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Approvals;

namespace Integration.Config.Tests.Agreements;

/// <summary>What is kept beside the signatures says the same when it is read back: else a version that was signed would be lost with a restart.</summary>
public sealed class AgreementContentTests
{
    public static TheoryData<string> Files => new(
        Directory.EnumerateFiles(Repository.Path("docs", "samples"), "agreement.yaml", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Cases.Directory, "agr*.yaml"))
            .Select(path => Path.GetRelativePath(Repository.Path(), path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_agreement_reads_back_with_its_hash(string file)
    {
        if (Read(File.ReadAllText(Repository.Path(file))) is { } document) Holds(document, file);
        else Assert.Contains("Cases", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_reads_back_with_its_hash()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var document = Read(Drawn(new Random(seed)));
            Assert.True(document is not null, $"seed {seed} makes a good Agreement");
            Holds(document!, $"seed {seed}");
        }
    }

    [Fact]
    public void Comments_layout_and_the_order_of_keys_do_not_matter_and_a_changed_word_does()
    {
        const string one = "kind: Agreement\nversion: 1\nsignatories: { marketing: mia, sales: sam }\nqualified: { field: country, in: [DE, AT] }\nhandoff: { owner: [{ queue: { name: In, id: 00G000000000001AAA } }] }\nfollow-up: { calendar: emea }\nrecycle: { reasons: { late: { after: 90d } } }\n";
        const string same = "# signed in May\nkind: Agreement\nversion: 1\nqualified:\n  in:\n    - DE   # Germany\n    - AT\n  field: country\nsignatories: { sales: sam, marketing: 'mia' }\nhandoff: { owner: [{ queue: { id: 00G000000000001AAA, name: In } }] }\nrecycle: { reasons: { late: { after: \"90d\" } } }\nfollow-up: { calendar: emea }\n";
        var hash = Read(one)!.Agreement.Hash;
        Assert.Equal(hash, Read(same)!.Agreement.Hash);
        Assert.NotEqual(hash, Read(one.Replace("[DE, AT]", "[AT, DE]", StringComparison.Ordinal))!.Agreement.Hash);
        Assert.NotEqual(hash, Read(one.Replace("90d", "91d", StringComparison.Ordinal))!.Agreement.Hash);
    }

    private static void Holds(AgreementDocument document, string what)
    {
        Assert.Equal(document.Agreement.Hash, ContentHash.Of(document.Content));
        var again = AgreementContent.Read(document.Content);
        Assert.True(again is not null, $"{what}: its content is read back");
        Assert.Equal(document.Agreement.Hash, again!.Hash);
        Assert.Equal(document.Content, Read(document.Content)!.Content);
    }

    private static AgreementDocument? Read(string yaml)
    {
        var findings = new Findings();
        return YamlReader.Read(new SourceText("agreement.yaml", yaml), findings) is [YamlMap map] ? AgreementReader.Read(map, SchemaCatalog.Standard, findings).Document : null;
    }

    // Texts that look like something else to a YAML or JSON reader are where a round trip breaks.
    private static readonly string[] Odd =
    [
        "plain", "007", "1.10", "1e3", "true", "null", "~", "NO", "-", "?", "a: b", "a #b", "# no comment", "{x}", "[y]", "\"quoted\"", "it's", "back\\slash", "tab\there", "line\nbreak", "  spaces  ",
        "Zürich", "東京", "🙂", "\u0001", "\u2028", "<b>&amp;</b>", "%d", "@at", "`tick`", "*star", "&amp", "!bang", "2026-11-22", "0x1F", "+1", ".5", "=", "|", ">", "%",
    ];

    private static string Drawn(Random random)
    {
        string Text() => Quoted(string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Odd[random.Next(Odd.Length)])));
        string List(int most) => "[" + string.Join(", ", Enumerable.Range(0, random.Next(1, most)).Select(number => Quoted($"{number}{Odd[random.Next(Odd.Length)]}"))) + "]";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"kind: Agreement\nversion: {random.Next(1, 900)}\nsignatories: {{ marketing: {Quoted("m" + Odd[random.Next(Odd.Length)])}, sales: {Quoted("s" + random.Next(1000))} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"qualified: {{ all: [{{ name: {Text()}, field: country, in: {List(5)} }}, {{ field: jobtitle, contains: {List(3)} }}] }}\n");
        text.Append(CultureInfo.InvariantCulture, $"handoff: {{ why: [{Text()}], task: {Text()}, owner: [{{ queue: {{ name: {Text()}, id: 00G000000000001AAA }} }}] }}\n");
        text.Append(CultureInfo.InvariantCulture, $"follow-up: {{ calendar: emea, first-touch: {random.Next(1, 40)} business hours, pauses: {{ {Text()}: {random.Next(1, 60)}d }} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"recycle: {{ reasons: {{ {Quoted("r" + Odd[random.Next(Odd.Length)])}: {{ after: {random.Next(1, 300)}d }}, never: {{ never: true }} }} }}\n");
        return text.ToString();
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
