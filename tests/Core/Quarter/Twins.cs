namespace Integration.Core.Tests.Quarter;

/// <summary>Two contacts, both with sales, who turn out to be one person: the contacts are merged in HubSpot while both clocks run. The lower number's contact stays.</summary>
internal static class Twins
{
    private const int Day = 1440;

    /// <summary>With whom somebody might be one: odd numbers with the next one.</summary>
    public static int Of(int person) => ((person - 1) ^ 1) + 1;

    /// <summary>When it turns out; null when it never does.</summary>
    public static int? MergedAt(Sending one, Sending other, int seed)
    {
        // Both are open then: nobody opts out, nobody was sent so long ago that the clock has given up, nobody was turned down or sold to.
        if (one.Person.OptsOut is not null || other.Person.OptsOut is not null || one.Sent == other.Sent || Math.Abs(one.Sent - other.Sent) > 5 * Day) return null;
        var at = Math.Max(one.Sent, other.Sent) + 5 + new Random((seed * 31) + Math.Min(one.Person.Number, other.Person.Number)).Next(2 * Day);
        return one.IsOpenAt(at) && other.IsOpenAt(at) && !(one.IsAnsweredAt(at) && other.IsAnsweredAt(at)) ? at : null;
    }

    /// <summary>Whose handoff goes on: whom sales has begun to work with; of two whom it has not, the first one sent.</summary>
    public static Sending GoesOn(Sending one, Sending other, int at) => one.IsAnsweredAt(at) ? one : other.IsAnsweredAt(at) || other.Sent < one.Sent ? other : one;
}

/// <summary>A handoff with what will be done about it.</summary>
internal sealed record Sending(Person Person, int Sent, Deeds Deeds, int Lateness)
{
    public bool IsAnsweredAt(int minute) => IsHeard(Deeds.Touched, minute) || IsHeard(Deeds.Rejected, minute);

    public bool IsOpenAt(int minute) => !IsHeard(Deeds.Rejected, minute) && !IsHeard(Deeds.Closed, minute);

    private bool IsHeard(int? after, int minute) => after is { } deed && Sent + deed + Lateness <= minute;
}
