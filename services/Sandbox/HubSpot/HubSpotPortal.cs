using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Actions;
using Integration.Sandbox.HubSpot.Limits;
using Integration.Sandbox.HubSpot.Logins;
using Integration.Sandbox.HubSpot.Snapshots;
using Integration.Sandbox.HubSpot.Wire;
using Microsoft.AspNetCore.Builder;

namespace Integration.Sandbox.HubSpot;

/// <summary>A HubSpot portal: stateful, deterministic under one seed and clock, with HubSpot's semantics and wire forms.</summary>
/// <remarks>
/// In process a simulator drives it through <see cref="HubSpotPortal"/>'s own methods, which are the ones the HTTP layer calls.
/// Safe from any thread: one lock guards all state, answers are immutable. A portal costs microseconds to construct.
/// </remarks>
public sealed partial class HubSpotPortal : ISandboxSystem
{
    private readonly Lock gate = new();
    private readonly int seed;
    private PortalState state;
    private long vendorCalls;

    /// <param name="time">The clock: a <see cref="SandboxClock"/> is used as it is, another is wrapped in one.</param>
    /// <param name="seed">Draws index lags, result orders, event ids and faults.</param>
    /// <param name="options">How this portal differs from the default one.</param>
    public HubSpotPortal(TimeProvider time, int seed = 1, HubSpotPortalOptions? options = null)
    {
        this.seed = seed;
        Clock = time as SandboxClock ?? new SandboxClock(time);
        Faults = new FaultPlan(seed);
        state = new PortalState(Clock, seed, options ?? new HubSpotPortalOptions(), Faults);
        Tokens = new TokenTable(Clock, seed);
        Limits = new RateLimits(Clock);
    }

    /// <inheritdoc />
    public string Name => "hubspot";

    /// <inheritdoc />
    public SandboxClock Clock { get; }

    /// <inheritdoc />
    public FaultPlan Faults { get; }

    /// <summary>How this portal behaves; may be replaced while it runs.</summary>
    public HubSpotPortalOptions Options
    {
        get => Locked(each => each.Options);
        set => Locked(each => each.Options = value);
    }

    /// <inheritdoc />
    public long Revision => Locked(each => each.Revision);

    /// <summary>Numbers the vendor calls, for correlation ids.</summary>
    internal long NextCall() => Interlocked.Increment(ref vendorCalls);

    internal TokenTable Tokens { get; }

    internal RateLimits Limits { get; }

    /// <inheritdoc />
    public void Map(WebApplication app) => PortalRoutes.Map(app, this);

    /// <inheritdoc />
    public (int Status, string ContentType, string Body) FaultAnswer(FaultKind kind) => FaultAnswers.Of(kind);

    /// <inheritdoc />
    public string EndpointOf(string method, string path) => EndpointNames.Of(method, path);

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            // Whoever delivers events and whoever waits for a snapshot must notice: the bell moves over, the revision goes on rising.
            var old = state;
            state = new PortalState(Clock, seed, old.Options, Faults) { Revision = old.Revision + 1 };
            state.Outbox.Queue.Added = old.Outbox.Queue.Added;
        }
        Tokens.Reset();
        Limits.Reset();
    }

    /// <inheritdoc />
    public JsonObject Seed(string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> records) => Locked(each => new Seeding(each).Run(objectName, records));

    /// <inheritdoc />
    public JsonObject Act(JsonObject request) => Locked(each => new UserActions(each).Run(request));

    /// <inheritdoc />
    public void Save(Stream stream) => Locked(each => { PortalSnapshot.Write(each, stream); return 0; });

    /// <inheritdoc />
    public void Load(Stream stream)
    {
        lock (gate)
        {
            var loaded = PortalSnapshot.Read(stream, () => new PortalState(Clock, seed, state.Options, Faults));
            loaded.Revision = Math.Max(loaded.Revision, state.Revision) + 1;
            loaded.Outbox.Queue.Added = state.Outbox.Queue.Added;
            state = loaded;
        }
    }

    internal T Locked<T>(Func<PortalState, T> work)
    {
        lock (gate) return work(state);
    }
}
