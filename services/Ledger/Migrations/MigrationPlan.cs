namespace Integration.Ledger.Migrations;

/// <summary>Which steps a database still needs, or why this program must not touch it.</summary>
internal static class MigrationPlan
{
    /// <param name="ours">The steps this program ships.</param>
    /// <param name="applied">What the database has recorded.</param>
    /// <param name="place">The database, for messages.</param>
    /// <exception cref="LedgerUnavailableException">The database is newer than the program, or an applied step was another text.</exception>
    public static IReadOnlyList<Migration> Pending(IReadOnlyList<Migration> ours, IReadOnlyList<AppliedMigration> applied, string place)
    {
        // An old program would read a newer schema wrongly in ways that no error shows.
        if (applied.Count > 0 && applied.Max(step => step.Version) is var theirs && theirs > ours.Count)
            throw new LedgerUnavailableException(
                $"The ledger at {place} has schema version {theirs}; this program knows versions up to {ours.Count}. Mend: run the newer program again, or restore the backup taken before the upgrade.");

        foreach (var step in applied)
        {
            var known = ours[step.Version - 1];
            if (known.Checksum != step.Checksum)
                throw new LedgerUnavailableException(
                    $"Migration {step.Version} of the ledger at {place} was applied as '{step.Name}' with checksum {step.Checksum[..12]}; this program ships '{known.Name}' with {known.Checksum[..12]}. Mend: run the build that made the ledger; an applied migration is never edited, a new one follows it.");
        }

        var done = applied.Select(step => step.Version).ToHashSet();
        return [.. ours.Where(step => !done.Contains(step.Version))];
    }
}
