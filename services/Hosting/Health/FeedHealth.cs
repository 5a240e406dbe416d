using System.Text.Json;

namespace Integration.Hosting.Health;

/// <summary>Lets the board say of a system's role how its feeds do: a system that went away, or whose credential was taken back, degrades its own role and no other.</summary>
/// <param name="board">Where it is said.</param>
/// <param name="lacks">By role, what it started without; said until the process is started anew.</param>
public sealed class FeedHealth(RoleBoard board, IReadOnlyDictionary<string, string> lacks)
{
    // One failed round is a blip that the next one heals; it stands in the status all the same.
    private const int FailuresMin = 2;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> failing = new(StringComparer.Ordinal);
    private readonly HashSet<string> started = new(StringComparer.Ordinal);

    /// <summary>The role runs; from now on the board follows its feeds.</summary>
    public void Started(string role)
    {
        lock (gate)
        {
            started.Add(role);
            Tell(role);
        }
    }

    /// <summary>A gauge was left. Those that are no feed's are passed over.</summary>
    /// <param name="name">Of the feed, <c>hubspot.poll.contacts</c>: its first word is the role.</param>
    /// <param name="json">With <c>failuresInRow</c>, <c>lastErrorCode</c> and <c>lastError</c>.</param>
    public void Left(string name, string json)
    {
        var gauge = JsonElement.Parse(json);
        if (gauge.ValueKind != JsonValueKind.Object || !gauge.TryGetProperty("failuresInRow", out var failures)) return;
        var role = name.Split('.')[0];
        lock (gate)
        {
            if (failures.GetInt64() < FailuresMin) failing.Remove(name);
            else failing[name] = gauge.GetProperty("lastError").GetString() ?? "failed";
            if (started.Contains(role)) Tell(role);
        }
    }

    private void Tell(string role)
    {
        var reasons = new List<string>();
        if (lacks.TryGetValue(role, out var lack)) reasons.Add(lack);
        // Feeds of one system mostly fail for one reason: it is said once, with the feeds that met it.
        foreach (var same in failing.Where(feed => feed.Key.StartsWith(role + ".", StringComparison.Ordinal)).GroupBy(feed => feed.Value, feed => feed.Key).OrderBy(same => same.Key, StringComparer.Ordinal))
            reasons.Add($"{string.Join(", ", same.Order(StringComparer.Ordinal))}: {same.Key}");
        if (reasons.Count == 0) board.Running(role);
        else board.Degraded(role, string.Join("; ", reasons));
    }
}
