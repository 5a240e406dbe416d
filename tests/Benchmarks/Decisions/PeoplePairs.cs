using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Benchmarks.Decisions;

/// <summary>Linked pairs of an ordinary size: a match field and nineteen others of every type.</summary>
internal static class PeoplePairs
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly (FieldType Type, string Value)[] Kinds =
    [
        (FieldType.Text, "Head of Sales"), (FieldType.Phone, "+49 30 1234567"), (FieldType.Number, "1250.5"), (FieldType.Boolean, "true"), (FieldType.Date, "2026-11-22"), (FieldType.MultiPicklist, "a;b;c"),
    ];

    public static Mapping Mapping { get; } = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Version = "1",
        Fields =
        [
            new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email },
            .. Enumerable.Range(1, 19).Select(number => new FieldMapping { HubSpot = $"field{number:00}", Salesforce = $"Field{number:00}__c", Type = Kinds[number % Kinds.Length].Type }),
        ],
    };

    /// <summary>A pair in step: both sides read, every baseline set.</summary>
    public static Pair Linked(Guid id, int number)
    {
        var (hubSpot, salesforce) = (Seen(SystemName.HubSpot, number, Now), Seen(SystemName.Salesforce, number, Now));
        return new Pair
        {
            Id = id,
            Mapping = Mapping.Name,
            MappingVersion = Mapping.Version,
            HubSpot = new Side { Ref = hubSpot.Key, Seen = hubSpot },
            Salesforce = new Side { Ref = salesforce.Key, Seen = salesforce },
            Fields = new Pair { Id = id, Mapping = Mapping.Name }.Fields.AddRange(Mapping.Fields.Select(field =>
                KeyValuePair.Create(field.HubSpot, new FieldState().WithBases(hubSpot.Values[field.HubSpot], salesforce.Values[field.Salesforce])))),
        };
    }

    /// <summary>What a read a minute later shows.</summary>
    /// <param name="number">Number of the pair.</param>
    /// <param name="edited">Whether a person has changed one HubSpot field since.</param>
    public static Evidence Read(int number, bool edited)
    {
        var later = Now.AddMinutes(1);
        var hubSpot = Seen(SystemName.HubSpot, number, later);
        return new Evidence
        {
            HubSpot = edited ? hubSpot with { Values = hubSpot.Values.With("field06", FieldValue.Of("Chair")), Version = later.ToUnixTimeMilliseconds() } : hubSpot,
            Salesforce = Seen(SystemName.Salesforce, number, later),
            IntentIntoHubSpot = new Guid(number, 1, 0, new byte[8]),
            IntentIntoSalesforce = new Guid(number, 2, 0, new byte[8]),
        };
    }

    private static Observation Seen(SystemName system, int number, DateTimeOffset at) => new()
    {
        Key = system == SystemName.HubSpot ? new RecordKey(system, "contacts", $"{number}") : new RecordKey(system, "Lead", $"00Q{number:000000000000000}"),
        Life = Life.Live,
        Values = FieldValues.Of(Mapping.Fields.Select((field, index) => KeyValuePair.Create(field.NameIn(system), FieldValue.Of(index == 0 ? $"person{number}@acme.test" : Kinds[index % Kinds.Length].Value)))),
        Version = Now.ToUnixTimeMilliseconds(),
        ReadStartedAt = at,
        ReadEndedAt = at,
    };
}
