using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.States;

/// <summary>A pair in which every member is set to something that is not its default.</summary>
internal static class FullPair
{
    public static Pair Over(Pair pair) => pair with
    {
        MappingVersion = "m1",
        Status = PairStatus.Held,
        Hold = Given.Hold("PAIR-X", "HubSpot/contacts/9"),
        SupersededBy = Given.Id(90),
        HubSpot = new Side { Ref = Given.Contact(1), Seen = Read(Given.Contact(1), new Life(LifeState.Merged, Given.Contact(3))) },
        Salesforce = new Side { Ref = Given.Lead(1), Seen = Read(Given.Lead(1), new Life(LifeState.Converted, Given.SalesforceContact(3))) },
        Fields = pair.Fields.SetItem("email", Field).SetItem("Zip", new FieldState()).SetItem("zip", Field with { Hold = null, StoredDifferently = false }),
        IntoHubSpot = Intent(60, SystemName.HubSpot),
        IntoSalesforce = Intent(61, SystemName.Salesforce),
        CleanGeneration = pair.DirtyGeneration,
        Attempts = 3,
        WritesCounted = 4,
        WritesCountedSince = Given.Later(-0.1234567),
        Deletion = new Deletion(SystemName.Salesforce, Given.Later(-7)),
    };

    /// <summary>All of it as text: records compare immutable dictionaries by reference, so equality must be spelled out.</summary>
    public static string Text(Pair pair) =>
        string.Join("\n", pair with { Fields = pair.Fields.Clear() }, string.Join("\n", pair.Fields), Side(pair.HubSpot), Side(pair.Salesforce), Values(pair.IntoHubSpot), Values(pair.IntoSalesforce));

    private static FieldState Field => new()
    {
        BaseHubSpot = FieldValue.Of("ana@acme.test"),
        BaseSalesforce = FieldValue.Blank,
        Refused = FieldValue.Of("\"quoted\" \0 \U0001F600 \\ line\r\nbreak"),
        LastSent = FieldValue.Of("false"),
        LastReadBack = FieldValue.Of(" "),
        StoredDifferently = true,
        Hold = Given.Hold("FIELD-X"),
        LastWrite = new OwnWrite(SystemName.Salesforce, FieldValue.Of("before"), Given.Later(-3), 2),
        HubSpotChanged = new ChangeInterval(1, long.MaxValue),
        SalesforceChanged = new ChangeInterval(0, 0),
    };

    private static Observation Read(RecordKey key, Life life) => Given.Read(key, ("email", "a"), ("blank", null), ("Email", "A")) with
    {
        Life = life,
        CreatedAt = Given.Later(-5),
        PairKey = Given.Id(1),
        ChangedBy = "005",
        Version = long.MaxValue,
        ReadStartedAt = Given.Noon.ToOffset(TimeSpan.FromHours(2)),
    };

    private static Intent Intent(int id, SystemName system) => Given.Intent(id, system) with
    {
        Kind = IntentKind.Update,
        Target = system == SystemName.HubSpot ? Given.Contact(1) : Given.Lead(1),
        Values = FieldValues.Of(("email", "b"), ("phone", null)),
        Prior = FieldValues.Of(("email", null)),
        Cause = FieldValues.Of(("email", "c")),
        State = IntentState.Acked,
        Made = Given.Contact(4),
        Asks = [Given.Id(70), Given.Id(71)],
    };

    private static string Side(Side side) => $"{side.Ref} {side.Seen} {string.Join(",", side.Seen?.Values ?? FieldValues.None)}";

    private static string Values(Intent? intent) => $"{string.Join(",", intent?.Values ?? FieldValues.None)} {string.Join(",", intent?.Prior ?? FieldValues.None)} {string.Join(",", intent?.Cause ?? FieldValues.None)} {string.Join(",", intent is { IsAsked: true } ? intent.Asks : [])}";
}
