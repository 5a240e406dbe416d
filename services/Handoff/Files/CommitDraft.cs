using Integration.Handoff.Rosters;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Files;

/// <summary>One decision with all that it changes, until it is stored.</summary>
internal sealed class CommitDraft
{
    private readonly Dictionary<string, long> claimed = new(StringComparer.Ordinal);

    public List<FileDraft> Files { get; } = [];
    public Judged? Judged { get; set; }
    public List<RequestAnswer> Answers { get; } = [];
    public List<Guid> Wakes { get; } = [];

    /// <summary>Clocks that this process has claimed: they fire with the commit, or are set anew by it.</summary>
    public void Claim(IEnumerable<TimerLease> timers)
    {
        foreach (var timer in timers) claimed[timer.Timer.Id] = timer.Epoch;
    }

    /// <summary>What is to be stored; moves the roster on.</summary>
    public HandoffCommit Build(PresentRoster roster)
    {
        var changed = Files.Where(file => file.HasChanged || claimed.Count > 0).ToList();
        var parts = changed.Select(file => file.Parts(claimed.Where(timer => timer.Key.StartsWith(file.File.Handoff.Id.ToString("N"), StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal))).ToList();
        return new HandoffCommit
        {
            Judged = Judged,
            Handoffs = [.. parts.Select(part => part.Save)],
            Events = [.. parts.SelectMany(part => part.Events)],
            Timers = [.. parts.SelectMany(part => part.Timers)],
            Fired = [.. parts.SelectMany(part => part.Fired)],
            Rosters = roster.Move(changed),
            Answers = Answers,
            Asks = [.. changed.SelectMany(file => file.Asks)],
            Wakes = Wakes,
        };
    }
}
