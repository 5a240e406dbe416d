using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Judges each field that an update overwrites: I3, I6, I7 and I10.</summary>
internal sealed class OverwriteOracle(Outside outside, BeliefOracle beliefs, Counts counts, Action<Finding> found)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(20);
    // Four times what the loop breaker bears: a write whose answer is lost and that is put back before we look counts as never applied.
    private const int UndoneMax = 12;

    /// <summary>False after the ledger was put back: it cannot know what both sides agreed on since.</summary>
    public bool KnowsBases { get; set; } = true;

    public void Judge(Intent intent, TrueRecord record, Grounds grounds)
    {
        foreach (var (name, value) in intent.Values)
        {
            var field = outside.Everything.Fields.First(mapped => mapped.NameIn(intent.System) == name);
            if (!field.WritesTo(intent.System)) found(new Finding("I10", $"{name} was written against its direction", record.Key, field.HubSpot));
            if (!record.Cells.TryGetValue(name, out var changes)) continue;
            var now = changes[^1];
            if (now.Value != intent.Prior[name].Text)
            {
                counts.Raced++;
                if (now.At < grounds.Guard) found(new Finding("I3", $"{name} held '{now.Value}' since before the guard read, and '{intent.Prior[name]}' was thought to be overwritten", record.Key, field.HubSpot));
            }
            var source = grounds.Cause is { } cause && outside.Records.TryGetValue(cause, out var other) ? other : null;
            Echo(record, field, name, value, now, grounds);
            Fought(record, field, changes);
            if (value.IsBlank) Cleared(record, field, name, source, grounds);
            else if (source is not null) Caused(record, field, name, source, grounds);
        }
    }

    /// <summary>I6: what stands there already is not written again, but where somebody was quicker.</summary>
    private void Echo(TrueRecord record, FieldMapping field, string name, FieldValue value, CellChange now, Grounds grounds)
    {
        if (People.Meaning(field.Type, now.Value) != People.Meaning(field.Type, value.Text)) return;
        if (now.Value == value.Text) counts.Redundant++;
        else counts.Cosmetic++;
        if (now.At < grounds.Guard) found(new Finding("I6", $"{name} was written although it meant the same since before the guard read", record.Key, field.HubSpot));
    }

    /// <summary>L1: who keeps putting back what stood there is not written against for ever.</summary>
    private void Fought(TrueRecord record, FieldMapping field, List<CellChange> changes)
    {
        var undone = 0;
        for (var at = changes.Count - 1; at >= 2 && changes[at].By != Actor.Engine && changes[at - 1].By == Actor.Engine
            && People.Meaning(field.Type, changes[at].Value) == People.Meaning(field.Type, changes[at - 2].Value) && changes[^1].At - changes[at].At < Day; at -= 2) undone++;
        if (KnowsBases && undone >= UndoneMax) found(new Finding("L1", $"{field.NameIn(record.Key.System)} was written once more after it had been put back {undone} times in a row", record.Key, field.HubSpot));
    }

    /// <summary>I7: a blank is written only where a value was agreed on once and the other side was really cleared.</summary>
    private void Cleared(TrueRecord record, FieldMapping field, string name, TrueRecord? source, Grounds grounds)
    {
        if (field.NeverBlank || field.Type == FieldType.Email || !grounds.ValuedFields.Contains(name))
            found(new Finding("I7", $"{name} was cleared that never may be, or had never been agreed on", record.Key, field.HubSpot));
        if (source is null || !source.Cells.TryGetValue(field.NameIn(source.Key.System), out var changes)) return;
        if (changes[^1].Value is not null && changes[^1].At < grounds.Claimed) found(new Finding("I7", $"{name} was cleared although the other side holds a value", record.Key, field.HubSpot));
    }

    /// <summary>
    /// I6: once both sides meant the same, only a change of the other side, made since, is a cause. Where the overwritten side alone
    /// was edited, its edit was undone by a value that everybody had agreed to leave.
    /// </summary>
    private void Caused(TrueRecord record, FieldMapping field, string name, TrueRecord source, Grounds grounds)
    {
        if (!KnowsBases || !grounds.BasedFields.Contains(name) || field.Direction != FieldDirection.Both || field.Conflict is ConflictPolicy.FillBlank or ConflictPolicy.MostAdvanced or ConflictPolicy.Max or ConflictPolicy.Min) return;
        var from = field.NameIn(source.Key.System);
        if (!source.Cells.TryGetValue(from, out var theirs)) return;
        var apart = Apart(field, record.Cells[name], theirs, grounds.Guard, (since, until) => beliefs.SawBoth(record.Key, source.Key, field, since, until));
        if (apart is { } since && theirs[^1].At < since)
            found(new Finding("I6", $"{name} was written with a value that the other side has held since before both agreed (they parted at {since:HH:mm:ss.fff})", record.Key, field.HubSpot));
    }

    /// <summary>When both cells last ceased to mean the same after they had been seen to, before the given time; null when they never were.</summary>
    private static DateTimeOffset? Apart(FieldMapping field, List<CellChange> one, List<CellChange> other, DateTimeOffset before, Func<DateTimeOffset, DateTimeOffset, bool> wasSeen)
    {
        DateTimeOffset? apart = null, sameSince = null;
        var (at, beside) = (0, 0);
        string? mine = null, theirs = null;
        while (at < one.Count || beside < other.Count)
        {
            var isMine = beside == other.Count || (at < one.Count && one[at].At <= other[beside].At);
            var change = isMine ? one[at++] : other[beside++];
            if (change.At >= before) break;
            if (isMine) mine = People.Meaning(field.Type, change.Value);
            else theirs = People.Meaning(field.Type, change.Value);
            var isSame = at > 0 && beside > 0 && mine == theirs;
            // Our own write parted them: what counts is what was there to be seen before it.
            if (!isSame && sameSince is { } since && wasSeen(since, change.At)) apart = change.By == Actor.Engine ? change.GuardStart : change.At;
            if (!isSame) sameSince = null;
            else sameSince ??= change.At;
        }
        return sameSince is { } still && wasSeen(still, before) ? before : apart;
    }
}
