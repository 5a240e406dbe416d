namespace Integration.Config.Systems;

/// <summary>A text that must not be seen. Prints as stars; only <see cref="Reveal"/> gives it out, so that every place that does can be found.</summary>
public sealed class Secret(string text)
{
    private readonly string text = text;

    /// <summary>The secret itself: for the request that needs it, never for a log, a message or a page.</summary>
    public string Reveal() => text;

    /// <inheritdoc />
    public override string ToString() => "***";
}
