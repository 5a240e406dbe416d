using Integration.Connectors.Ports;

namespace Integration.Connectors.Feeds;

/// <summary>What a poll owes because its system's clock was set back: the watermark goes down to where changes are stamped now, once the pass under way has ended.</summary>
/// <remarks>The pass goes on to its end first: it has no upper bound, and what it has told need not be told again.</remarks>
public sealed class ClockSetBack
{
    private DateTimeOffset? to;

    /// <summary>Takes what <see cref="ServerClock.Heard"/> says of an answer; of several, the earliest counts.</summary>
    /// <param name="back">The earliest stamp that a change made since can have; null = the clock goes on as it should.</param>
    public void Heard(DateTimeOffset? back)
    {
        if (back is { } earlier && !(to < earlier)) to = earlier;
    }

    /// <summary>The watermark that a pass may end at: the given one, or an earlier one while something is owed.</summary>
    public DateTimeOffset Within(DateTimeOffset watermark) => to is { } owed && owed < watermark ? owed : watermark;

    /// <summary>The watermark is stored: the next pass reaches back all the way, and it is told. Forgotten before, it would be stored never.</summary>
    /// <param name="feed">Whose; counted as <c>FEED.clock-set-back</c>.</param>
    /// <param name="lookBack">Of the feed.</param>
    /// <param name="sink">Takes the count.</param>
    /// <param name="tell">Gets what changes are looked for since, by the system's clock; not called when nothing was owed.</param>
    /// <param name="stop">Stops waiting for the count.</param>
    public async Task StoredAsync(string feed, LookBack lookBack, IHintSink sink, Action<DateTimeOffset> tell, CancellationToken stop)
    {
        if (to is not { } since) return;
        to = null;
        lookBack.Again();
        tell(since);
        await sink.CountAsync($"{feed}.clock-set-back", 1, stop);
    }
}
