using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;
using Integration.Core.Verdicts;

namespace Integration.Benchmarks.Decisions;

/// <summary>The Agreement's answer for one person, on one core: an ICP of four fields, three personas, twelve score rules, six never rules, forty events.</summary>
[MemoryDiagnoser]
public class VerdictBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly Agreement Agreement = Terms();
    private static readonly PersonFacts Ready = Person("VP Sales");
    private static readonly PersonFacts NotReady = Person("Analyst");
    private static readonly BusinessTime Berlin = new(new Calendar
    {
        Name = "emea",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        Hours = [.. Enumerable.Range(1, 5).Select(day => new OpenHours((DayOfWeek)day, TimeSpan.FromHours(9), TimeSpan.FromHours(17)))],
    });

    /// <summary>A person who is to be handed over, with the reason in words.</summary>
    [Benchmark]
    public Verdict JudgeReady() => Judged(Ready, VerdictKind.Ready);

    /// <summary>A person who lacks something, by far the most frequent one.</summary>
    [Benchmark]
    public Verdict JudgeNotReady() => Judged(NotReady, VerdictKind.NotReady);

    /// <summary>Fifteen business days from now.</summary>
    [Benchmark]
    public DateTimeOffset AddBusinessDays() => Berlin.Add(Now, BusinessDuration.OfDays(15))!.Value;

    // Another verdict would mean that the benchmark measures something else than it says.
    private static Verdict Judged(PersonFacts person, VerdictKind kind) =>
        Judge.Of(Agreement, Product.Default, person, [], Now) is var verdict && verdict.Kind == kind ? verdict : throw new InvalidOperationException($"the person was not judged {kind}: {verdict.Words}");

    private static PersonFacts Person(string title) => new()
    {
        PairId = new Guid(1, 0, 0, new byte[8]),
        HubSpot = FieldValues.Of(("email", "vp@corp.test"), ("country", "DE"), ("numemployees", "250"), ("jobtitle", title), ("industry", "SOFTWARE"), ("company", "Corp"), ("hs_email_optout", "false"), ("views", "17"), ("seen", "2026-11-20T09:00:00Z")),
        Events = [.. Enumerable.Range(0, 40).Select(number => new PersonEvent { Id = $"{number}", Kind = number % 2 == 0 ? "page-view" : "mail-click", About = number % 4 == 0 ? "pricing page" : "blog", At = Now.AddDays(-number) })],
    };

    private static Agreement Terms()
    {
        FieldRef Of(string name, FieldType type = FieldType.Text) => new(SystemName.HubSpot, name, type);
        Condition icp = new Condition.All([
            new Condition.In(Of("country"), ["DE", "AT", "CH", "FR", "NL", "BE"]), new Condition.AtLeast(Of("numemployees", FieldType.Number), 50),
            new Condition.In(Of("industry"), ["SOFTWARE", "BANKING", "INSURANCE"]), new Condition.Not(new Condition.Contains(Of("company"), [new Phrase("university"), new Phrase("school")]))]);
        Condition buyer = new Condition.Contains(Of("jobtitle"), [new Phrase("head of"), new Phrase("vp"), new Phrase("director"), new Phrase("chief"), new Phrase("cto")]);
        return new Agreement
        {
            Version = 1,
            Hash = "h",
            Signatories = new Signatories("m", "s"),
            Market = new Market { Icp = icp, Personas = [new("engineer", "uses", new Condition.Contains(Of("jobtitle"), [new Phrase("engineer")])), new("manager", "influences", new Condition.Contains(Of("jobtitle"), [new Phrase("manager")])), new("buyer", "decides", buyer)] },
            Products =
            [
                new Product
                {
                    Name = Product.Default,
                    Scoring = new Scoring
                    {
                        Fit = [.. Enumerable.Range(0, 5).Select(number => new ScoreRule.While($"fit {number}", 5, new Condition.In(Of("country"), ["DE", "AT"]))), new ScoreRule.While("buyer", 20, buyer)],
                        Engagement =
                        [
                            new ScoreRule.ForEach("visited pricing", 10, 40, "page-view", new Phrase("pricing")), new ScoreRule.ForEach("clicked", 1, 10, "mail-click"), new ScoreRule.ForEach("unsubscribed", -15, null, "unsubscribe"),
                            new ScoreRule.Per("views", 0.5m, 10, Of("views", FieldType.Number)), new ScoreRule.Since("last seen", 10, Of("seen", FieldType.DateTime)), new ScoreRule.While("form", 8, new Condition.Happened("form", null, 1, TimeSpan.FromDays(14))),
                        ],
                        HalfLife = TimeSpan.FromDays(30),
                    },
                    Qualified = new Condition.All([new Condition.Named("icp", icp), new Condition.Named("authority", buyer), new Condition.Named("score", new Condition.Scored(ScoredPart.Total, 60))]),
                    Never =
                    [
                        new("opted out", new Condition.Is(Of("hs_email_optout", FieldType.Boolean), "true")), new("own staff", new Condition.Matches(Of("email", FieldType.Email), Pattern.Parse("@acme\\.test$"))),
                        new("free mail", new Condition.Contains(Of("email", FieldType.Email), [new Phrase("gmail.com"), new Phrase("gmx.de"), new Phrase("outlook.com")])), new("competitor", new Condition.In(Of("company"), ["Rival", "Other"])),
                        new("test", new Condition.Contains(Of("email", FieldType.Email), [new Phrase("*.invalid")])), new("student", new Condition.Contains(Of("jobtitle"), [new Phrase("student")])),
                    ],
                },
            ],
        };
    }
}
