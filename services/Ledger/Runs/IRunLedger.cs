using Integration.Core.Journals;
using Integration.Core.Pairs;

namespace Integration.Ledger.Runs;

/// <summary>
/// Runs: what was written under one set of mappings, by however many processes and over however many restarts, from the moment it came into
/// force to the moment that another did. An undo is a run of its own. Each journal line says in which run it was written.
/// </summary>
public interface IRunLedger
{
    /// <summary>The run that this instance's commits are journalled under; null before <see cref="BeginAsync"/>.</summary>
    string? Current { get; }

    /// <summary>Joins the newest run if it is about the same, else begins one; all later commits of this instance belong to it.</summary>
    /// <param name="what">What makes it one run, without personal values: the mappings with their versions. At most 600 characters.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Stops before the transaction.</param>
    Task<Run> BeginAsync(string what, DateTimeOffset now, CancellationToken stop);

    /// <summary>Runs, newest first, at most <paramref name="limit"/> (1 to 1,000), with the number of their journal lines.</summary>
    Task<IReadOnlyList<Run>> RunsAsync(int limit, CancellationToken stop);

    /// <summary>Pairs that a run has journal lines of, in order of their ids.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="after">The last id of the page before; null starts.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyList<Guid>> PairsAsync(string run, Guid? after, int limit, CancellationToken stop);

    /// <summary>A run's lines about the given pairs (0 to 1,000), oldest first.</summary>
    Task<IReadOnlyList<JournalEntry>> LinesAsync(string run, IReadOnlyCollection<Guid> pairs, CancellationToken stop);

    /// <summary>Leases the given pairs whether due or not; those under a live lease are left out. As <see cref="ILedger.ClaimAsync"/> otherwise; the pair is due again at the lease's end.</summary>
    Task<IReadOnlyList<Pair>> ClaimAsync(IReadOnlyCollection<Guid> pairs, ClaimRequest request, CancellationToken stop);
}

/// <summary>One run.</summary>
/// <param name="Id"><c>run-12</c>: numbers rise.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="What">What it is about.</param>
/// <param name="Lines">Its journal lines; 0 where they were not counted.</param>
public sealed record Run(string Id, DateTimeOffset StartedAt, string What, long Lines);
