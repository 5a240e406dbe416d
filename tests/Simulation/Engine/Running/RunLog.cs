using System.Globalization;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>What a run tells of itself, line by line, and the first promise that it breaks.</summary>
/// <param name="scheduler">Whose time stands before each line.</param>
/// <param name="stamp">How that time is written.</param>
internal sealed class RunLog(Scheduler scheduler, string stamp)
{
    private readonly List<string> events = [];

    public IReadOnlyList<string> Events => events;

    /// <summary>Over all lines: the same plan gives the same (Q6).</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>Null = every promise is kept so far.</summary>
    public Finding? Finding { get; private set; }

    /// <summary>Carries the parts of a run out until a promise is broken. To throw is to break one.</summary>
    public void During(params ReadOnlySpan<Action> parts)
    {
        try
        {
            foreach (var part in parts)
                if (Finding is null) part();
        }
        catch (Exception error)
        {
            Found(new Finding("THROWN", error.ToString()));
        }
    }

    public void Found(Finding broken)
    {
        Finding ??= broken;
        Note($"BROKEN {broken.Rule}: {broken.What} {broken.About}");
    }

    public void Note(string what)
    {
        var line = $"{scheduler.Now.ToString(stamp, CultureInfo.InvariantCulture)} {what}";
        events.Add(line);
        unchecked
        {
            foreach (var letter in line) Hash = (Hash ^ letter) * 1099511628211;
        }
    }
}
