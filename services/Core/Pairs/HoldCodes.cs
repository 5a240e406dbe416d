namespace Integration.Core.Pairs;

/// <summary>Every code under which something is not done. A code never changes its meaning; docs/reference/holds.md lists them.</summary>
public static class HoldCodes
{
    /// <summary>The record has no value to be matched by.</summary>
    public const string NoMatchValue = "PAIR-NO-MATCH-VALUE";
    /// <summary>The mapping creates counterparts only through a handoff.</summary>
    public const string AwaitsHandoff = "PAIR-AWAITS-HANDOFF";
    /// <summary>The mapping never creates counterparts in that system.</summary>
    public const string NoCreate = "PAIR-NO-CREATE";
    /// <summary>The mapping's scope does not reach it.</summary>
    public const string OutOfScope = "PAIR-OUT-OF-SCOPE";
    /// <summary>The person with this match value was erased.</summary>
    public const string Erased = "PAIR-ERASED";
    /// <summary>The only counterpart is linked to another record.</summary>
    public const string Sibling = "PAIR-SIBLING";
    /// <summary>Its partner was merged or converted into another pair's record.</summary>
    public const string LeftOver = "PAIR-LEFT-OVER";
    /// <summary>The system refused the record as a whole.</summary>
    public const string Rejected = "PAIR-REJECTED";
    /// <summary>The record cannot be seen any more and nothing proves a deletion.</summary>
    public const string Unreachable = "PAIR-UNREACHABLE";
    /// <summary>The other side was deleted and this one was edited since.</summary>
    public const string EditBeatsDelete = "PAIR-EDIT-BEATS-DELETE";
    /// <summary>The pair was written too often: another writer fights ours.</summary>
    public const string Oscillates = "PAIR-OSCILLATES";
    /// <summary>Nobody was found by a search index that lags; it is asked again before a counterpart is created.</summary>
    public const string LooksAgain = "PAIR-LOOKS-AGAIN";
    /// <summary>A required reference has no counterpart yet, so none is created of the record either.</summary>
    public const string WaitsForReference = "PAIR-WAITS-FOR-REFERENCE";
    /// <summary>Too many records were deleted within an hour for any deletion to be carried over.</summary>
    public const string DeletesBraked = "PAIR-DELETES-BRAKED";
    /// <summary>No mapping of this name is configured any more.</summary>
    public const string NoMapping = "PAIR-NO-MAPPING";
    /// <summary>Both sides changed and the policy asks a person.</summary>
    public const string FieldConflict = "FIELD-CONFLICT";
    /// <summary>The mapping has no translation for the value.</summary>
    public const string FieldUntranslated = "FIELD-UNTRANSLATED";
    /// <summary>The value is not in the mapping's order.</summary>
    public const string FieldOutsideOrder = "FIELD-OUTSIDE-ORDER";
    /// <summary>The values cannot be compared as numbers or dates.</summary>
    public const string FieldNotComparable = "FIELD-NOT-COMPARABLE";
    /// <summary>The system refused the value.</summary>
    public const string FieldRejected = "FIELD-REJECTED";
    /// <summary>Another record holds the value, which must be unique.</summary>
    public const string FieldTaken = "FIELD-TAKEN";
    /// <summary>The record that the field refers to has no counterpart yet.</summary>
    public const string FieldWaitsForRecord = "FIELD-WAITS-FOR-RECORD";
    /// <summary>The owner has no active counterpart in the other system.</summary>
    public const string FieldNoOwner = "FIELD-NO-OWNER";
    /// <summary>Our writes of this field were undone again and again.</summary>
    public const string FieldOscillates = "FIELD-OSCILLATES";
    /// <summary>A system does not show the field any more.</summary>
    public const string FieldNotReadable = "FIELD-NOT-READABLE";

    /// <summary>Each code with what it means and what mends it, in the order of the reference page.</summary>
    public static IReadOnlyList<(string Code, string Reason, string Mend)> All { get; } =
    [
        (NoMatchValue, "The record has no value in the match field, so no counterpart can be found or safely created.", "Fill the match field (an e-mail address for people); the next change is picked up by itself."),
        (AwaitsHandoff, "The mapping creates counterparts in that system only through a handoff.", "Hand the record over, or set create to always in the mapping."),
        (NoCreate, "The mapping never creates counterparts in that system and none was found.", "Create or import the counterpart, or change the create rule of the mapping."),
        (OutOfScope, "The mapping's scope does not reach the record: nothing is created and no field is written. An opt-out or bounce travels all the same.", "Nothing, if that is meant; else change the record so that the scope's conditions hold, or the scope."),
        (Erased, "The person with this match value was erased for privacy, so nothing is created or linked for the record.", "Delete the record if it is a copy; if the person came back of their own will, let them in: integration readmit KEY."),
        (Sibling, "A counterpart exists but is linked to another record with the same match value.", "Merge the two records in their system, or give one of them another match value."),
        (LeftOver, "The record's partner was merged or converted into one that has another counterpart, so this one is kept and synced with nobody.", "Merge it in its own system with the record that the partner's successor is linked with (integration explain), or delete it; this entry then goes by itself."),
        (Rejected, "The system refused the record as a whole.", "Mend what the reason names (a validation rule, a duplicate rule, a required value); any change of the record is tried at once, otherwise once a day."),
        (Unreachable, "The record no longer shows up in reads, and nothing proves that it was deleted.", "Give the integration's user access to the record; it is looked at again once a day."),
        (EditBeatsDelete, "One side was deleted while the other was edited, so the deletion was not carried over.", "Delete the survivor by hand, or restore the deleted record."),
        (Oscillates, "The pair was written too often within a day: some automation keeps setting another value.", "Find the other writer in the journal (integration explain) and give the field one owner."),
        (LooksAgain, "No counterpart was found by search, whose index lags behind.", "None: it is searched once more within a minute and created if there is still none."),
        (WaitsForReference, "The mapping requires a reference that cannot be written yet, so no counterpart is created.", "Mend what the reason names, or take `required` from the row: the record is then created without the reference."),
        (DeletesBraked, "So many records were deleted within an hour that no deletion is carried over: an import or a script may have gone wrong.", "Restore the records if nobody meant it: with the last of them back the brake opens. If it was meant, run integration release-deletes. Time alone does not end it."),
        (NoMapping, "The mapping that made this pair is not configured any more.", "Restore the mapping, or leave it: nothing is written."),
        (FieldConflict, "Both sides changed the field and its policy asks a person.", "Set the same value on both sides, or choose a policy that decides."),
        (FieldUntranslated, "The mapping's values have no answer to this value.", "Add the value to the field's values in the mapping."),
        (FieldOutsideOrder, "The value is not in the field's order, so neither side is the more advanced.", "Add the value to the field's order in the mapping."),
        (FieldNotComparable, "The values cannot be compared as numbers or dates.", "Correct the value, or choose another policy."),
        (FieldRejected, "The system refused the value of this field; the other fields were written.", "Correct the value on its own side; the change is picked up by itself."),
        (FieldTaken, "Another record in that system holds this value, and it must be unique.", "Free the value on the record named, or merge the two records."),
        (FieldWaitsForRecord, "The record that the field refers to is not linked with one in the other system yet; the other fields go on.", "None while it is still being synced. If it stays, look at the record named with `integration explain`: it is held itself, or outside its mapping."),
        (FieldNoOwner, "The owner has no active counterpart with the same e-mail address in the other system; the other fields go on.", "Give the person named by the id an active user in the other system with that address, or another owner to the record. Queues own records in Salesforce only."),
        (FieldOscillates, "What was written was undone again and again: another writer keeps setting the value that stood before.", "Stop the writer that is named, or give the field one owner (its direction or its conflict policy in the mapping); setting both sides to the same value ends it at once, otherwise it is tried again after a day."),
        (FieldNotReadable, "A system does not show the field: it was deleted or renamed, or a right on it was taken.", "Restore the field or the right, or take the field out of the mapping; the next daily sweep finds it again by itself, and nothing is lost meanwhile."),
    ];

    /// <summary>A hold with the code's standing reason and mend.</summary>
    public static Hold Hold(string code, string causeHash, string? detail = null)
    {
        var (_, reason, mend) = All.First(entry => entry.Code == code);
        return new Hold(code, detail is null ? reason : $"{reason} {detail}", mend, causeHash);
    }
}
