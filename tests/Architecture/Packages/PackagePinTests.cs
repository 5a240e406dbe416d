namespace Integration.Architecture.Tests.Packages;

public class PackagePinTests
{
    const string File = "Directory.Packages.props";

    [Fact]
    public void Every_pinned_version_says_why() => Violation.AssertNone(PackagePins.Check(File, Repository.Read(File)));

    [Fact]
    public void A_pin_without_a_reason_and_a_floating_one_are_reported()
    {
        var found = PackagePins.Check(File,
            """
            <!-- The newest. -->
            <PackageVersion Include="A" Version="1.0.0" />
            <PackageVersion Include="B" Version="1.*" />

            <PackageVersion Include="C" Version="1.0.0" />
            """);

        Assert.Equal(["B floats", "C is pinned without a reason"], found.Select(violation => violation.What));
    }

    [Fact]
    public void No_project_pins_a_version_of_its_own()
    {
        var own = Repository.Files
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Contains(" Version=\"", StringComparison.Ordinal));

        Assert.Empty(own);
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        var projects = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, file => Assert.Contains($"{Path.GetDirectoryName(file)!.Replace('\\', '/')}/packages.lock.json", Repository.Files));
    }
}
