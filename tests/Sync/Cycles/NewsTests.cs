using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Sync.Cycles;

namespace Integration.Sync.Tests.Cycles;

/// <summary>What of a finished cycle is told to whoever follows pairs, though no hint asked for it.</summary>
public sealed class NewsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly RecordKey Contact = new(SystemName.HubSpot, "contacts", "1");
    private static readonly Pair Known = new Pair { Id = new Guid(1, 0, 0, new byte[8]), Mapping = "people" }.With(SystemName.HubSpot, Seen("false"));

    [Fact]
    public void What_was_read_anew_is_news_and_what_was_read_before_is_none()
    {
        Assert.True(IsNews(Known, Known.With(SystemName.HubSpot, Seen("true"))));
        Assert.False(IsNews(Known, Known.With(SystemName.HubSpot, Seen("false", minutes: 5))));
        Assert.True(IsNews(Known, Known.With(SystemName.Salesforce, new Side { Ref = new RecordKey(SystemName.Salesforce, "Lead", "1") })));
    }

    [Fact]
    public void A_try_that_succeeds_after_others_failed_is_news_and_one_that_fails_is_none()
    {
        Assert.True(IsNews(Known with { Attempts = 3 }, Known));
        Assert.False(IsNews(Known with { Attempts = 3 }, Known with { Attempts = 4 }));
    }

    [Fact]
    public void The_end_of_a_write_is_news_since_its_reads_were_stored_before_it()
    {
        var intent = new Intent { Id = new Guid(2, 0, 0, new byte[8]), System = SystemName.Salesforce, Kind = IntentKind.Update, Object = "Lead", SentAt = Now, NotBefore = Now };
        Assert.True(IsNews(Known.WithIntent(SystemName.Salesforce, intent), Known));
        Assert.True(PairCommits.Of(Known.With(SystemName.HubSpot, Seen("true")), new Decision.Settle(Known.With(SystemName.HubSpot, Seen("true"))), claimed: Known).IsNews);
    }

    private static bool IsNews(Pair claimed, Pair after) => PairCommits.Of(claimed, new Decision.Settle(after)).IsNews;

    private static Side Seen(string optOut, int minutes = 0) => new()
    {
        Ref = Contact,
        Seen = new Observation { Key = Contact, Life = Life.Live, Values = FieldValues.Of(("hs_email_optout", optOut)), ReadStartedAt = Now.AddMinutes(minutes), ReadEndedAt = Now.AddMinutes(minutes) },
    };
}
