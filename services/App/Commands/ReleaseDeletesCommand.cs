using System.CommandLine;
using Integration.Sync.Deletions;

namespace Integration.App.Commands;

/// <summary><c>integration release-deletes</c>: lets deletions go on that wait because there were too many.</summary>
internal static class ReleaseDeletesCommand
{
    public static Command Make(CommandContext context)
    {
        var mapping = new Option<string?>("--mapping") { Description = "Only deletions of this mapping (default: of all)", HelpName = "NAME" };
        var data = CommandContext.DataOption();
        var json = CommandContext.JsonOption();
        var command = new Command("release-deletes", "Let deletions go on that wait because too many records were deleted within an hour.") { mapping, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var known = await ledger.MappingsAsync(stop);
            var wanted = parsed.GetValue(mapping);
            if (wanted is not null && !known.Contains(wanted))
                throw new StopsHereException(ExitCode.Usage, $"the ledger has no pair of a mapping '{wanted}'", $"write {(known.Count == 0 ? "nothing: it has no pairs at all" : string.Join(" or ", known))}");
            var released = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var name in wanted is null ? known : [wanted]) released[name] = await DeleteRelease.RunAsync(ledger, name, context.Time.GetUtcNow(), stop);
            if (parsed.GetValue(json)) context.Terminal.WriteJson(released);
            else if (released.Values.Sum() == 0) context.Terminal.Out.WriteLine("No deletion waits.");
            else foreach (var (name, count) in released) context.Terminal.Out.WriteLine($"{name}: {count} deletions go on; a running service takes them up within seconds.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
