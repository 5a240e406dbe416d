using Integration.Sync.Status;

namespace Integration.App.Commands;

/// <summary>A record's story for a person.</summary>
internal static class StoryText
{
    public static void Print(TextWriter output, RecordStory story)
    {
        output.WriteLine($"pair       {story.Pair}  ({story.Mapping}, {story.Status})");
        Side(output, "HubSpot", story.HubSpot);
        Side(output, "Salesforce", story.Salesforce);
        if (story.SupersededBy is { } other) output.WriteLine($"superseded by pair {other}");
        if (story.Hold is { } hold) Hold(output, "held", hold);
        foreach (var write in story.OpenWrites) output.WriteLine($"open write {write.Kind} {write.System} {write.Target} ({string.Join(", ", write.Fields)}), sent {write.SentAt:u}");
        output.WriteLine();
        output.WriteLine("fields");
        foreach (var field in story.Fields)
        {
            output.WriteLine($"  {field.HubSpot} = {field.Salesforce ?? "(not mapped any more)"}");
            output.WriteLine($"    HubSpot {Quoted(field.HubSpotValue)}, Salesforce {Quoted(field.SalesforceValue)}");
            if (field.LastLine is { } last) output.WriteLine($"    last: {last.At:u} {last.Rule}; {last.Cause}");
            if (field.Hold is { } fieldHold) Hold(output, "  held", fieldHold);
        }
        output.WriteLine();
        output.WriteLine($"journal ({story.Journal.Count})");
        foreach (var line in story.Journal)
            output.WriteLine($"  {line.At:u} {line.Kind,-9} {line.Record}{(line.Field is null ? "" : $" {line.Field}: {Quoted(line.Before)} -> {Quoted(line.After)}")}  [{line.Rule}; {line.Cause}{(line.Run is null ? "" : "; " + line.Run)}]");
    }

    private static void Side(TextWriter output, string system, SideStory side) =>
        output.WriteLine($"{system,-10} {side.Key ?? "none"}{(side.Life is null ? "" : $", {side.Life}")}{(side.Into is null ? "" : $" into {side.Into}")}{(side.ReadAt is { } at ? $", read {at:u}" : "")}");

    private static void Hold(TextWriter output, string word, HoldStory hold)
    {
        output.WriteLine($"{word}: {hold.Code}: {hold.Reason}");
        output.WriteLine($"  mend: {hold.Mend}");
    }

    private static string Quoted(string value) => value is "(blank)" or "(missing)" ? value : $"'{value}'";
}
