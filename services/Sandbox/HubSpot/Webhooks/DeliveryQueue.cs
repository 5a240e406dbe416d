namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Events on their way: due times, retries, and what became of them. Source: facts/hubspot.md section 7.2.</summary>
internal sealed class DeliveryQueue(PortalState state)
{
    /// <summary>Most events in one delivery.</summary>
    public const int BatchMax = 100;

    /// <summary>How many delivered and given-up events are kept to look at.</summary>
    private const int KeptMax = 10_000;

    /// <summary>Waits before retry 1 to 10, before spreading: they add up to 24 hours, as documented; the single steps are not published.</summary>
    private static readonly TimeSpan[] RetryAfter =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(40),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(7), TimeSpan.FromHours(9),
    ];

    private readonly PriorityQueue<WebhookEvent, (long Due, long Order)> waiting = new();
    private readonly HashSet<WebhookEvent> inFlight = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<WebhookEvent> delivered = new();
    private readonly Queue<WebhookEvent> givenUp = new();
    private long order;

    /// <summary>Set by whoever delivers: called when something was added.</summary>
    public Action Added { get; set; } = static () => { };

    public long DeliveredCount { get; private set; }
    public long GivenUpCount { get; private set; }
    public long LostCount { get; private set; }
    public int PendingCount => waiting.Count + inFlight.Count;
    public IEnumerable<WebhookEvent> Delivered => delivered;
    public IEnumerable<WebhookEvent> GivenUp => givenUp;
    public IEnumerable<(WebhookEvent Event, DateTimeOffset Due)> Pending =>
        waiting.UnorderedItems.OrderBy(each => each.Priority).Select(each => (each.Element, new DateTimeOffset(each.Priority.Due, TimeSpan.Zero)))
            .Concat(inFlight.Select(each => (each, each.OccurredAt)));

    public void Add(WebhookEvent happened, DateTimeOffset due)
    {
        waiting.Enqueue(happened, (due.UtcTicks, order++));
        Added();
    }

    public void CountLost() => LostCount++;

    /// <summary>Whether anything could be taken at <paramref name="now"/>.</summary>
    public bool HasDue(DateTimeOffset now) => waiting.TryPeek(out _, out var first) && first.Due <= now.UtcTicks;

    /// <summary>Takes up to <paramref name="max"/> due events, in no order.</summary>
    public List<WebhookEvent> Take(DateTimeOffset now, int max)
    {
        var taken = new List<WebhookEvent>();
        while (taken.Count < max && HasDue(now))
        {
            var next = waiting.Dequeue();
            // Two equal events (a duplicate) are two deliveries: each needs an identity of its own while in flight.
            if (!inFlight.Add(next)) inFlight.Add(next = next with { });
            taken.Add(next);
        }
        for (var i = taken.Count - 1; i > 0; i--)
        {
            var j = state.Random.Next(i + 1);
            (taken[i], taken[j]) = (taken[j], taken[i]);
        }
        return taken;
    }

    public void Succeeded(IEnumerable<WebhookEvent> batch)
    {
        foreach (var each in batch)
        {
            if (!inFlight.Remove(each)) continue;
            DeliveredCount++;
            Keep(delivered, each);
        }
    }

    /// <summary>Plans the next attempt of each event, or gives it up after the tenth retry.</summary>
    public void Failed(IEnumerable<WebhookEvent> batch, DateTimeOffset now)
    {
        foreach (var each in batch)
        {
            if (!inFlight.Remove(each)) continue;
            if (each.AttemptNumber >= RetryAfter.Length)
            {
                GivenUpCount++;
                Keep(givenUp, each);
                continue;
            }
            var wait = RetryAfter[each.AttemptNumber] * (0.8 + 0.2 * state.Random.NextDouble());
            waiting.Enqueue(each with { AttemptNumber = each.AttemptNumber + 1 }, ((now + wait).UtcTicks, order++));
        }
    }

    private static void Keep(Queue<WebhookEvent> kept, WebhookEvent each)
    {
        kept.Enqueue(each);
        if (kept.Count > KeptMax) kept.Dequeue();
    }
}
