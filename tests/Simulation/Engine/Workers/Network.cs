using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>How a call went.</summary>
internal enum Fate { Answered, Limited, NoAnswer }

/// <summary>The way to a system and back: latency, lost requests, lost answers, servers that finish after the client gave up.</summary>
internal sealed class Network(Scheduler scheduler, Chance chance, Knobs knobs)
{
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(30);

    /// <summary>False in the calm.</summary>
    public bool HasFaults { get; set; } = true;

    /// <summary>Calls a system. The server does its work even when the caller has died meanwhile.</summary>
    /// <param name="from">Who waits.</param>
    /// <param name="purpose">Names the stream of chance.</param>
    /// <param name="serve">What the server does at the moment of its commit.</param>
    public Task<(Fate Fate, T? Value)> CallAsync<T>(Process from, string purpose, Func<T> serve)
    {
        var answer = new TaskCompletionSource<(Fate, T?)>();
        void End(TimeSpan after, Fate fate, T? value) => scheduler.After(after, from, () => answer.TrySetResult((fate, value)));
        var (there, back) = (Latency(purpose), Latency(purpose));
        if (Strikes(purpose, "limited", knobs.Limited)) End(there + back, Fate.Limited, default);
        else if (Strikes(purpose, "lost", knobs.RequestLost)) End(ClientTimeout, Fate.NoAnswer, default);
        else if (Strikes(purpose, "zombie", knobs.Zombie))
        {
            // HubSpot works up to 100 s on a request that its caller has long given up.
            scheduler.After(TimeSpan.FromSeconds(chance.Of(purpose + "/late").Next(30, 100)), null, () => serve());
            End(ClientTimeout, Fate.NoAnswer, default);
        }
        else if (Strikes(purpose, "unheard", knobs.AnswerLost))
        {
            scheduler.After(there, null, () => serve());
            End(ClientTimeout, Fate.NoAnswer, default);
        }
        else scheduler.After(there, null, () =>
        {
            var value = serve();
            End(back, Fate.Answered, value);
        });
        return answer.Task;
    }

    private bool Strikes(string purpose, string what, double probability) => HasFaults && chance.Strikes($"{purpose}/{what}", probability);

    private TimeSpan Latency(string purpose) => TimeSpan.FromMilliseconds(1 + chance.Of(purpose + "/latency").Next(HasFaults ? knobs.LatencyMs : 50));
}
