namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>Who takes part in a case, and what was done to them.</summary>
internal sealed class Cast(string slug)
{
    private readonly List<Person> people = [];

    public string Slug => slug;

    public IReadOnlyList<Person> People => people;

    /// <summary>Every value that a human set, in order.</summary>
    public List<HumanEdit> Edits { get; } = [];

    /// <summary>How many things humans did, each of which is worth a few writes.</summary>
    public int Acts { get; set; }

    /// <summary>How many faults, kills and the like: what may make a write be sent again.</summary>
    public int Disturbances { get; set; }

    /// <summary>Webhook events delivered before the last act.</summary>
    public long Delivered { get; set; }

    /// <summary>How often the case settled.</summary>
    public int Era { get; set; }

    public Person Add(string name)
    {
        var person = new Person(name, slug);
        people.Add(person);
        return person;
    }

    public Person this[string name] => people.Find(person => person.Name == name) ?? throw new FormatException($"nobody is called '{name}'");
}
