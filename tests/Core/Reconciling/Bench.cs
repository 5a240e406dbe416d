using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Core.Tests.Reconciling;

/// <summary>One pair laid out by hand, for the decisions that a world of stores reaches only by luck.</summary>
internal static class Bench
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    public static readonly RecordKey Contact = new(SystemName.HubSpot, "contacts", "1");
    public static readonly RecordKey Lead = new(SystemName.Salesforce, "Lead", "1");
    public static readonly Guid Id = Numbered(1);
    public static readonly SyncLimits Limits = new();
    public static readonly Mapping Persons = World.People();

    public static Guid Numbered(int number) => new(number, 0, 0, new byte[8]);

    public static Observation Seen(RecordKey key, params (string, string?)[] values) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of(values),
        Version = 1_000,
        ReadStartedAt = Now,
        ReadEndedAt = Now,
    };

    public static Observation Ana(RecordKey key, string? title = "CTO") => key.System == SystemName.HubSpot
        ? Seen(key, ("email", "ana@acme.test"), ("jobtitle", title), ("company", "Acme"))
        : Seen(key, ("Email", "ana@acme.test"), ("Title", title), ("Company", "Acme"));

    /// <summary>A contact and a lead that agree in every field.</summary>
    public static Pair Linked { get; } = new Pair
    {
        Id = Id,
        Mapping = Persons.Name,
        MappingVersion = Persons.Version,
        DirtyGeneration = 7,
        CleanGeneration = 5,
        HubSpot = new Side { Ref = Contact, Seen = Ana(Contact) },
        Salesforce = new Side { Ref = Lead, Seen = Ana(Lead) },
        Fields = Persons.Fields.ToImmutableSortedDictionary(
            field => field.HubSpot,
            field => new FieldState { BaseHubSpot = Ana(Contact).Values[field.HubSpot], BaseSalesforce = Ana(Lead).Values[field.Salesforce] },
            StringComparer.Ordinal),
    };

    public static Pair Alone(RecordKey key) => new Pair { Id = Id, Mapping = Persons.Name, DirtyGeneration = 7 }.With(key.System, new Side { Ref = key });

    public static Evidence Read(Observation? hubSpot, Observation? salesforce) =>
        new() { HubSpot = hubSpot, Salesforce = salesforce, IntentIntoHubSpot = Numbered(101), IntentIntoSalesforce = Numbered(102) };

    public static Decision Decide(Pair pair, Evidence evidence, DateTimeOffset? now = null, Mapping? mapping = null) =>
        Reconcile.Decide(pair, mapping ?? Persons, evidence, Limits, now ?? Now);

    public static Decision.Settle Settled(Pair pair, Evidence evidence, DateTimeOffset? now = null, Mapping? mapping = null) =>
        Assert.IsType<Decision.Settle>(Decide(pair, evidence, now, mapping));

    public static Decision.Write Written(Pair pair, Evidence evidence, DateTimeOffset? now = null, Mapping? mapping = null) =>
        Assert.IsType<Decision.Write>(Decide(pair, evidence, now, mapping));

    public static Decision.Settle After(Pair pair, WriteEnd end, Mapping? mapping = null) => Settle.After(
        pair, mapping ?? Persons, [.. new[] { pair.IntoHubSpot, pair.IntoSalesforce }.OfType<Intent>().Select(intent => (intent, end))], Limits, Now);

    /// <summary>The write of a title that HubSpot's edit calls for, into Salesforce, stored and perhaps sent.</summary>
    public static Intent TitleWrite { get; } = new()
    {
        Id = Numbered(102),
        System = SystemName.Salesforce,
        Kind = IntentKind.Update,
        Object = "Lead",
        Target = Lead,
        Values = FieldValues.Of(("Title", "CEO")),
        Prior = FieldValues.Of(("Title", "CTO")),
        Cause = FieldValues.Of(("jobtitle", "CEO")),
        Rules = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("Title", "HubSpot changed"),
        SentAt = Now.AddSeconds(-10),
        NotBefore = Now.AddSeconds(120),
    };

    public static FieldMapping Row(string hubSpot, string salesforce, ConflictPolicy policy = ConflictPolicy.Salesforce) => new() { HubSpot = hubSpot, Salesforce = salesforce, Conflict = policy };
}
