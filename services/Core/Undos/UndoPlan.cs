using System.Collections.Immutable;
using Integration.Core.Journals;
using Integration.Core.Records;

namespace Integration.Core.Undos;

/// <summary>What a run did to one field of one record, from its first write to its last.</summary>
/// <param name="Record">The record written.</param>
/// <param name="Field">The field's name in that record's system.</param>
/// <param name="Before">What stood there before the run's first write.</param>
/// <param name="After">What stood there after its last.</param>
public sealed record WrittenField(RecordKey Record, string Field, FieldValue Before, FieldValue After);

/// <summary>What a run did to one pair, as far as it can be taken back.</summary>
/// <param name="Fields">Fields written, in the order of their first write.</param>
/// <param name="Created">Records made.</param>
/// <param name="Deleted">Records deleted: no API brings them back under the same id.</param>
public sealed record UndoPlan(ImmutableArray<WrittenField> Fields, ImmutableArray<RecordKey> Created, ImmutableArray<RecordKey> Deleted)
{
    /// <summary>Reads a run's journal lines about one pair, oldest first.</summary>
    public static UndoPlan Of(IEnumerable<JournalEntry> lines)
    {
        var fields = new List<WrittenField>();
        var (created, deleted) = (new List<RecordKey>(), new List<RecordKey>());
        foreach (var line in lines)
        {
            if (line.Record is not { } record) continue;
            switch (line.Kind)
            {
                case JournalKind.Created:
                    created.Add(record);
                    break;
                case JournalKind.Deleted:
                    deleted.Add(record);
                    break;
                // A raced write is ours as well; that somebody wrote after it shows in the value that stands there now.
                case JournalKind.Written or JournalKind.StoredDifferently or JournalKind.Raced when line.Field is { } field:
                    var at = fields.FindIndex(each => each.Record == record && each.Field == field);
                    if (at < 0) fields.Add(new WrittenField(record, field, line.Before, line.After));
                    else fields[at] = fields[at] with { After = line.After };
                    break;
            }
        }
        return new UndoPlan([.. fields], [.. created.Distinct()], [.. deleted.Distinct()]);
    }
}

/// <summary>How taking one thing back ends.</summary>
public enum UndoOutcome
{
    /// <summary>The prior value stands there again, or will once what is planned is written.</summary>
    Restored,
    /// <summary>A record that the run made is deleted.</summary>
    Deleted,
    /// <summary>Nothing was done; <see cref="UndoLine.Reason"/> says why.</summary>
    Skipped,
}

/// <summary>What became of one field or record.</summary>
/// <param name="Record">The record.</param>
/// <param name="Field">The field; null = the record as a whole.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it was skipped; empty otherwise. Without field values.</param>
public sealed record UndoLine(RecordKey Record, string? Field, UndoOutcome Outcome, string Reason);
