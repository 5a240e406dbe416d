using System.CommandLine;
using Integration.App.Configuration;
using Integration.Core.Records;
using Integration.Sync;
using Integration.Sync.Status;

namespace Integration.App.Commands;

/// <summary><c>integration explain</c>: the whole story of one record, read from the ledger.</summary>
internal static class ExplainCommand
{
    public static Command Make(CommandContext context)
    {
        var key = new Argument<string>("key") { Description = "System/Object/Id, such as HubSpot/contacts/4711" };
        var config = CommandContext.ConfigOption();
        var data = CommandContext.DataOption();
        var json = CommandContext.JsonOption();
        var command = new Command("explain", "Tell the whole story of one record: its pair, both sides, each field, the journal.") { key, config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var record = KeyOf(parsed.GetValue(key)!);
            var mappings = RunningConfig.Load(context, parsed.GetValue(config)).Mappings;
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var story = await RecordStory.TellAsync(ledger, new MappingSet(mappings), record, stop);
            if (story is null && (await ledger.Erasures.ErasedAsync([record.ToString()], stop)).Values.FirstOrDefault() is { } proof)
                throw new StopsHereException(ExitCode.NotInOrder, $"{record} was erased at {proof.At:u} by {proof.By} (erasure {proof.Id}): {proof.Pairs} pairs and {proof.JournalLines} journal lines were wiped", "nothing; 'integration erasures' lists all");
            story = story ?? throw new StopsHereException(ExitCode.NotInOrder, $"no pair owns {record}", "check the id; a record is known once a webhook or a poll has told of it");
            if (parsed.GetValue(json)) context.Terminal.WriteJson(story);
            else StoryText.Print(context.Terminal.Out, story);
            return (int)ExitCode.Done;
        });
        return command;
    }

    internal static RecordKey KeyOf(string text)
    {
        try
        {
            return RecordKey.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new StopsHereException(ExitCode.Usage, wrong.Message, "copy the key from /api/sync/held, or put system, object and id together");
        }
    }
}
