namespace Integration.Core.Mappings;

/// <summary>What the ids in a field name. Exactly one of the nested kinds.</summary>
public abstract record Reference
{
    private Reference()
    {
    }

    /// <summary>A record of another mapping, such as a contact's company. In HubSpot it is an association, which no property write sets.</summary>
    /// <param name="Mapping">Name of the mapping that pairs the records referred to; it has one Salesforce object.</param>
    public sealed record Record(string Mapping) : Reference;

    /// <summary>The user who owns the record. Owners are matched by e-mail address and never created.</summary>
    public sealed record Owner : Reference;
}
