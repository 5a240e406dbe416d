using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Scores;

namespace Integration.Core.Verdicts;

/// <summary>Why a person is ready, as a rep reads it.</summary>
internal static class Reasons
{
    private const int DeedsMax = 2;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary><c>visited pricing twice this week, VP Sales at a 250-person company in DE, score 78: fit 45 + engagement 33</c>.</summary>
    public static string WhyReady(Agreement agreement, Product product, Verdict verdict, Subject subject)
    {
        var who = WhyPhrase.Join(agreement.Handover.Why, subject);
        if (who.Length == 0) who = verdict.Persona == Market.Unclassified ? "" : verdict.Persona;
        var score = verdict.Score;
        string?[] parts =
        [
            .. Deeds(product, verdict, subject),
            who,
            product.Scoring.Fit.IsEmpty && product.Scoring.Engagement.IsEmpty ? null : $"score {Number(score.Total)}: fit {Number(score.Fit)} + engagement {Number(score.Engagement)}",
        ];
        var words = string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return words.Length > 0 ? words : verdict.Qualified.Words;
    }

    private static IEnumerable<string> Deeds(Product product, Verdict verdict, Subject subject)
    {
        var counted = verdict.Score.Parts.Where(part => part.Of == ScoredPart.Engagement && part.Points > 0).OrderByDescending(part => part.Points).Select(part => part.Rule).ToList();
        foreach (var rule in counted.Select(name => product.Scoring.Engagement.FirstOrDefault(rule => rule.Name == name)).OfType<ScoreRule.ForEach>().Take(DeedsMax))
        {
            var events = subject.Events.Where(one => one.At <= verdict.At && string.Equals(one.Kind, rule.Kind, StringComparison.OrdinalIgnoreCase) && (rule.About is not { } about || about.IsIn(one.About))).ToList();
            var thisWeek = events.Count(one => verdict.At - one.At <= Week);
            yield return thisWeek > 0
                ? $"{rule.Name} {Times(thisWeek)} this week"
                : $"{rule.Name} {Times(events.Count)}, last on {events.Max(one => one.At).UtcDateTime:yyyy-MM-dd}";
        }
    }

    private static string Times(int count) => count switch { 1 => "once", 2 => "twice", _ => string.Create(CultureInfo.InvariantCulture, $"{count} times") };

    private static string Number(decimal points) => Math.Round(points, 0, MidpointRounding.AwayFromZero) is var whole && whole == points
        ? whole.ToString("0", CultureInfo.InvariantCulture)
        : points.ToString("0.##", CultureInfo.InvariantCulture);
}
