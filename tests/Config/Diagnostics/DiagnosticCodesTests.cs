using System.Text.RegularExpressions;
using Integration.Config.Diagnostics;

namespace Integration.Config.Tests.Diagnostics;

public sealed class DiagnosticCodesTests
{
    /// <summary>Codes about directories and unreadable files; <see cref="DirectoryTests"/> has a case for each.</summary>
    private static readonly string[] OfDirectories = ["CFG001", "CFG002", "CFG003", "CFG004", "CFG005", "CFG006"];

    [Fact]
    public void Every_code_has_a_golden_case()
    {
        var cases = GoldenCaseTests.Names.Select(row => row.Data[..6].ToUpperInvariant()).Concat(OfDirectories).ToHashSet();
        Assert.Empty(DiagnosticCodes.All.Select(code => code.Id).Except(cases));
    }

    [Fact]
    public void Codes_are_well_formed_in_order_and_given_once()
    {
        Assert.All(DiagnosticCodes.All, code => Assert.Matches("^(CFG|YML|CON|MAP|CND|AGR|TEA)[0-9]{3}$", code.Id));
        Assert.Equal(DiagnosticCodes.All.Count, DiagnosticCodes.All.Select(code => code.Id).Distinct().Count());
        foreach (var family in DiagnosticCodes.All.GroupBy(code => code.Id[..3])) Assert.Equal(family.Order(Comparer<DiagnosticCode>.Create((a, b) => string.CompareOrdinal(a.Id, b.Id))), family);
    }

    [Fact]
    public void Every_code_says_why_and_how_to_mend() =>
        Assert.All(DiagnosticCodes.All, code =>
        {
            Assert.NotEmpty(code.Title);
            Assert.False(code.Title.EndsWith('.'));
            Assert.EndsWith(".", code.Why);
            Assert.EndsWith(".", code.Mend);
        });

    [Fact]
    public void Every_declared_code_is_listed()
    {
        var declared = typeof(DiagnosticCodes).GetFields().Where(field => field.FieldType == typeof(DiagnosticCode)).Select(field => (DiagnosticCode)field.GetValue(null)!);
        Assert.Equal(declared.Select(code => code.Id).Order(), DiagnosticCodes.All.Select(code => code.Id).Order());
    }

    [Fact]
    public void The_reference_page_is_up_to_date_and_has_every_code()
    {
        var page = DiagnosticReference.Markdown();
        Assert.Equal(DiagnosticCodes.All.Select(code => code.Id), Regex.Matches(page, "^### (.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
        Golden.Check(Repository.Path("docs", "reference", "diagnostics.md"), page);
    }
}
