namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>One streaming client between its handshake and its end.</summary>
internal sealed class CometClient(string id, string token, string cookie)
{
    /// <summary>A client that sends no connect for this long after an answer is forgotten: facts/salesforce.md section 8.3.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(40);

    public string Id => id;
    public string Token => token;
    /// <summary>Value of the cookies that must come back byte for byte.</summary>
    public string Cookie => cookie;
    /// <summary>When the last connect was answered.</summary>
    public DateTimeOffset LastSeen { get; set; }
    public bool Connected { get; set; }
    /// <summary>Counts connects; a held one whose number is no longer the last gives way to the newer.</summary>
    public int Connects { get; set; }
    /// <summary>Per channel: where to read on.</summary>
    public Dictionary<string, long> Subscriptions { get; } = new(StringComparer.OrdinalIgnoreCase);
    /// <summary>Channels whose replay value was taken: only the first subscription of a session has one.</summary>
    public HashSet<string> Replayed { get; } = new(StringComparer.OrdinalIgnoreCase);
    /// <summary>Completes when a held connect must answer at once.</summary>
    public TaskCompletionSource Release { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
