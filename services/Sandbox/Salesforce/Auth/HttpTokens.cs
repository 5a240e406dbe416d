namespace Integration.Sandbox.Salesforce.Auth;

/// <summary>The token within an Authorization header.</summary>
internal static class HttpTokens
{
    /// <summary><c>Bearer T</c>, or <c>OAuth T</c> as jsforce sends it to the streaming endpoint; null for anything else.</summary>
    public static string? Bearer(string? authorization)
    {
        var parts = authorization?.Split(' ', 2, StringSplitOptions.TrimEntries);
        return parts is [var scheme, var token] && (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("OAuth", StringComparison.OrdinalIgnoreCase)) ? token : null;
    }
}
