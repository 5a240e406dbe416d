using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Integration.Architecture.Tests.Purity;

/// <summary>
/// Finds what makes a decision depend on more than its arguments: clocks, randomness, threads, files, sockets, the environment.
/// A pure Core replays: the same pair, mapping and moment give the same decision in the simulator, in a test and at three in the morning.
/// </summary>
static class CorePurity
{
    static readonly (string Prefix, string Use)[] Types =
    [
        ("System.Threading.", "plain values; waiting and locking belong to the caller"),
        ("System.Runtime.CompilerServices.AsyncTaskMethodBuilder", "a plain method; awaiting belongs to the caller"),
        ("System.Runtime.CompilerServices.IAsyncStateMachine", "a plain method; awaiting belongs to the caller"),
        ("System.IO.", "text handed in by the caller"),
        ("System.Net.", "values handed in by the caller"),
        ("System.Data.", "values handed in by the caller"),
        ("System.TimeProvider", "a DateTimeOffset argument named now"),
        ("System.Random", "an argument"),
        ("System.Security.Cryptography.RandomNumberGenerator", "an argument"),
        ("System.Diagnostics.Stopwatch", "a DateTimeOffset argument named now"),
        ("System.Diagnostics.Process", "values handed in by the caller"),
        ("System.Diagnostics.Activity", "telemetry in the caller"),
        ("System.Console", "a returned value"),
        ("Microsoft.Extensions.", "plain constructor arguments"),
        ("Microsoft.AspNetCore.", "values handed in by the caller"),
    ];

    static readonly Dictionary<string, string> Members = new()
    {
        ["System.DateTime.get_Now"] = "an argument named now",
        ["System.DateTime.get_UtcNow"] = "an argument named now",
        ["System.DateTime.get_Today"] = "an argument named now",
        ["System.DateTimeOffset.get_Now"] = "an argument named now",
        ["System.DateTimeOffset.get_UtcNow"] = "an argument named now",
        ["System.DateTimeOffset.get_LocalDateTime"] = "UTC; the machine's zone is not an argument",
        ["System.DateTime.ToLocalTime"] = "UTC; the machine's zone is not an argument",
        ["System.TimeZoneInfo.get_Local"] = "a zone handed in by the caller",
        ["System.Guid.NewGuid"] = "an id handed in by the caller",
        ["System.Guid.CreateVersion7"] = "an id handed in by the caller",
        ["System.Environment.GetEnvironmentVariable"] = "an argument",
        ["System.Environment.get_MachineName"] = "an argument",
        ["System.Environment.get_TickCount64"] = "an argument named now",
        ["System.Environment.FailFast"] = "an exception",
        ["System.Globalization.CultureInfo.get_CurrentCulture"] = "CultureInfo.InvariantCulture",
    };

    /// <summary>The impure references of an assembly, each with what to use instead.</summary>
    public static IReadOnlyList<Violation> Of(string assemblyPath)
    {
        using var stream = File.OpenRead(assemblyPath);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var name = Path.GetFileName(assemblyPath);
        var violations = new List<Violation>();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = NameOf(metadata, handle);
            foreach (var (prefix, use) in Types)
                if (type.StartsWith(prefix, StringComparison.Ordinal)) violations.Add(new(name, 0, $"the code refers to {type}", use));
        }
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var full = $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";
            if (Members.TryGetValue(full, out var use)) violations.Add(new(name, 0, $"the code calls {full}", use));
        }
        return [.. violations.DistinctBy(violation => violation.What)];
    }

    /// <summary>Assemblies outside the base class library that the assembly refers to.</summary>
    public static IReadOnlyList<string> ForeignReferences(IEnumerable<string> references) =>
        [.. references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "mscorlib" or "netstandard"))];

    static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
