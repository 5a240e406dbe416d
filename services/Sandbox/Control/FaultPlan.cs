using System.Text.RegularExpressions;

namespace Integration.Sandbox.Control;

/// <summary>The live fault plan of one system. Decisions come from a seeded stream, so one seed replays one storm.</summary>
public sealed class FaultPlan(int seed)
{
    private readonly Lock gate = new();
#pragma warning disable RS0030 // Seeded by the caller: this is the stated seed the ban asks for.
    private readonly Random random = new(seed);
#pragma warning restore RS0030
    private List<Rule> rules = [];

    /// <summary>Replaces the plan; an empty list clears it.</summary>
    public void Set(IEnumerable<Fault> faults)
    {
        var next = faults.Select(fault => new Rule(fault)).ToList();
        lock (gate) rules = next;
    }

    /// <summary>The first fault that strikes <paramref name="subject"/> now, or null.</summary>
    /// <param name="subject"><c>POST /path</c> for a request, <c>event:name</c> for an event.</param>
    /// <param name="admits">Kinds the caller can carry out at this point; others are passed over, uncounted.</param>
    public Fault? Strike(string subject, Func<FaultKind, bool> admits)
    {
        lock (gate)
        {
            foreach (var rule in rules)
            {
                if (!admits(rule.Fault.Do) || !rule.Matches(subject)) continue;
                if (rule.Seen++ < rule.Fault.After) continue;
                if (rule.Struck >= (rule.Fault.Times ?? int.MaxValue)) continue;
                if (rule.Fault.Rate < 1 && random.NextDouble() >= rule.Fault.Rate) continue;
                rule.Struck++;
                return rule.Fault;
            }
            return null;
        }
    }

    private sealed class Rule(Fault fault)
    {
        private readonly Regex pattern = new(
            "^(?:[A-Z]+ )?" + Regex.Escape(fault.On).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\ ", " ", StringComparison.Ordinal) + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

        public Fault Fault => fault;
        public int Seen { get; set; }
        public int Struck { get; set; }

        public bool Matches(string subject) => pattern.IsMatch(subject);
    }
}
