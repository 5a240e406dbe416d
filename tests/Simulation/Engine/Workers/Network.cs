using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>How a call went.</summary>
internal enum Fate
{
    Answered,
    /// <summary>Refused before anything was done: a rate limit.</summary>
    Limited,
    /// <summary>Refused before anything was done: no calls left today.</summary>
    NoQuota,
    /// <summary>Refused before anything was done: our credentials are not taken.</summary>
    NoCredentials,
    /// <summary>A time-out or a server error: it may have been done, or may be done later.</summary>
    NoAnswer,
}

/// <summary>The way to a system and back: latency, lost requests, lost answers, servers that finish after the client gave up, systems that refuse us.</summary>
internal sealed class Network(Scheduler scheduler, Chance chance, Knobs knobs)
{
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(30);
    private readonly Dictionary<(SystemName System, Fate Fate), DateTimeOffset> refusals = [];

    /// <summary>False in the calm. An outage that has begun lasts as long as it was planned to.</summary>
    public bool HasFaults { get; set; } = true;

    /// <summary>Calls that reached a system or were to.</summary>
    public int Calls { get; private set; }

    /// <summary>Every call of a system is refused for a while.</summary>
    public void Refuse(SystemName system, Fate fate, TimeSpan howLong) => refusals[(system, fate)] = scheduler.Now + howLong;

    /// <summary>Calls a system. The server does its work even when the caller has died meanwhile.</summary>
    /// <param name="from">Who waits.</param>
    /// <param name="system">Who is called.</param>
    /// <param name="verb">What for; with the system it names the stream of chance.</param>
    /// <param name="serve">What the server does at the moment of its commit.</param>
    public Task<(Fate Fate, T? Value)> CallAsync<T>(Process from, SystemName system, string verb, Func<T> serve)
    {
        var purpose = system == SystemName.HubSpot ? "h/" + verb : "s/" + verb;
        var answer = new TaskCompletionSource<(Fate, T?)>();
        void End(TimeSpan after, Fate fate, T? value) => scheduler.After(after, from, () => answer.TrySetResult((fate, value)));
        var (there, back) = (Latency(purpose), Latency(purpose));
        Calls++;
        if (Refusal(system) is { } refused) End(there + back, refused, default);
        else if (Strikes(purpose, "/limited", knobs.Limited))
        {
            Refuse(system, Fate.Limited, TimeSpan.FromSeconds(chance.Of(purpose + "/limitedFor").Next(60)));
            End(there + back, Fate.Limited, default);
        }
        else if (Strikes(purpose, "/lost", knobs.RequestLost)) End(GivesUp(purpose, there + back), Fate.NoAnswer, default);
        else if (Strikes(purpose, "/zombie", knobs.Zombie))
        {
            // HubSpot works up to 100 s on a request that its caller has long given up.
            scheduler.After(TimeSpan.FromSeconds(chance.Of(purpose + "/late").Next(30, 100)), null, () => serve());
            End(ClientTimeout, Fate.NoAnswer, default);
        }
        else if (Strikes(purpose, "/unheard", knobs.AnswerLost))
        {
            scheduler.After(there, null, () => serve());
            End(GivesUp(purpose, there + back), Fate.NoAnswer, default);
        }
        else scheduler.After(there, null, () =>
        {
            var value = serve();
            End(back, Fate.Answered, value);
        });
        return answer.Task;
    }

    /// <summary>Whether one record of a batch fails alone.</summary>
    public bool RecordFails(SystemName system) => HasFaults && chance.Strikes(system == SystemName.HubSpot ? "h/record" : "s/record", knobs.RecordFails);

    private Fate? Refusal(SystemName system)
    {
        foreach (var fate in (ReadOnlySpan<Fate>)[Fate.NoCredentials, Fate.NoQuota, Fate.Limited])
            if (refusals.TryGetValue((system, fate), out var until) && until > scheduler.Now) return fate;
        return null;
    }

    // A server error comes at once, a silence only after the client's patience.
    private TimeSpan GivesUp(string purpose, TimeSpan error) => chance.Strikes(purpose + "/silence", 0.5) ? ClientTimeout : error;

    private bool Strikes(string purpose, string what, double probability) => HasFaults && probability > 0 && chance.Strikes(purpose + what, probability);

    private TimeSpan Latency(string purpose) => TimeSpan.FromMilliseconds(1 + chance.Of(purpose + "/latency").Next(HasFaults ? knobs.LatencyMs : 50));
}
