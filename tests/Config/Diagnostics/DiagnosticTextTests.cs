using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Tests.Diagnostics;

/// <summary>What golden cases cannot show: colours, very long lines, letters that steer a terminal.</summary>
public sealed class DiagnosticTextTests
{
    private static string Render(string line, int column, int length, bool colour = false) =>
        DiagnosticText.Render(new Diagnostic(DiagnosticCodes.UnknownKey, Severity.Error, new Place("a.yaml", 1, column, length), "what", "mend"), new SourceText("a.yaml", line) { IsUnderstood = true }, colour);

    [Fact]
    public void Colour_marks_the_severity_and_the_place()
    {
        var text = Render("abc", 2, 1, colour: true);
        Assert.Contains("\u001b[1;31merror CFG020\u001b[0m", text);
        Assert.Contains("\u001b[1;31m^\u001b[0m", text);
        Assert.DoesNotContain('\u001b', Render("abc", 2, 1));
    }

    [Fact]
    public void A_long_line_is_shown_around_its_place()
    {
        var lines = Render(string.Join(' ', Enumerable.Repeat("word", 300)) + " HERE", 1_501, 4).Split('\n');
        Assert.True(lines[1].Length < 180);
        Assert.Equal(lines[1].IndexOf("HERE", StringComparison.Ordinal), lines[2].IndexOf('^'));
    }

    [Fact]
    public void Control_characters_do_not_reach_the_terminal() => Assert.DoesNotContain('\u001b', Render("a\u001b[2Jb", 1, 1));

    [Fact]
    public void A_tab_before_the_place_stays_a_tab() => Assert.Contains("      | \t^\n", Render("\tx", 2, 1));

    [Theory]
    [InlineData("token: abc", "token: ***")]
    [InlineData("clientSecret: 'abc'", "clientSecret: *****")]
    [InlineData("token: \"${env:TOKEN}\"", "token: \"${env:TOKEN}\"")]
    [InlineData("hubspot: hs_email_hard_bounce_reason_enum", "hubspot: hs_email_hard_bounce_reason_enum")]
    public void A_value_of_a_key_that_names_a_secret_is_starred(string line, string shown) => Assert.Contains($"| {shown}\n", Render(line, 1, 1));
}
