using System.Xml;
using System.Xml.Linq;

namespace Integration.Architecture.Tests.Dependencies;

/// <summary>What a project declares, with the line that declares it.</summary>
static class ProjectFile
{
    public static string PathOf(string project) => $"services/{project}/{project}.csproj";

    public static IReadOnlyList<(string Name, int Line)> ProjectsOf(string project) =>
        [.. Items(project, "ProjectReference").Select(item => (Path.GetFileNameWithoutExtension(item.Name.Replace('\\', '/')), item.Line))];

    public static IReadOnlyList<(string Name, int Line)> PackagesOf(string project) => [.. Items(project, "PackageReference")];

    static IEnumerable<(string Name, int Line)> Items(string project, string element) =>
        XDocument.Parse(Repository.Read(PathOf(project)), LoadOptions.SetLineInfo)
            .Descendants(element)
            .Where(item => item.Attribute("Include") is not null)
            .Select(item => (item.Attribute("Include")!.Value, ((IXmlLineInfo)item).LineNumber));
}
