namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Who writes, through what, and with which headers.</summary>
/// <param name="UserId">The user whose name the record will carry.</param>
public sealed record Caller(string UserId)
{
    /// <summary><c>client</c> of the Sforce-Call-Options header; it comes back in a change event's changeOrigin. Null when none was sent.</summary>
    public string? Client { get; init; }
    /// <summary>changeOrigin of what this caller changes; empty for work inside the org.</summary>
    public string Origin { get; init; } = "";
    /// <summary>Sforce-Auto-Assign: active assignment rules run, on create and on update. Default true, as at Salesforce.</summary>
    public bool AutoAssign { get; init; } = true;
    /// <summary>Sforce-Duplicate-Rule-Header allowSave: rules that only alert let the record pass.</summary>
    public bool AllowDuplicates { get; init; }
    /// <summary>A human in the org's own pages, or an import: sees and edits every field. False for API users, whom field-level security binds.</summary>
    public bool SeesEverything { get; init; }
    /// <summary>An import may say who made a record and when. Default false.</summary>
    public bool SetsAuditFields { get; init; }
    /// <summary>Method and path, or another name, that <c>lock</c> faults are matched with. Empty = none can strike.</summary>
    public string Subject { get; init; } = "";
    /// <summary>True for the tooling API, which alone knows CustomField and PlatformEventChannelMember.</summary>
    public bool Tooling { get; init; }
    /// <summary>The API version called; some answers differ by it.</summary>
    public int Version { get; init; } = 68;
}
