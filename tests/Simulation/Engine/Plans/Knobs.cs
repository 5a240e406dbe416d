using System.Reflection;

namespace Integration.Simulation.Tests.Engine.Plans;

/// <summary>What may go wrong, as probabilities and switches; the default of each is off.</summary>
internal sealed record Knobs
{
    /// <summary>A request never arrives.</summary>
    public double RequestLost { get; init; }
    /// <summary>The server did its work and the answer is lost, or is a 500.</summary>
    public double AnswerLost { get; init; }
    /// <summary>The server does its work after the client has given up.</summary>
    public double Zombie { get; init; }
    /// <summary>A call meets a rate limit; so do all for up to a minute.</summary>
    public double Limited { get; init; }
    /// <summary>One record of a batch fails alone.</summary>
    public double RecordFails { get; init; }
    public double HintDropped { get; init; }
    public double HintDoubled { get; init; }
    public int HintDelaySeconds { get; init; }
    /// <summary>Hints say what the record is said to hold.</summary>
    public bool HintsClaim { get; init; }
    public bool Polls { get; init; }
    /// <summary>How far a poll looks back behind its cursor.</summary>
    public bool PollsLookBack { get; init; }
    public bool SweepsInStorm { get; init; }
    public bool SecondWorker { get; init; }
    /// <summary>A validation rule of Salesforce refuses some values.</summary>
    public bool Rejects { get; init; }
    /// <summary>Salesforce stores one field in capitals.</summary>
    public bool Formats { get; init; }
    /// <summary>A workflow sets another field within 200 ms of our write.</summary>
    public bool Automates { get; init; }
    public bool DeletesPropagate { get; init; }
    /// <summary>Another automation puts back what we write over: fax in HubSpot, the first name in both systems.</summary>
    public bool Rivals { get; init; }
    /// <summary>Deletions in an hour that the brake lets through; 0 = as many as by default.</summary>
    public int DeletesPerHour { get; init; }
    public int HubSpotSkewSeconds { get; init; }
    public int SalesforceSkewSeconds { get; init; }
    /// <summary>All clocks of ours are off by this.</summary>
    public int OwnSkewSeconds { get; init; }
    /// <summary>The clocks of our own processes differ by up to twice this. More than the settle time leaves over is more than the design bears.</summary>
    public int ProcessSkewSeconds { get; init; }
    /// <summary>Seconds between a Salesforce edit's stamp and its commit, at most.</summary>
    public int LateSeconds { get; init; }
    /// <summary>Seconds until a HubSpot poll can see a change, at most.</summary>
    public int SearchLagSeconds { get; init; }
    public int LatencyMs { get; init; } = 100;
    /// <summary>Time that the ledger takes to answer; 0 = at once. Each answer is a place to crash.</summary>
    public int LedgerMs { get; init; }
    public bool Sqlite { get; init; }

    private static readonly Knobs Off = new();
    private static readonly PropertyInfo[] All = [.. typeof(Knobs).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)];

    /// <summary>Names and values of the knobs that are on.</summary>
    public IEnumerable<(string Name, object? Value)> On =>
        All.Select(knob => (knob.Name, Value: knob.GetValue(this))).Where(knob => !Equals(knob.Value, All.First(each => each.Name == knob.Name).GetValue(Off)));

    /// <summary>A copy with one knob off.</summary>
    public Knobs Without(string name)
    {
        var copy = this with { };
        var knob = All.First(each => each.Name == name);
        knob.SetValue(copy, knob.GetValue(Off));
        return copy;
    }

    public override string ToString() => string.Join(", ", On.Select(knob => FormattableString.Invariant($"{knob.Name}={knob.Value}")));
}
