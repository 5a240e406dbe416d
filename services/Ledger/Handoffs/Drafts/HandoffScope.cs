namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>What a commit of handoffs loads, and locks in this order, before it decides. Every list is distinct and in key order.</summary>
internal sealed record HandoffScope
{
    public required IReadOnlyList<Guid> Pairs { get; init; }
    public required IReadOnlyList<Guid> Handoffs { get; init; }
    public required IReadOnlyList<string> Timers { get; init; }
    public required IReadOnlyList<string> Rosters { get; init; }
    public required IReadOnlyList<Guid> Requests { get; init; }

    /// <summary>A receipt will be sealed: nobody else may have the chain's head meanwhile.</summary>
    public required bool Head { get; init; }

    public static HandoffScope Of(IReadOnlyList<HandoffCommit> commits) => new()
    {
        Pairs = [.. commits.SelectMany(PairsOf).Distinct().Order()],
        Handoffs = [.. commits.SelectMany(HandoffsOf).Distinct().Order()],
        Timers = [.. commits.SelectMany(commit => commit.Timers.Select(timer => timer.Id).Concat(commit.Fired.Select(fired => fired.Id))).Distinct().Order(StringComparer.Ordinal)],
        Rosters = [.. commits.SelectMany(commit => commit.Rosters).Select(roster => roster.Name).Distinct().Order(StringComparer.Ordinal)],
        Requests = [.. commits.SelectMany(commit => commit.Answers).Select(answer => answer.RequestId).Distinct().Order()],
        Head = commits.Any(commit => commit.Handoffs.Any(save => save.Seal is not null)),
    };

    private static IEnumerable<Guid> PairsOf(HandoffCommit commit)
    {
        var named = commit.Handoffs.Select(save => save.Handoff.PairId).Concat(commit.Wakes).Concat(commit.Asks.Select(ask => ask.PairId));
        return commit.Judged is { } judged ? named.Append(judged.PairId) : named;
    }

    // Those that only an event or a timer names too: what refers to nothing is the caller's mistake and is told so by name.
    private static IEnumerable<Guid> HandoffsOf(HandoffCommit commit) =>
        commit.Handoffs.Select(save => save.Handoff.Id)
            .Concat(commit.Events.Select(line => line.HandoffId))
            .Concat(commit.Timers.Select(timer => timer.HandoffId));
}
