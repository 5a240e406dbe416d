using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Routing;

namespace Integration.Core.Clocks;

/// <summary>The clock of one handoff: its owner's calendar, less the pauses.</summary>
/// <param name="Terms">The terms it runs under.</param>
/// <param name="Handoff">The handoff; has an owner.</param>
/// <param name="Time">Null when neither the owner's nor the team's calendar is there; then wall time counts, so that a clock always ends.</param>
internal sealed record SalesClock(FollowUpTerms Terms, Handoff Handoff, BusinessTime? Time)
{
    public static SalesClock Of(Handoff handoff, FollowUpTerms terms, Roster roster)
    {
        var name = handoff.Owner?.Calendar ?? terms.Calendar;
        var calendar = roster.Calendars.GetValueOrDefault(name) ?? roster.Calendars.GetValueOrDefault(terms.Calendar);
        ImmutableArray<Absence> still = [.. handoff.Pauses.Select(pause => new Absence(pause.From, pause.To))];
        if (terms.AbsencePauses && roster.RepOf(handoff.Owner?.Name) is { } rep) still = still.AddRange(rep.Absences);
        return new SalesClock(terms, handoff, calendar is null ? null : new BusinessTime(calendar, still));
    }

    /// <summary>The limit of the present owner's first touch.</summary>
    public DateTimeOffset FirstTouchDue => Add(Handoff.Owner!.Since, Terms.FirstTouch);

    public DateTimeOffset Add(DateTimeOffset start, BusinessDuration duration) =>
        Time?.AddOrWall(start, duration) ?? (start + (duration.Days > 0 ? TimeSpan.FromDays(duration.Days) : duration.Hours)).ToUniversalTime();

    /// <summary>The duration so many times over, one after the other.</summary>
    public DateTimeOffset Add(DateTimeOffset start, BusinessDuration duration, int times) =>
        duration.Days > 0
            ? Add(start, BusinessDuration.OfDays(Math.Min(duration.Days * times, BusinessDuration.DaysMax)))
            : Add(start, new BusinessDuration(TimeSpan.FromTicks(Math.Min(duration.Hours.Ticks * times, TimeSpan.FromDays(BusinessDuration.DaysMax).Ticks)), 0));
}
