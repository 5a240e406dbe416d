using System.Text;
using Integration.Config.Diagnostics;

namespace Integration.Config.Tests.Diagnostics;

/// <summary>What is said about directories and files as a whole.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("config-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private ConfigResult Load(string? other = null) => ConfigLoader.Load(other ?? directory, Cases.Environment.GetValueOrDefault);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(directory, name), text);

    private static void Says(ConfigResult result, DiagnosticCode code)
    {
        Assert.Null(result.Configuration);
        var found = Assert.Single(result.Diagnostics, found => found.Code == code);
        Assert.Equal(Severity.Error, found.Severity);
        Assert.NotEmpty(found.Mend);
    }

    [Fact]
    public void A_missing_directory_is_an_error() => Says(Load(Path.Combine(directory, "nowhere")), DiagnosticCodes.NoDirectory);

    [Fact]
    public void A_file_is_no_directory()
    {
        Write("a.yaml", Cases.Companies);
        Says(Load(Path.Combine(directory, "a.yaml")), DiagnosticCodes.NoDirectory);
    }

    [Fact]
    public void A_directory_without_yaml_is_an_error()
    {
        Write("a.txt", Cases.Companies);
        Write(".hidden.yaml", Cases.Companies);
        Says(Load(), DiagnosticCodes.NoFiles);
    }

    [Fact]
    public void More_than_200_files_are_refused()
    {
        for (var i = 0; i < 201; i++) Write($"{i}.yaml", "");
        Says(Load(), DiagnosticCodes.TooManyFiles);
    }

    [Fact]
    public void A_file_above_a_megabyte_is_refused()
    {
        Write("a.yaml", new string('#', 1_048_577));
        Says(Load(), DiagnosticCodes.FileTooLarge);
    }

    [Fact]
    public void An_unreadable_file_is_an_error()
    {
        // A dangling link is unreadable for root as well, which file modes are not.
        File.CreateSymbolicLink(Path.Combine(directory, "a.yaml"), Path.Combine(directory, "nothing"));
        Says(Load(), DiagnosticCodes.FileUnreadable);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void A_file_that_is_not_utf_8_is_refused(string encoding)
    {
        File.WriteAllText(Path.Combine(directory, "a.yaml"), "kind: Mapping\nname: größe\n", Encoding.GetEncoding(encoding));
        Says(Load(), DiagnosticCodes.NotUtf8);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        File.WriteAllText(Path.Combine(directory, "a.yml"), (Cases.Connections + "\n---\n" + Cases.Companies + "\nfoo: 1\n").ReplaceLineEndings("\r\n"), new UTF8Encoding(true));
        var result = Load();
        var found = Assert.Single(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal((1, "foo: 1"), (found.Place.Column, result.Sources[found.Place.File].Line(found.Place.Line)));
    }

    [Fact]
    public void A_good_directory_of_two_files_loads()
    {
        Write("b.yaml", Cases.Connections);
        Write("a.yml", Cases.Companies);
        var result = Load();
        Assert.Equal(0, result.Count(Severity.Error));
        Assert.Equal("companies", Assert.Single(result.Configuration!.Mappings).Name);
        Assert.Equal(4711, result.Configuration.Connections!.HubSpot.Portal);
    }

    [Fact]
    public void Files_are_named_as_the_admin_gave_the_directory()
    {
        Write("a.yaml", "kind: Foo");
        Assert.StartsWith($"{directory}/a.yaml:1:7: error CFG008", Load(directory + "/").Render(colour: false));
    }
}
