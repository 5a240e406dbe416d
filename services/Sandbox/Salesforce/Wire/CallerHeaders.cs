using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>The request headers that change what a write does: facts/salesforce.md section 3.</summary>
internal static class CallerHeaders
{
    /// <param name="caller">The user and the request.</param>
    /// <param name="header">Headers by name.</param>
    /// <param name="api"><c>rest</c>, <c>soap</c> or <c>bulk</c>, as a change event's origin names it.</param>
    public static Caller Apply(Caller caller, Func<string, string?> header, string api)
    {
        var client = Option(header("Sforce-Call-Options"), "client");
        return caller with
        {
            Client = client,
            Origin = Origin(api, caller.Version, client),
            AutoAssign = header("Sforce-Auto-Assign") is not { } assign ? caller.AutoAssign : !assign.Equals("FALSE", StringComparison.OrdinalIgnoreCase),
            AllowDuplicates = header("Sforce-Duplicate-Rule-Header") is { } rule ? Option(rule, "allowSave")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true : caller.AllowDuplicates,
        };
    }

    public static string Origin(string api, int version, string? client) => $"com/salesforce/api/{api}/{version}.0" + (client is null ? "" : $";client={client}");

    private static string? Option(string? header, string name) =>
        header?.Split([',', ';'], StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];
}
