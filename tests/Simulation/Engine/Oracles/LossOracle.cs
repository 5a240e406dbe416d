using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>
/// Judges every value that a person set and that we overwrote, cleared ones too (Q2, I14): it is on the other side, or a line of the journal
/// tells of it, or it came between our read and our write.
/// </summary>
internal sealed class LossOracle(Outside outside, WatchedLedger ledger, Lineage lineage, Action<Finding> found)
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);
    private ILookup<(RecordKey?, string?), JournalEntry>? lines;

    /// <summary>False after the ledger was put back.</summary>
    public bool KnowsBases { get; set; } = true;

    public void Judge()
    {
        lines = null;
        foreach (var record in outside.Records.Values.OrderBy(record => record.Key))
            foreach (var field in outside.Everything.FieldsOn(record.Key.System == SystemName.Salesforce ? record.Key.Object : "Lead"))
            {
                if (!record.Cells.TryGetValue(field.NameIn(record.Key.System), out var changes)) continue;
                for (var at = 0; at + 1 < changes.Count; at++)
                    if (changes[at].By == Actor.Person && changes[at + 1].By == Actor.Engine) Overwritten(record, field, changes[at], changes[at + 1]);
            }
    }

    /// <summary>Whether a line tells that this value did not stay or did not travel.</summary>
    public bool IsJournalled(RecordKey key, FieldMapping field, string? value, JournalKind? kind = null)
    {
        lines ??= ledger.Journal.Where(line => line.Field is not null).ToLookup(line => (line.Record, line.Field));
        var meaning = People.Meaning(field.Type, value);
        return lines[(key, field.NameIn(key.System))].Concat(lines[(key, field.HubSpot)]).Where(line => kind is null ? Tells(line, field) : line.Kind == kind)
            .Any(line => Means(field, line.Before) == meaning && !line.Before.IsMissing || meaning is not null && Means(field, line.After) == meaning);
    }

    private static bool Tells(JournalEntry line, FieldMapping field) =>
        line.Kind is JournalKind.Lost or JournalKind.Raced or JournalKind.Refused or JournalKind.StoredDifferently || (line.Kind == JournalKind.Written && field.Direction != FieldDirection.Both);

    private static string? Means(FieldMapping field, FieldValue value) => People.Meaning(field.Type, value.Text);

    private void Overwritten(TrueRecord record, FieldMapping field, CellChange set, CellChange next)
    {
        var meaning = People.Meaning(field.Type, set.Value);
        if (People.Meaning(field.Type, next.Value) == meaning || (set.Value is not null && People.IsOtherForm(set.Value, next.Value))) return;
        // An older ledger does not know that the value cleared since had been on both sides.
        if (meaning is null && (!KnowsBases || !WasShared(record, field, set))) return;
        if (next.GuardStart is { } guard && set.At >= guard) return;
        // Put back behind our write: what became of it from there is judged there.
        if (meaning is not null && record.Cells[field.NameIn(record.Key.System)].SkipWhile(change => change != next).Any(change => People.Meaning(field.Type, change.Value) == meaning)) return;
        // Set and set back between two reads is no change (section 7 of the specification).
        if (record.Cells[field.NameIn(record.Key.System)].TakeWhile(change => change != set).Any(change => People.Meaning(field.Type, change.Value) == meaning)) return;
        if (Reached(record, field, meaning, set.At)) return;
        // Typed while our own write of the same was on its way: the line of that write tells of it.
        if (meaning is not null && IsJournalled(record.Key, field, set.Value, JournalKind.Written)) return;
        if (IsJournalled(record.Key, field, set.Value) || lineage.Partners(record.Key).Any(partner => IsJournalled(partner.Key, field, set.Value, JournalKind.Refused))) return;
        found(new Finding("Q2", $"'{set.Value ?? "(blank)"}', set by a person in {field.NameIn(record.Key.System)}, became '{next.Value}' and no line tells of it", record.Key, field.HubSpot));
    }

    // A blank says something only where the value that it cleared had been on both sides: else first contact fills it.
    private bool WasShared(TrueRecord record, FieldMapping field, CellChange set)
    {
        var (name, theirs) = (field.NameIn(record.Key.System), field.NameIn(record.Key.System.Other()));
        var cleared = record.At(name, set.At.AddTicks(-1));
        return cleared is not null && lineage.Partners(record.Key).Any(partner => partner.At < set.At && WasThere(outside.Records[partner.Key], set.At)
            && outside.Records[partner.Key].Cells.TryGetValue(theirs, out var changes)
            && changes.Exists(change => change.At < set.At && People.Meaning(field.Type, change.Value) == People.Meaning(field.Type, cleared)));
    }

    // Deleted, it left its counterpart to itself: what is cleared there is said to nobody until another record is paired with it.
    private static bool WasThere(TrueRecord partner, DateTimeOffset at) => partner.Life is not (LifeState.Deleted or LifeState.Gone) || partner.LifeSince > at;

    // On whatever record it arrived: the counterpart of then may have been merged or converted since, by a person who saw it there.
    private bool Reached(TrueRecord record, FieldMapping field, string? meaning, DateTimeOffset set)
    {
        var name = field.NameIn(record.Key.System.Other());
        var linked = lineage.Partners(record.Key).Select(partner => partner.Key).ToHashSet();
        foreach (var other in outside.Records.Values)
        {
            if (other.Key.System == record.Key.System || !other.Cells.TryGetValue(name, out var seen)) continue;
            // A blank or a stage has no number of its own, so only the counterpart's counts.
            if ((meaning is null || field.HubSpot == "lifecyclestage") && !linked.Contains(other.Key)) continue;
            bool Same(string? value) => meaning is null ? People.Meaning(field.Type, value) is null : People.IsOtherForm(People.Meaning(field.Type, value), meaning);
            // The few stages come again and again; one typed while a write of the same was on its way is taken for that write.
            if (field.HubSpot == "lifecyclestage" && seen.Any(change => Same(change.Value))) return true;
            // Both sides are read within one call's time, not at one instant: what had just been there counts.
            var since = set - CallTime;
            if (seen.Any(change => change.At >= since && Same(change.Value)) || (seen.FindLast(change => change.At < since) is { } stood && Same(stood.Value))) return true;
        }
        return false;
    }
}
