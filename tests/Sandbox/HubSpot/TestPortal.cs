using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>A portal in process, on a clock that stands still until it is moved.</summary>
internal sealed class TestPortal
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public TestPortal(HubSpotPortalOptions? options = null, int seed = 1)
    {
        Portal = new HubSpotPortal(new SandboxClock(new StoppedTime(Start)), seed, options);
        Portal.SubscribeToAll();
    }

    public HubSpotPortal Portal { get; }
    public Caller Api { get; } = Caller.Integration(112233);
    public Caller Human { get; } = Caller.User(4455);

    public void Advance(double seconds) => Portal.Clock.Advance(TimeSpan.FromSeconds(seconds));

    public HubSpotRecord Create(params (string Name, string Value)[] properties) => Create(Api, "contacts", properties);

    public HubSpotRecord Create(Caller by, string objectName, params (string Name, string Value)[] properties) =>
        Portal.Create(by, objectName, [new RecordInput(Map(properties))]).Results[0].Record;

    public HubSpotRecord Update(long id, params (string Name, string Value)[] properties) => Update(Api, id, properties);

    public HubSpotRecord Update(Caller by, long id, params (string Name, string Value)[] properties) =>
        Portal.UpdateOne(by, "contacts", new RecordInput(Map(properties)) { Id = Text(id) }).Record;

    public HubSpotRecord Read(long id) => Portal.ReadOne("contacts", Text(id));

    /// <summary>Type and, for changes, property and value of all events so far, sorted.</summary>
    public IReadOnlyList<string> Events() =>
        [.. Portal.DrainEvents(Portal.Clock.GetUtcNow()).Select(each => each.PropertyName is null ? each.SubscriptionType : $"{each.SubscriptionType} {each.PropertyName}={each.PropertyValue}").Order(StringComparer.Ordinal)];

    public static Dictionary<string, string?> Map(params (string Name, string Value)[] properties) => properties.ToDictionary(each => each.Name, each => (string?)each.Value);

    public static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
