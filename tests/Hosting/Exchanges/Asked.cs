using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;

namespace Integration.Hosting.Tests.Exchanges;

/// <summary>Requests as Sync sends them.</summary>
internal static class Asked
{
    public static FieldSelection Fields { get; } = new(new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = ["email", "jobtitle", "company"] });

    public static IReadOnlyList<RecordKey> Keys(int count) => [.. Enumerable.Range(1, count).Select(id => new RecordKey(SystemName.HubSpot, "contacts", $"{id}"))];

    public static ReadRequest Read(int count) => new(Lane.Normal, Keys(count), Fields);

    public static WriteRequest Write(int count) => new(Lane.Hot, [.. Keys(count).Select((key, index) => new RecordWrite(Id(index + 1000), new Intent
    {
        Id = Id(index),
        System = SystemName.HubSpot,
        Kind = IntentKind.Update,
        Object = "contacts",
        Target = key,
        Values = FieldValues.Of(("jobtitle", "Head of Tests"), ("phone", null)),
        Prior = FieldValues.Of(("jobtitle", "Tester")),
        Rules = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("jobtitle", "both-changed: hubspot"), KeyValuePair.Create("phone", "hubspot-changed")]),
        SentAt = Times.Noon,
        NotBefore = Times.Noon.AddMinutes(2),
    }))], Fields);

    public static Guid Id(int number) => new(number, 7, 7, [8, 0, 0, 0, 0, 0, 0, 1]);
}
