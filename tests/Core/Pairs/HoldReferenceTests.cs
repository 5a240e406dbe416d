using System.Reflection;
using System.Text;
using Integration.Config.Tests;
using Integration.Core.Pairs;

namespace Integration.Core.Tests.Pairs;

/// <summary>docs/reference/holds.md is written from <see cref="HoldCodes"/>, so that a code that an admin meets is always one that the page explains.</summary>
public sealed class HoldReferenceTests
{
    [Fact]
    public void The_reference_of_holds_is_up_to_date() =>
        Golden.Check(Repository.Path("docs", "reference", "holds.md"), Page());

    [Fact]
    public void Every_code_is_listed_once_with_its_reason_and_mend()
    {
        var codes = typeof(HoldCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(codes);
        Assert.Equal(codes, HoldCodes.All.Select(entry => entry.Code));
        Assert.Distinct(codes);
        Assert.All(HoldCodes.All, entry => Assert.True(IsSentence(entry.Reason) && IsSentence(entry.Mend), $"{entry.Code}: reason and mend are whole sentences"));
    }

    [Fact]
    public void Every_code_says_whether_it_holds_the_pair_or_a_field() =>
        Assert.All(HoldCodes.All, entry => Assert.True(entry.Code.StartsWith(PairPrefix, StringComparison.Ordinal) ^ entry.Code.StartsWith(FieldPrefix, StringComparison.Ordinal), entry.Code));

    private const string PairPrefix = "PAIR-";
    private const string FieldPrefix = "FIELD-";

    private static string Page()
    {
        var page = new StringBuilder("""
            # Holds

            Whatever is not done is held under one of these codes, with a reason and what ends it. `GET /api/sync/held` lists what is held
            now, `GET /api/sync/status` counts it by code. A hold sends nothing until its cause changes or, where the entry has a retry
            time, until then; only braked deletions are released by hand. Codes keep their meaning for ever.
            This page is generated from `services/Core/Pairs/HoldCodes.cs`; do not edit it by hand (`UPDATE_GOLDEN=1 dotnet test tests/Core`).

            """);
        Section(page, "Pairs", "Nothing of the two records is written.", PairPrefix);
        Section(page, "Fields", "One field waits; the rest of the pair goes on.", FieldPrefix);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, string meaning, string prefix)
    {
        page.Append($"\n## {title}\n\n{meaning}\n");
        foreach (var (code, reason, mend) in HoldCodes.All.Where(entry => entry.Code.StartsWith(prefix, StringComparison.Ordinal)))
            page.Append($"\n### {code}\n\n{reason}\n\nMend: {mend}\n");
    }

    private static bool IsSentence(string text) => text.Length > 20 && char.IsUpper(text[0]) && text.EndsWith('.');
}
