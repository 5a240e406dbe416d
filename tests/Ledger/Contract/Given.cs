using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

/// <summary>The people, keys and moments of the tests.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Later(double seconds) => Noon.AddSeconds(seconds);

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static RecordKey Contact(int number) => new(SystemName.HubSpot, "contacts", number.ToString());

    public static RecordKey Lead(int number) => new(SystemName.Salesforce, "Lead", $"00Q{number:D15}");

    public static RecordKey SalesforceContact(int number) => new(SystemName.Salesforce, "Contact", $"003{number:D15}");

    public static Touch Touch(RecordKey key, int newPair, Lane lane = Lane.Normal) => new(new Hint(key, lane), "people", Id(newPair));

    public static Touch Claiming(this Touch touch, params (string, string?)[] claims) =>
        touch with { Hint = touch.Hint with { Claims = FieldValues.Of(claims) } };

    public static Touch LifeChange(this Touch touch) => touch with { Hint = touch.Hint with { IsLifeChange = true } };

    public static Observation Read(RecordKey key, params (string, string?)[] values) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of(values),
        Version = 7,
        ReadStartedAt = Noon,
        ReadEndedAt = Later(1),
    };

    public static Pair Seen(this Pair pair, Observation read) => pair.With(read.Key.System, new Side { Ref = read.Key, Seen = read });

    public static Pair Clean(this Pair pair) => pair with { CleanGeneration = pair.DirtyGeneration };

    public static Pair Holding(this Pair pair, string code, string? waitsOn = null) => pair with { Status = PairStatus.Held, Hold = Hold(code, waitsOn) };

    public static Pair HoldingField(this Pair pair, string field, string code, string? waitsOn = null) =>
        pair with { Fields = pair.Fields.SetItem(field, pair.Field(field) with { Hold = Hold(code, waitsOn) }) };

    public static Hold Hold(string code, string? waitsOn = null) => new(code, "for a test", "end the test", "cause") { WaitsOn = waitsOn };

    public static Intent Intent(int number, SystemName system, DateTimeOffset? notBefore = null) => new()
    {
        Id = Id(number),
        System = system,
        Kind = IntentKind.Create,
        Object = system == SystemName.HubSpot ? "contacts" : "Lead",
        SentAt = Noon,
        NotBefore = notBefore ?? Later(150),
    };

    public static PairCommit Done(this Pair pair, DateTimeOffset? dueAt = null) => new(pair.Clean(), dueAt, Release: true);

    public static PairCommit Unfinished(this Pair pair, DateTimeOffset? dueAt = null) => new(pair, dueAt, Release: true);
}
