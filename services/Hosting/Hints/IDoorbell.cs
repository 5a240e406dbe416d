using Integration.Messages;

namespace Integration.Hosting.Hints;

/// <summary>Wakes whoever claims dirty pairs. Never waits and never throws: a bell that is not heard costs a sweep.</summary>
public interface IDoorbell
{
    /// <summary>Pairs became due.</summary>
    void Ring(RecordsTouched touched);
}

/// <summary>Rings a loop of this process.</summary>
/// <param name="ring">Must return at once.</param>
public sealed class LocalDoorbell(Action<RecordsTouched> ring) : IDoorbell
{
    /// <inheritdoc />
    public void Ring(RecordsTouched touched) => ring(touched);
}
