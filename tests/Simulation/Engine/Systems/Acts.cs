using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Records;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using HubSpotCaller = Integration.Sandbox.HubSpot.Records.Caller;
using SalesforceCaller = Integration.Sandbox.Salesforce.Records.Caller;

namespace Integration.Simulation.Tests.Engine.Systems;

/// <summary>What people do in the systems' own pages, and the workflows that their admins made.</summary>
internal sealed class Acts(Outside outside, Scheduler scheduler, Chance chance, Knobs knobs)
{
    // Marks what a workflow sets, far from the numbers that people's values carry.
    private const int WorkflowTokens = 500_000;
    private static readonly HubSpotCaller Marketer = HubSpotCaller.User(4455);
    private readonly SalesforceCaller rep = new(outside.Salesforce.RepId) { SeesEverything = true, AutoAssign = false };

    /// <summary>Edits stamped and not committed yet.</summary>
    public int LateCommits { get; private set; }

    /// <summary>Does a deed.</summary>
    /// <returns>The records that changed just now; a late commit is told when it comes.</returns>
    public IEnumerable<RecordKey> Do(Step step)
    {
        var own = outside.Live(step.Person, step.System);
        var other = outside.Live(step.Other, step.System);
        switch (step.Deed)
        {
            case Deed.Create or Deed.CreateContact: return own is null ? [Create(step)] : [];
            case Deed.Edit or Deed.MoveEmail: return own is { } edited ? Edit(step, edited, People.Value(step.Field, step.Token)) : [];
            // A surname is never cleared: both pages ask for one.
            case Deed.Clear: return own is { } cleared && step.Field is not "lastname" ? Edit(step, cleared, null) : [];
            case Deed.Bulk: return Bulk(step);
            case Deed.TakeEmail: return own is { } taker && other is { } giver && taker != giver ? Edit(step, taker, EmailOf(giver), "email") : [];
            case Deed.SwapEmail: return own is { } one && other is { } two && one != two ? Swap(one, two, step.Token) : [];
            case Deed.Convert: return own is { Object: "Lead" } lead ? Convert(lead, step) : [];
            case Deed.Merge: return own is { } winner && other is { } loser && winner != loser && winner.Object == loser.Object ? Merge(winner, loser) : [];
            case Deed.Delete: return own is { } dead ? [Delete(dead)] : [];
            case Deed.DeleteAll: return [.. outside.Records.Values.Where(record => record.Key.System == step.System && record.Life == LifeState.Live).Select(record => record.Key).Order().ToList().Where(IsDeleted)];
            case Deed.Restore: return own is null && outside.Dead(step.Person, step.System) is { } back ? [Restore(back)] : [];
            default: return [];
        }
    }

    /// <summary>A workflow sets the phone when our program set the title; only on the one side, so that it ends.</summary>
    public void React(RecordKey key, string title)
    {
        var number = new string([.. title.Where(char.IsAsciiDigit)]);
        if (number.Length == 0 || key.System != (SystemName)(number[^1] % 2)) return;
        var token = WorkflowTokens + int.Parse(number, CultureInfo.InvariantCulture);
        scheduler.After(TimeSpan.FromMilliseconds(chance.Of("workflow").Next(1, 200)), null, () =>
        {
            if (outside.Records[key].Life != LifeState.Live) return;
            outside.Note($"a workflow sets the phone of {key}");
            if (IsSet(key, "phone", People.Value("phone", token))) outside.Acted(new Step(0, Deed.Edit, outside.Records[key].Person, key.System, "phone", token), [key]);
        });
    }

    /// <summary>A rival sets what stood there before our write.</summary>
    public void PutBack(RecordKey key, string field, string? ours, string? before) =>
        scheduler.After(TimeSpan.FromMilliseconds(chance.Of("rival").Next(500, 20_000)), null, () =>
        {
            var record = outside.Records[key];
            if (outside.IsCalm || record.Life != LifeState.Live || record.Now(outside.Everything.Fields.First(mapped => mapped.HubSpot == field).NameIn(key.System)) != ours) return;
            outside.Note($"a rival puts back {field} of {key}");
            if (IsSet(key, field, before)) outside.Acted(new Step(0, Deed.Edit, record.Person, key.System, field), [key]);
        });

    private RecordKey Create(Step step)
    {
        var fields = new Dictionary<string, string?> { ["email"] = People.Email(step.Person + 1), ["lastname"] = People.Value("lastname", step.Token), ["jobtitle"] = People.Value("jobtitle", step.Token) };
        if (step.System == SystemName.HubSpot)
            return People.HubSpot(outside.HubSpot.Create(Marketer, "contacts", [new RecordInput(fields)], WriteRules.Human).Results[0].Record.Id);
        var name = step.Deed == Deed.CreateContact ? "Contact" : "Lead";
        var row = Named(name, fields);
        if (name == "Lead") row["Company"] = People.Value("company", step.Token);
        return new RecordKey(SystemName.Salesforce, name, Saved(outside.Salesforce.Save(rep, name, null, [row])[0]));
    }

    private IEnumerable<RecordKey> Edit(Step step, RecordKey key, string? value, string? field = null)
    {
        var late = key.System == SystemName.Salesforce && knobs.LateSeconds > 0 ? chance.Of("late").Next(knobs.LateSeconds) : 0;
        if (late == 0)
        {
            Set(key, field ?? step.Field, value);
            return [key];
        }
        // Stamped now, seen later, locked meanwhile.
        var name = Named(key.Object, new() { [field ?? step.Field] = value }).Keys.Single();
        outside.Salesforce.Act(new JsonObject { ["action"] = "edit", ["object"] = key.Object, ["id"] = key.Id, ["fields"] = new JsonObject { [name] = value }, ["commitAfterSeconds"] = late });
        var stamped = scheduler.Now;
        LateCommits++;
        scheduler.FirstAfter(TimeSpan.FromSeconds(late), () =>
        {
            LateCommits--;
            _ = outside.Salesforce.LastReplayId; // Any call lets what is due be committed.
            outside.Note($"late commit of {key}");
            outside.Look(key, step.Person, Actor.Person, null, stamped);
            outside.Changed([key]);
        });
        return [];
    }

    private void Set(RecordKey key, string field, string? value)
    {
        if (key.System == SystemName.HubSpot)
            outside.HubSpot.Update(Marketer, "contacts", [new RecordInput(new Dictionary<string, string?> { [field] = value ?? "" }) { Id = key.Id }], WriteRules.Human);
        else
        {
            var row = Named(key.Object, new() { [field] = value });
            row["Id"] = key.Id;
            Saved(outside.Salesforce.Update(rep, key.Object, [row])[0]);
        }
    }

    // One call and so one stamp, though many records.
    private List<RecordKey> Bulk(Step step)
    {
        var live = outside.Records.Values.Where(record => record.Key.System == step.System && record.Life == LifeState.Live).Select(record => record.Key).Order().ToList();
        return [.. live.Where((key, at) => IsSet(key, step.Field, People.Value(step.Field, step.Token - (at % 10))))];
    }

    private bool IsSet(RecordKey key, string field, string? value)
    {
        try
        {
            Set(key, field, value);
            return true;
        }
        catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
        {
            outside.Note($"{key} refused: {refused.Message}");
            return false;
        }
    }

    private RecordKey[] Swap(RecordKey one, RecordKey two, int token)
    {
        var (first, second) = (EmailOf(one), EmailOf(two));
        if (first is null || second is null) return [];
        // A step that is refused leaves the ones before it done.
        _ = IsSet(one, "email", People.Email(token)) && IsSet(two, "email", first) && IsSet(one, "email", second);
        return [one, two];
    }

    private IEnumerable<RecordKey> Convert(RecordKey lead, Step step)
    {
        var act = new JsonObject { ["action"] = "convert", ["id"] = lead.Id, ["commitAfterSeconds"] = 0 };
        // Into the Contact of somebody else, when the plan says so and there is one.
        if (step.Other != step.Person && outside.Live(step.Other, SystemName.Salesforce) is { Object: "Contact" } contact && Row(contact).Text(outside.Salesforce.State.Schema["Contact"], "AccountId") is { } account)
            (act["contactId"], act["accountId"]) = (contact.Id, account);
        outside.Salesforce.Act(act);
        var made = new RecordKey(SystemName.Salesforce, "Contact", Row(lead).Text(outside.Salesforce.State.Schema["Lead"], "ConvertedContactId")!);
        outside.Look(made, step.Person, Actor.Vendor, null);
        outside.Records[made].Leads.Add((lead, scheduler.Now));
        return [lead, made];
    }

    private RecordKey[] Merge(RecordKey winner, RecordKey loser)
    {
        if (winner.System == SystemName.HubSpot)
        {
            var made = outside.HubSpot.Merge(Marketer, "contacts", long.Parse(winner.Id, CultureInfo.InvariantCulture), long.Parse(loser.Id, CultureInfo.InvariantCulture));
            return [winner, loser, People.HubSpot(made.Id)];
        }
        outside.Salesforce.Act(new JsonObject { ["action"] = "merge", ["object"] = winner.Object, ["id"] = winner.Id, ["losers"] = new JsonArray(loser.Id) });
        return [winner, loser];
    }

    // A row that somebody is saving cannot be deleted; the job goes on with the next.
    private bool IsDeleted(RecordKey key)
    {
        try
        {
            Delete(key);
            return true;
        }
        catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
        {
            outside.Note($"{key} refused: {refused.Message}");
            return false;
        }
    }

    private RecordKey Delete(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) outside.HubSpot.Archive(Marketer, "contacts", [long.Parse(key.Id, CultureInfo.InvariantCulture)]);
        else outside.Salesforce.Act(new JsonObject { ["action"] = "delete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private RecordKey Restore(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) outside.HubSpot.Restore(Marketer, "contacts", long.Parse(key.Id, CultureInfo.InvariantCulture));
        else outside.Salesforce.Act(new JsonObject { ["action"] = "undelete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private string? EmailOf(RecordKey key) => outside.Records[key].Now(outside.Mapping.Match.NameIn(key.System));

    private Dictionary<string, object?> Named(string salesforceObject, Dictionary<string, string?> fields) =>
        fields.ToDictionary(field => outside.Everything.FieldsOn(salesforceObject).First(mapped => mapped.HubSpot == field.Key).Salesforce, field => (object?)field.Value, StringComparer.OrdinalIgnoreCase);

    private static string Saved(Integration.Sandbox.Salesforce.Records.SaveResult result) =>
        result.Success ? result.Id! : throw new SandboxRefusedException(result.Errors[0].Code);

    private Integration.Sandbox.Salesforce.Records.Row Row(RecordKey key) => outside.Salesforce.State.Table(key.Object).Find(key.Id)!;
}
