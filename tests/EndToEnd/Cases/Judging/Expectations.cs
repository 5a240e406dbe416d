using Integration.EndToEnd.Tests.Cases.Plans;

namespace Integration.EndToEnd.Tests.Cases.Judging;

/// <summary>What a plan says of the end, beside what always holds: the lines after a <c>settle</c>.</summary>
internal sealed class Expectations
{
    private static readonly string[] Verbs = ["expect", "held", "differs", "journal", "writes", "twins", "employed"];

    /// <summary><c>expect [SYSTEM] WHO field=value</c>.</summary>
    public List<(string? System, string Who, string Field, string Value, string Text)> Values { get; } = [];

    /// <summary><c>held WHO CODE [FIELD]</c>: must be held, and by that; nothing else may.</summary>
    public List<(string Who, string Code, string? Field)> Held { get; } = [];

    /// <summary><c>differs WHO FIELD</c>: the two sides may differ there.</summary>
    public List<(string Who, string Field)> Differing { get; } = [];

    /// <summary><c>journal WHO TEXT</c>: a line of the person's journal holds that value.</summary>
    public List<(string Who, string Value)> Journal { get; } = [];

    /// <summary><c>twins COMPANY</c>: once in HubSpot and once in Salesforce.</summary>
    public List<string> Companies { get; } = [];

    /// <summary><c>employed WHO COMPANY</c>: by HubSpot's primary company and by Salesforce's Account.</summary>
    public List<(string Who, string Company)> Employed { get; } = [];

    /// <summary><c>writes N</c>: most records that the service may have written since the case began; null = in proportion to what people did.</summary>
    public long? WritesMax { get; private set; }

    public static bool Speaks(Step step) => Verbs.Contains(step.Verb);

    public static Expectations Of(IEnumerable<Step> steps)
    {
        var made = new Expectations();
        foreach (var step in steps) made.Add(step);
        return made;
    }

    private void Add(Step step)
    {
        switch (step.Verb)
        {
            case "expect":
                var system = step.Word(0) is "hubspot" or "salesforce" ? step.Word(0) : null;
                foreach (var (field, value) in step.Named) Values.Add((system, step.Word(system is null ? 0 : 1), field, value, step.Text));
                break;
            case "held": Held.AddRange(CasePlan.Crowd(step.Word(0)).Select(who => (who, step.Word(1), step.Words.ElementAtOrDefault(2)))); break;
            case "differs": Differing.AddRange(step.Words.Skip(1).Select(field => (step.Word(0), field))); break;
            case "journal": Journal.Add((step.Word(0), step.Word(1))); break;
            case "twins": Companies.Add(step.Word(0)); break;
            case "employed": Employed.Add((step.Word(0), step.Word(1))); break;
            case "writes": WritesMax = long.Parse(step.Word(0)); break;
        }
    }
}
