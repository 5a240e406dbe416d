namespace Integration.Core.Asks;

/// <summary>Every code of ours under which an ask is refused. A system's own refusals keep the system's code.</summary>
public static class AskCodes
{
    /// <summary>The pair's record has no such field that our user may see.</summary>
    public const string NoField = "ASK-NO-FIELD";
    /// <summary>The person's record was deleted and the pair has ended.</summary>
    public const string PairEnded = "ASK-PAIR-ENDED";
    /// <summary>The mapping never creates counterparts there.</summary>
    public const string NeverCreated = "ASK-NEVER-CREATED";
    /// <summary>The system answered success and kept its old value.</summary>
    public const string NotTaken = "ASK-NOT-TAKEN";
    /// <summary>Something else stands there than what the ask was meant to replace: somebody was quicker, and is not written over.</summary>
    public const string Overtaken = "ASK-OVERTAKEN";

    /// <summary>A refusal with the code's standing mend.</summary>
    /// <param name="code">One of the codes above.</param>
    /// <param name="reason">What exactly: names and keys, no values.</param>
    public static AskEnd.Refused Refused(string code, string reason) => new(code, reason, code switch
    {
        NoField => "Correct the name in the Agreement, make the field, or let the integration's user see it; then ask again.",
        PairEnded => "Restore the deleted record, or leave it: the person is not kept in step any more.",
        NeverCreated => "Set the mapping's create rule for that system to when-handed-off.",
        Overtaken => "Nothing: what somebody set stays, and is read as any other change.",
        _ => "Find the automation or the rule in that system that keeps the value, then ask again.",
    });
}
