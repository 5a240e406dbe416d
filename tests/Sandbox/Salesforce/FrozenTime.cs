namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>Stands still at one instant, so that a slow machine moves no stamp; timers run in real time.</summary>
internal sealed class FrozenTime(DateTimeOffset instant) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => instant;
}
