using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>Lays window and view over readings and adds them up.</summary>
internal static class Tally
{
    public static KpiFigure Of(KpiQuestion question, IEnumerable<Reading> readings, KpiTerms terms)
    {
        var definition = KpiTable.Of(question.Id);
        var view = question.View ?? definition.Views[0];
        // A figure of one view waits in it; one of two waits in the cohort alone.
        var waits = view == KpiView.Cohort || definition.Views.Length == 1;
        var members = readings.Where(one => one.At >= question.From && one.At < question.To)
            .Select(one => (Reading: one, Place: PlaceOf(one, question, view, waits, definition.Unit)))
            .OrderBy(one => one.Reading.At).ThenBy(one => one.Reading.HandoffId).ThenBy(one => one.Reading.Person).ToList();
        var counted = members.Where(one => one.Place is KpiPlace.Counted or KpiPlace.Missed).ToList();
        var isTime = definition.Unit is KpiUnit.Minutes or KpiUnit.Hours;
        return new KpiFigure
        {
            Id = question.Id,
            View = view,
            From = question.From,
            To = question.To,
            Numerator = Sum(counted, numerator: true),
            Denominator = isTime ? counted.Count(one => one.Place == KpiPlace.Counted) : Sum(counted, numerator: false),
            People = counted.Select(one => one.Reading.Person).Distinct().Count(),
            StillOpen = members.Count(one => one.Place == KpiPlace.StillOpen),
            Parts = Count(counted.Select(one => one.Reading.Part)),
            LeftOut = Count(members.Where(one => one.Place == KpiPlace.LeftOut).Select(one => one.Reading.LeftOut)),
            Times = isTime ? KpiFigureTimes(counted) : ImmutableSortedDictionary.Create<string, KpiTimes>(StringComparer.Ordinal),
            Versions = [.. counted.GroupBy(one => (one.Reading.Version, one.Reading.Hash)).OrderBy(group => group.Key.Version).ThenBy(group => group.Key.Hash, StringComparer.Ordinal)
                .Select(group => new KpiVersion(group.Key.Version, group.Key.Hash, Sum([.. group], numerator: true), isTime ? group.Count(one => one.Place == KpiPlace.Counted) : Sum([.. group], numerator: false), terms.QualifiedOf(group.Key.Hash)))],
            Records = [.. members.Select(one => new KpiRecord(one.Reading.At, one.Reading.HandoffId, one.Reading.PairId, one.Place, one.Reading.LeftOut ?? one.Reading.Part, one.Reading.Lasted?.Business))],
        };
    }

    public static ImmutableSortedDictionary<string, int> Count(IEnumerable<string?> names) =>
        names.OfType<string>().GroupBy(name => name, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static KpiPlace PlaceOf(Reading reading, KpiQuestion question, KpiView view, bool waits, KpiUnit unit)
    {
        if (reading.LeftOut is not null) return KpiPlace.LeftOut;
        if (waits && reading.MaturesAt > question.Now) return KpiPlace.StillOpen;
        if (unit is KpiUnit.Minutes or KpiUnit.Hours) return reading.Lasted is { Censored: false } ? KpiPlace.Counted : KpiPlace.Missed;
        if (reading.HitAt is not { } hit || hit > question.Now) return KpiPlace.Missed;
        var inTime = view == KpiView.Cohort ? reading.MaturesAt is not { } matures || hit <= matures : waits || (hit >= question.From && hit < question.To);
        return inTime ? KpiPlace.Counted : KpiPlace.Missed;
    }

    private static decimal Sum(List<(Reading Reading, KpiPlace Place)> counted, bool numerator) =>
        counted.Sum(one => !numerator ? one.Reading.Weight : one.Place == KpiPlace.Counted ? one.Reading.Got : 0);

    private static ImmutableSortedDictionary<string, KpiTimes> KpiFigureTimes(List<(Reading Reading, KpiPlace Place)> counted) =>
        ImmutableSortedDictionary.Create<string, KpiTimes>(StringComparer.Ordinal).Add(KpiTimes.All, KpiTimes.Of([.. counted.Select(one => one.Reading.Lasted!.Value)]));
}
