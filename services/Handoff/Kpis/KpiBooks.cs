using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Judging;
using Integration.Handoff.Proofs;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Kpis;

/// <summary>Reads the append-only record out of the ledger, and reckons figures from it.</summary>
/// <remarks>What was read serves every figure for <see cref="FreshFor"/>: sixteen figures of one page rest on one reading, so that they agree. The next reading takes only what came since.</remarks>
public sealed class KpiBooks(ILedger ledger, KnownAgreements agreements, HandoffOptions options, TimeProvider time)
{
    /// <summary>How long one reading serves.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private const int Page = 1_000;

    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly EventBook book = new(ledger);
    private ImmutableDictionary<Guid, SealedHandoff> receipts = ImmutableDictionary<Guid, SealedHandoff>.Empty;
    private long lastReceipt;
    private Kept? kept;

    /// <summary>Reckons figures; all from one reading.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="ask">Makes the question of one, for the moment of the reading.</param>
    /// <param name="stop">Stops reading.</param>
    public async Task<IReadOnlyList<KpiFigure>> ReckonAsync(IReadOnlyList<KpiId> ids, Func<KpiId, DateTimeOffset, KpiQuestion> ask, CancellationToken stop)
    {
        await reading.WaitAsync(stop);
        try
        {
            if (kept is null || time.GetUtcNow() - kept.At > FreshFor) kept = await ReadAsync(stop);
            if (ids.Contains(KpiId.K1) && !kept.HasEverybody) kept = kept with { HasEverybody = true, HasCaptured = true, Ledger = kept.Ledger with { Inquiries = await EverybodyAsync(stop) } };
            if (ids.Contains(KpiId.K6) && !kept.HasCaptured) kept = kept with { HasCaptured = true, Ledger = kept.Ledger with { Inquiries = await OfAsync([.. kept.Ledger.Handoffs.Select(log => log.PairId).Distinct()], ImmutableDictionary<Guid, Standing>.Empty, stop) } };
            if (ids.Contains(KpiId.K9) && kept.Ledger.Snapshot is null) kept = kept with { Ledger = kept.Ledger with { Snapshot = await SnapshotAsync(kept.At, stop) } };
            var now = kept;
            return [.. ids.Select(id => KpiReckoning.Of(ask(id, now.At), now.Ledger, now.Terms))];
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Kept> ReadAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await agreements.RefreshAsync(stop);
        var versions = agreements.All.ToDictionary(stored => stored.Hash, stored => stored.Version, StringComparer.Ordinal);
        var logs = await book.ReadAsync(versions, stop);
        // Sealed for ever, and numbered without gaps within one chain: what was read need not be read again.
        while (true)
        {
            var page = await ledger.Handoffs.ReceiptsAsync(lastReceipt, Page, stop);
            foreach (var receipt in page) receipts = receipts.SetItem(receipt.HandoffId, SealedLine.Of(receipt));
            if (page.Count > 0) lastReceipt = page[^1].Seq;
            if (page.Count < Page) break;
        }
        return new Kept(now, new KpiLedger { Handoffs = [.. logs], Receipts = receipts }, Terms());
    }

    private KpiTerms Terms()
    {
        var readable = agreements.All.Select(stored => (stored, agreement: agreements.Of(stored.Hash))).Where(one => one.agreement is not null).ToList();
        return new KpiTerms
        {
            Agreements = readable.ToImmutableDictionary(one => one.stored.Hash, one => one.agreement!, StringComparer.Ordinal),
            Roster = agreements.Roster,
            InForce = [.. agreements.InForce()],
        };
    }

    private async Task<ImmutableArray<Inquiry>> EverybodyAsync(CancellationToken stop)
    {
        var all = ImmutableArray.CreateBuilder<Inquiry>();
        Guid? after = null;
        while (true)
        {
            var page = await ledger.Handoffs.StandingsAsync(options.Mapping, after, Page, stop);
            all.AddRange(await OfAsync([.. page.Select(one => one.PairId)], page.ToDictionary(one => one.PairId), stop));
            if (page.Count < Page) return all.ToImmutable();
            after = page[^1].PairId;
        }
    }

    private async Task<ImmutableArray<Inquiry>> OfAsync(IReadOnlyList<Guid> ids, IReadOnlyDictionary<Guid, Standing> standings, CancellationToken stop)
    {
        var all = ImmutableArray.CreateBuilder<Inquiry>();
        foreach (var chunk in ids.Chunk(Page))
        {
            var pairs = await ledger.PairsAsync(chunk, stop);
            var responses = await ledger.Handoffs.PersonEventsAsync(chunk, time.GetUtcNow() - options.EventsBack, stop);
            foreach (var pair in pairs.Values.Where(pair => pair.SupersededBy is null))
            {
                var times = responses.GetValueOrDefault(pair.Id, []).Select(one => one.At).Order().ToImmutableArray();
                DateTimeOffset?[] firsts = [pair.HubSpot.Seen?.CreatedAt, times.IsEmpty ? null : times[0]];
                if (firsts.Min() is not { } first) continue; // Nobody that marketing knows has let us know.
                all.Add(new Inquiry(pair.Id, first)
                {
                    Responses = times,
                    Source = pair.HubSpot.Seen?.Values["hs_analytics_source"].Text,
                    Never = standings.GetValueOrDefault(pair.Id) is { Code: "never", Verdict: { } verdicts } ? HandoffJson.Read<StoredVerdict[]>(verdicts).Select(verdict => verdict.Rule).FirstOrDefault(rule => rule is not null) : null,
                });
            }
        }
        return all.ToImmutable();
    }

    private async Task<KpiSnapshot> SnapshotAsync(DateTimeOffset now, CancellationToken stop)
    {
        var leaks = ImmutableArray.CreateBuilder<LeakedPerson>();
        Guid? after = null;
        do
        {
            var report = await LeakReport.WalkAsync(ledger, options.Mapping, agreements.LiveSince, after, now, stop);
            leaks.AddRange(report.Leaks.Select(leak => new LeakedPerson(leak.PairId, leak.HandoffId, leak.What)));
            after = report.Next;
        }
        while (after is not null);
        var status = await ledger.Handoffs.StatusAsync(options.Mapping, now, stop);
        return new KpiSnapshot(now, checked((int)status.Open.Values.Sum()), leaks.ToImmutable());
    }

    private sealed record Kept(DateTimeOffset At, KpiLedger Ledger, KpiTerms Terms)
    {
        public bool HasEverybody { get; init; }
        public bool HasCaptured { get; init; }
    }
}
