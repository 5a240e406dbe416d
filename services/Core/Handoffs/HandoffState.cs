namespace Integration.Core.Handoffs;

/// <summary>Where a handoff stands. Exactly one at a time.</summary>
public enum HandoffState
{
    /// <summary>Qualified, and not sent: the packet is incomplete or nobody can take it. Open.</summary>
    Held,
    /// <summary>Given to the sync to be carried into Salesforce. Open.</summary>
    Sent,
    /// <summary>Salesforce has the record, owned; the clock of the answer runs. Open.</summary>
    Delivered,
    /// <summary>Sales took it, by word or by deed. Open.</summary>
    Accepted,
    /// <summary>Sales is at work with the person. Open.</summary>
    Working,
    /// <summary>The Lead became a Contact, or an opportunity stands. Open.</summary>
    Converted,
    /// <summary>Sales did not take it. Open until a reason is known, then closed.</summary>
    Rejected,
    /// <summary>Sales took it and gave it back. Open until a reason is known, then closed.</summary>
    Recycled,
    /// <summary>The opportunity is won. Open until nothing is owed any more, which is at once.</summary>
    Won,
    /// <summary>The opportunity is lost. Open until reason (and competitor, where asked) are known.</summary>
    Lost,
    /// <summary>It could not be carried into Salesforce for good. Closed.</summary>
    Failed,
    /// <summary>Taken back before sales was done: the person opted out, was erased or deleted, or another handoff of the same person went on. Closed.</summary>
    Withdrawn,
}
