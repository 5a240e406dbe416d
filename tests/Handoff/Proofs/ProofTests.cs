using System.Collections.Immutable;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Leaks;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Verdicts;
using Integration.Handoff.Api;
using Integration.Handoff.Kpis;
using Integration.Handoff.People;
using Integration.Handoff.Proofs;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;
using Integration.Ledger.Erasures;

namespace Integration.Handoff.Tests.Proofs;

public sealed class ProofTests
{
    private static readonly HandoffOptions Options = new() { Mapping = "people" };

    [Fact]
    public async Task What_lapsed_and_what_was_withdrawn_is_told_alike_by_K30_and_by_parity()
    {
        await using var rig = await Rig.SignedAsync(change: terms => terms with { FollowUp = terms.FollowUp with { GiveUpAfter = BusinessDuration.OfHours(2) } });
        await rig.BuyerAsync();
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(3));
        var optedOut = await rig.World.ContactAsync(("email", "out@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();
        await EraseAsync(rig, optedOut);
        await rig.World.ContactAsync(("email", "new@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();

        var parity = await ParityReport.ReadAsync(rig.Ledger, null, 100, default);
        Assert.Equal("accepted 0, failed 0, lapsed 1, rejected 0, waiting 1, withdrawn 1", string.Join(", ", parity.Parts.Select(part => $"{part.Key} {part.Value}")));
        Assert.Equal((3L, 0L), (parity.Sent, parity.Gap));
        var figure = await FigureAsync(rig, KpiId.K30);
        Assert.Equal(parity.Parts.Where(part => part.Value > 0).Select(part => $"{part.Key} {part.Value}"), figure.Parts.Select(part => $"{part.Key} {part.Value}"));
        Assert.Equal((0m, 3m), (figure.Numerator, figure.Denominator));
    }

    [Fact]
    public async Task An_erased_handoff_reads_as_closed_everywhere()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        await EraseAsync(rig, contact);
        await rig.PassAsync(TimeSpan.FromHours(6));

        var story = await rig.OnlyAsync();
        Assert.Equal(("erased", HandoffState.Withdrawn, false, null), (story.Line.State, story.Handoff.State, story.Line.IsOpen, story.Handoff.Why));
        Assert.Equal("Qualified Sent Delivered Withdrawn Closed", string.Join(' ', story.Events.Select(line => line.Kind)));
        var leaks = await LeakReport.WalkAsync(rig.Ledger, "people", rig.Agreements.LiveSince, null, rig.Time.GetUtcNow(), default);
        Assert.Equal((0, 0L), (leaks.Leaks.Count, leaks.People));
        var late = await rig.Desk.TakeAsync(story.Line.Id, at => new Observed.Answer(at, Core.Agreements.StatusMeaning.Accepted), default);
        Assert.NotNull(late.Problem);
        Assert.Equal("1", (await FigureAsync(rig, KpiId.K30)).Parts["withdrawn"].ToString(System.Globalization.CultureInfo.InvariantCulture));
        // The person may come back as somebody new; the role goes on with everybody else.
        await rig.World.ContactAsync(("email", "other@corp.test"), ("jobtitle", "VP"));
        await rig.SettleAsync();
        Assert.Equal(["delivered", "erased"], (await rig.Ledger.Handoffs.ListAsync(new(null, 10), default)).Select(row => row.Stage).Order());
    }

    [Fact]
    public async Task A_shadow_tells_who_would_get_another_owner_as_well()
    {
        await using var rig = await Rig.SignedAsync();
        await rig.BuyerAsync();
        var next = Rig.Hashed(rig.Agreement with { Version = 2, Handover = rig.Agreement.Handover with { Owner = [new RoutingStep.Queue("Inbound", "00G000000000001AAA")], HoldIncomplete = true } });
        rig.Restart(rig.Agreement, next);
        await rig.SettleAsync();

        var report = await ShadowReport.JudgeAsync(rig.Ledger, new PersonFiles(rig.Ledger, Rig.People, Options), "people", rig.Agreements.Live, rig.Agreements.Shadow, Rig.Team, null, 100, rig.Time.GetUtcNow(), default);

        Assert.Equal((1, 2, 1), (report.Live, report.Shadow, report.People));
        var line = Assert.Single(report.Differences);
        Assert.Equal((VerdictKind.Ready, VerdictKind.Ready, "to Ana by round robin emea", "to queue Inbound"), (line.Live, line.Shadow, line.LiveWords, line.ShadowWords));
    }

    [Fact]
    public async Task Nobody_is_in_scope_before_the_signatures_and_a_role_that_stands_still_afterwards_is_a_leak()
    {
        await using var rig = new Rig();
        await rig.BuyerAsync();
        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.Agreements.RefreshAsync(default);
        Assert.Equal((0L, 1L, 0), Told(await LeaksAsync(rig)));

        await rig.SignAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal((1L, 0L, 0), Told(await LeaksAsync(rig)));
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(LeakKind.NotJudged, Assert.Single((await LeaksAsync(rig)).Leaks).Kind);
    }

    private static (long, long, int) Told(LeakReport report) => (report.People, report.OutOfScope, report.Leaks.Count);

    private static Task<LeakReport> LeaksAsync(Rig rig) => LeakReport.WalkAsync(rig.Ledger, "people", rig.Agreements.LiveSince, null, rig.Time.GetUtcNow(), default);

    private static async Task<KpiFigure> FigureAsync(Rig rig, KpiId id)
    {
        var books = new KpiBooks(rig.Ledger, rig.Agreements, Options, rig.Time);
        var now = rig.Time.GetUtcNow();
        return Assert.Single(await books.ReckonAsync([id], (which, at) => new KpiQuestion(which, now.AddDays(-1), now.AddDays(1), at), default));
    }

    private static Task EraseAsync(Rig rig, RecordKey record) =>
        rig.Ledger.Erasures.EraseAsync(new ErasureRequest(rig.Ids.NextId(rig.Time.GetUtcNow()), record, [], "operator", new string('s', 32)), rig.Time.GetUtcNow(), default);
}
