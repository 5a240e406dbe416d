using Integration.Core.Calendars;

namespace Integration.Core.Agreements;

/// <summary>Which of two times of business time comes first.</summary>
internal static class EscalationOrder
{
    /// <summary>Whether one time ends before another that begins with it, in each of the calendars and whatever the day.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="calendars">Those that may count, without problems of their own. Hours and days are comparable by the length of their days only; without any such pair is in order.</param>
    public static bool IsBefore(BusinessDuration one, BusinessDuration other, IReadOnlyCollection<Calendar> calendars)
    {
        if (one.Days > 0 == other.Days > 0) return one.Days < other.Days || one.Hours < other.Hours;
        if (calendars.Count == 0) return false;
        // Days end with the close of the last one: at the least they are as many whole days, at the most the rest of the first one more.
        return one.Days > 0
            ? calendars.All(calendar => LengthsOf(calendar).Max() * (one.Days + 1) < other.Hours)
            : calendars.All(calendar => one.Hours < LengthsOf(calendar).Min() * other.Days);
    }

    private static IEnumerable<TimeSpan> LengthsOf(Calendar calendar) =>
        calendar.Hours.GroupBy(hours => hours.Day).Select(day => day.Aggregate(TimeSpan.Zero, (sum, hours) => sum + (hours.To - hours.From)));
}
