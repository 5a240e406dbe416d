using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Integration.Architecture.Tests.Dependencies;

/// <summary>What a built assembly really refers to, read from its metadata without loading it.</summary>
static class AssemblyFile
{
    public static string PathOf(string project) => Path.Combine(AppContext.BaseDirectory, $"Integration.{project}.dll");

    /// <summary>Names of the assemblies that the project's code uses; a reference that no code uses does not appear.</summary>
    public static IReadOnlyList<string> ReferencesOf(string project)
    {
        using var stream = File.OpenRead(PathOf(project));
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)];
    }
}
