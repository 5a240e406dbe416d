using System.Collections.Immutable;
using System.Text.Json;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Handoff.Files;
using Integration.Handoff.Kpis;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Tests.Kpis;

public class KpiBooksTests
{
    [Fact]
    public async Task Figures_are_read_out_of_what_the_role_has_stored()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));
        await rig.World.EditAsync(await rig.World.LeadOfAsync(contact), ("Status", "Working"));
        await rig.SettleAsync();

        var figures = await AskAsync(rig, TimeSpan.FromDays(100));
        var story = await rig.OnlyAsync();
        Assert.Equal((1m, 1m), Counts(figures[KpiId.K2]));
        Assert.Equal(story.Handoff.Id, Assert.Single(figures[KpiId.K2].Records).HandoffId);
        Assert.Equal((1m, 1m), Counts(figures[KpiId.K3b]));
        Assert.Equal((0m, 1m), Counts(figures[KpiId.K4]));
        Assert.Equal((0m, 1m), Counts(figures[KpiId.K30]));
        Assert.Equal(TimeSpan.FromHours(1), figures[KpiId.K38].Times[KpiTimes.All].Median);
        Assert.Equal(0m, figures[KpiId.K9].Numerator);
        Assert.Equal(1m, figures[KpiId.K9].Denominator);
        Assert.Equal("authority", figures[KpiId.K3b].Versions.Single().Qualified["default"]);
    }

    [Fact]
    public async Task An_inquiry_that_is_not_ready_is_in_the_denominator_alone()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        await rig.World.ContactAsync(("email", "student@corp.test"), ("jobtitle", "Student"), ("hs_email_optout", null));
        await rig.SettleAsync();
        await rig.Ledger.Handoffs.AddPersonEventsAsync([.. (await KeysAsync(rig)).Select(key => new StoredPersonEvent(key, "form-1", "form", rig.Time.GetUtcNow(), "{\"id\":\"form-1\",\"kind\":\"form\",\"at\":\"2026-11-22T09:00:00Z\"}"))], rig.Time.GetUtcNow(), default);
        await rig.SettleAsync();

        Assert.Equal((1m, 2m), Counts((await AskAsync(rig, TimeSpan.FromDays(100)))[KpiId.K1]));
    }

    [Fact]
    public void An_erased_line_still_counts_and_a_strange_one_is_named()
    {
        var line = new StoredEvent(Guid.Empty, Guid.Empty, "default", "accepted-implicitly", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "h", "{}") { Seq = 7 };
        var read = EventLine.Of(line, 3, new Dictionary<string, long> { ["h"] = 5 });
        Assert.Equal((HandoffEventKind.AcceptedImplicitly, 4, 5), (read.Kind, read.Sequence, read.AgreementVersion));
        Assert.Contains("7", Assert.Throws<JsonException>(() => EventLine.Of(line with { Kind = "invented" }, 0, ImmutableDictionary<string, long>.Empty)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K99", null, null, "no such figure")]
    [InlineData("K2", "soon", null, "window")]
    [InlineData("K2", null, "sideways", "view")]
    [InlineData("K4", null, "cohort", "cannot be told so")]
    public void A_question_that_cannot_be_answered_is_refused_with_words(string id, string? period, string? view, string word)
    {
        var wrong = new KpiAsk { Id = id, Period = period, View = view }.Read(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), out _, out _);
        Assert.Contains(word, wrong!.Value.What, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<KpiId, KpiFigure>> AskAsync(Rig rig, TimeSpan later)
    {
        var books = new KpiBooks(rig.Ledger, rig.Agreements, new HandoffOptions { Mapping = "people" }, rig.Time);
        var from = rig.Time.GetUtcNow().AddDays(-7);
        var figures = await books.ReckonAsync([.. KpiTable.All.Select(one => one.Id)], (id, now) => new KpiQuestion(id, from, now.AddDays(1), now + later), default);
        return figures.ToDictionary(figure => figure.Id);
    }

    private static async Task<IEnumerable<Core.Records.RecordKey>> KeysAsync(Rig rig)
    {
        var standings = await rig.Ledger.Handoffs.StandingsAsync("people", null, 10, default);
        var pairs = await rig.Ledger.PairsAsync([.. standings.Select(one => one.PairId)], default);
        return standings.Select(one => pairs[one.PairId].HubSpot.Ref!.Value);
    }

    private static (decimal Numerator, decimal Denominator) Counts(KpiFigure figure) => (figure.Numerator, figure.Denominator);
}
