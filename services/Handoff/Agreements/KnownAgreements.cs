using Integration.Core.Agreements;
using Integration.Core.Approvals;
using Integration.Core.Kpis;
using Integration.Core.Routing;
using Integration.Core.Stages;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Agreements;

/// <summary>Every version of the Agreement that was ever configured, with its signatures: which one is live, and which one waits.</summary>
/// <remarks>
/// Versions live in the ledger, not in the files: a changed file is another version that nobody has signed yet, and until both sides
/// have, the version that they did sign goes on. What is taken out of the files altogether is not live. Files, signatures and team change
/// in one step: a decision takes <see cref="Now"/> once and is made under that.
/// </remarks>
public sealed class KnownAgreements(HandoffTerms terms, ILedger ledger, TimeProvider time)
{
    private readonly Dictionary<string, Agreement> read = terms.Agreements.ToDictionary(text => text.Agreement.Hash, text => text.Agreement, StringComparer.Ordinal);
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile Known known = new([], new InForceNow(null, null, terms.Roster));
    private HandoffTerms configured = terms;
    private HandoffTerms? stored;

    /// <summary>What is in force at this moment; what is decided by it is decided under one version and one team.</summary>
    public InForceNow Now => known.Now;
    /// <summary>The version in force; null = nothing is handed over.</summary>
    public Agreement? Live => known.Now.Live;
    /// <summary>Since when the version in force is; null = none is.</summary>
    public DateTimeOffset? LiveSince => Live is { } live ? InForce().Where(one => one.Hash == live.Hash).Select(one => (DateTimeOffset?)one.Since).FirstOrDefault() : null;
    /// <summary>The newest configured version when it is not live: it runs as a shadow.</summary>
    public Agreement? Shadow => known.Now.Shadow;
    /// <summary>The team as configured.</summary>
    public Roster Roster => known.Now.Roster;
    /// <summary>All versions with signatures, oldest first.</summary>
    public IReadOnlyList<StoredAgreement> All => known.Stored;

    /// <summary>The version of a content hash; null when it cannot be read.</summary>
    public Agreement? Of(string hash)
    {
        lock (read) return read.GetValueOrDefault(hash);
    }

    /// <summary>Sides whose signature a version lacks, marketing first.</summary>
    public IReadOnlyList<TeamSide> MissingOf(Agreement agreement) => [.. Approval.Of(agreement, Signatures(known.Stored)).Missing];

    /// <summary>Every signed version that can be read, by when its second side had signed.</summary>
    public IReadOnlyList<InForce> InForce() =>
    [
        .. known.Stored.Select(stored => (stored, agreement: Of(stored.Hash))).Where(one => one.agreement is not null && MissingOf(one.agreement).Count == 0)
            .Select(one => new InForce(SignedAt(one.stored, one.agreement!), one.agreement!.Version, one.stored.Hash)).OrderBy(one => one.Since).ThenBy(one => one.Version),
    ];

    /// <summary>Looks again, and stores the configured versions the first time.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        // One at a time: of two, the one that read the ledger earlier must not have the last word.
        await refreshing.WaitAsync(stop);
        try
        {
            await RefreshAsync(configured, stop);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>Takes a changed configuration. What is new in it waits for its signatures; the team is the new one at once.</summary>
    /// <returns>What stands against it, and nothing was changed: the new team lacks what the version in force, or one under which handoffs are open, needs. Empty when it was taken.</returns>
    /// <exception cref="LedgerUnavailableException">Nothing was changed.</exception>
    public async Task<IReadOnlyList<AgreementProblem>> ChangeAsync(HandoffTerms next, CancellationToken stop)
    {
        await refreshing.WaitAsync(stop);
        try
        {
            // What a version lacks by itself was said when it was checked; here the question is whether the team that is new fits what runs.
            var problems = (await RunningAsync(stop)).SelectMany(agreement => AgreementCheck.Of(agreement, next.Roster).Except(AgreementCheck.Of(agreement))
                .Select(problem => problem with { What = $"version {agreement.Version}, which is in use: {problem.What}" })).ToList();
            if (problems.Count > 0) return problems;
            lock (read)
                foreach (var text in next.Agreements) read[text.Agreement.Hash] = text.Agreement;
            await RefreshAsync(next, stop);
            configured = next;
            return [];
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>Signs a version for one side.</summary>
    /// <param name="hash">Which; null the newest configured one.</param>
    /// <param name="side">For whom.</param>
    /// <param name="signatory">Who signs.</param>
    /// <param name="stop">Stops before it is stored.</param>
    /// <returns>Why it does not count and was not stored; null when it was.</returns>
    public async Task<SignatureProblem?> SignAsync(string? hash, TeamSide side, string signatory, CancellationToken stop)
    {
        await RefreshAsync(stop);
        var agreement = hash is null ? configured.Agreements.Select(text => text.Agreement).MaxBy(one => one.Version) : Of(hash);
        if (agreement is null) return new SignatureProblem(hash is null ? "No Agreement is configured." : $"No version has the content {hash}.", "Add a 'kind: Agreement' document, or name one that GET /api/agreement lists.");
        var signature = new Signature(agreement.Hash, side, signatory, time.GetUtcNow());
        if (Approval.ProblemOf(agreement, signature) is { } problem) return problem;
        await ledger.Handoffs.SignAsync(new StoredSignature(agreement.Hash, Word(side), signatory, signature.At), stop);
        await RefreshAsync(stop);
        return null;
    }

    private async Task RefreshAsync(HandoffTerms terms, CancellationToken stop)
    {
        if (!ReferenceEquals(stored, terms))
        {
            foreach (var text in terms.Agreements)
                await ledger.Handoffs.AddAgreementAsync(new StoredAgreement(text.Agreement.Hash, $"version {text.Agreement.Version}", text.Agreement.Version, text.Content, time.GetUtcNow()), stop);
            stored = terms;
        }
        var all = await ledger.Handoffs.AgreementsAsync(stop);
        lock (read)
            foreach (var text in all.Where(text => !read.ContainsKey(text.Hash)))
                if (terms.Read(text.Text) is { } agreement && agreement.Hash == text.Hash) read[text.Hash] = agreement;
        known = Decide(terms, all);
    }

    /// <summary>The version in force, and those that open handoffs run under.</summary>
    private async Task<IReadOnlyList<Agreement>> RunningAsync(CancellationToken stop)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        if (Live is { } live) hashes.Add(live.Hash);
        await foreach (var rows in ledger.Handoffs.PagesAsync(HandoffPages.Open, stop)) hashes.UnionWith(rows.Select(row => row.Agreement));
        return [.. hashes.Select(Of).OfType<Agreement>()];
    }

    private Known Decide(HandoffTerms terms, IReadOnlyList<StoredAgreement> stored)
    {
        var newest = terms.Agreements.Select(text => text.Agreement).MaxBy(agreement => agreement.Version);
        if (newest is null) return new Known(stored, new InForceNow(null, null, terms.Roster));
        // The later one of two contents of one number goes first: a version that was changed and signed again.
        var readable = stored.Reverse().Select(text => Of(text.Hash)).OfType<Agreement>().Where(agreement => agreement.Version <= newest.Version);
        var live = Approval.InForce(readable, Signatures(stored));
        return new Known(stored, new InForceNow(live, newest.Hash == live?.Hash ? null : newest, terms.Roster));
    }

    // In force since the later of the two first signatures that count.
    private static DateTimeOffset SignedAt(StoredAgreement stored, Agreement agreement) => stored.Signatures
        .Where(one => string.Equals(one.Signatory, one.Side == Word(TeamSide.Marketing) ? agreement.Signatories.Marketing : agreement.Signatories.Sales, StringComparison.OrdinalIgnoreCase))
        .GroupBy(one => one.Side, StringComparer.Ordinal).Select(group => group.Min(one => one.At)).DefaultIfEmpty(stored.StoredAt).Max();

    private static List<Signature> Signatures(IReadOnlyList<StoredAgreement> stored) =>
        [.. stored.SelectMany(text => text.Signatures).Select(one => new Signature(one.Hash, one.Side == Word(TeamSide.Marketing) ? TeamSide.Marketing : TeamSide.Sales, one.Signatory, one.At))];

    private static string Word(TeamSide side) => side == TeamSide.Marketing ? "marketing" : "sales";

    private sealed record Known(IReadOnlyList<StoredAgreement> Stored, InForceNow Now);
}

/// <summary>What is in force at one moment.</summary>
/// <param name="Live">The version that is signed by both; null = nothing is handed over.</param>
/// <param name="Shadow">The newest configured version when it is not live.</param>
/// <param name="Roster">The team as configured.</param>
public sealed record InForceNow(Agreement? Live, Agreement? Shadow, Roster Roster);
