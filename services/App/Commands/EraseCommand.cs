using System.CommandLine;
using Integration.App.Configuration;
using Integration.Core.Records;
using Integration.Hosting.Chance;
using Integration.Ledger;
using Integration.Ledger.Erasures;
using Integration.Sync;
using Integration.Sync.Erasing;

namespace Integration.App.Commands;

/// <summary><c>integration erase</c>, <c>erasures</c> and <c>readmit</c>: forgetting a person, the proof of it, and the way back.</summary>
internal static class EraseCommand
{
    private const int ProofsMax = 1_000;

    public static Command Erase(CommandContext context)
    {
        var key = KeyArgument();
        var (config, data, json) = (CommandContext.ConfigOption(), CommandContext.DataOption(), CommandContext.JsonOption());
        var yes = new Option<bool>("--yes") { Description = "Do it; without it nothing is wiped" };
        var command = new Command("erase", "Forget the person that a record belongs to: every stored value and journal line. Records in HubSpot and Salesforce stay.") { key, yes, config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var record = ExplainCommand.KeyOf(parsed.GetValue(key)!);
            var mappings = new MappingSet(RunningConfig.Load(context, parsed.GetValue(config)).Mappings);
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var pair = (await ledger.PairsOfAsync([record], stop)).GetValueOrDefault(record);
            string[] records = [.. new[] { pair?.HubSpot.Ref ?? record, pair?.Salesforce.Ref }.OfType<RecordKey>().Select(each => each.ToString()).Distinct()];
            if (!parsed.GetValue(yes))
                throw new StopsHereException(ExitCode.NotInOrder, $"nothing was wiped; --yes would forget {string.Join(" and ", records)}, for good", "back nothing up that you were asked to forget; then repeat with --yes");
            var proof = await new Eraser(ledger, mappings, context.Time, new SystemEntropy()).EraseAsync(record, $"operator {context.Environment("USER") ?? "unknown"}", stop);
            if (parsed.GetValue(json)) context.Terminal.WriteJson(proof);
            else
            {
                Print(context, proof);
                context.Terminal.Out.WriteLine($"Not touched: {string.Join(", ", records)}. Delete them in their own systems (HubSpot: Delete contact permanently), and older backups of the ledger.");
            }
            return (int)ExitCode.Done;
        });
        return command;
    }

    public static Command Erasures(CommandContext context)
    {
        var (data, json) = (CommandContext.DataOption(), CommandContext.JsonOption());
        var command = new Command("erasures", "List the proofs of erasures, newest first.") { data, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var proofs = await ledger.Erasures.ProofsAsync(ProofsMax, stop);
            if (parsed.GetValue(json)) context.Terminal.WriteJson(proofs);
            else
            {
                foreach (var proof in proofs) Print(context, proof);
                context.Terminal.Out.WriteLine($"{proofs.Count} erasures{(proofs.Count == ProofsMax ? " (the newest)" : "")}");
            }
            return (int)ExitCode.Done;
        });
        return command;
    }

    public static Command Readmit(CommandContext context)
    {
        var key = KeyArgument();
        var (config, data) = (CommandContext.ConfigOption(), CommandContext.DataOption());
        var command = new Command("readmit", "Let a person back in who was erased and returned of their own will, by their new record.") { key, config, data };
        command.SetAction(async (parsed, stop) =>
        {
            var record = ExplainCommand.KeyOf(parsed.GetValue(key)!);
            var mappings = new MappingSet(RunningConfig.Load(context, parsed.GetValue(config)).Mappings);
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var entropy = new SystemEntropy();
            var owners = await ledger.PairsOfAsync([record], stop);
            string[] names = [record.ToString(), .. owners.TryGetValue(record, out var pair) ? new Eraser(ledger, mappings, context.Time, entropy).NamesOf(pair) : []];
            var now = context.Time.GetUtcNow();
            var count = await ledger.Erasures.ReadmitAsync(names, $"operator {context.Environment("USER") ?? "unknown"}", now, stop);
            if (count == 0) throw new StopsHereException(ExitCode.NotInOrder, $"neither {record} nor its match value was erased", "name the record that is held as PAIR-ERASED; /api/sync/held lists it");
            if (pair is not null) await ledger.TouchAsync([new Touch(new Hint(record, Lane.Normal), pair.Mapping, entropy.NextId(now))], null, now, stop);
            context.Terminal.Out.WriteLine($"{record} is let in; it is looked at now.");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> KeyArgument() => new("key") { Description = "System/Object/Id, such as HubSpot/contacts/4711" };

    private static void Print(CommandContext context, ErasureProof proof) =>
        context.Terminal.Out.WriteLine($"{proof.At:u}  {proof.Id}  by {proof.By}: {proof.Pairs} pairs, {proof.JournalLines} journal lines, {proof.Digests.Count} names kept out");
}
