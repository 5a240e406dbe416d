using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.Salesforce;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using HubSpotCaller = Integration.Sandbox.HubSpot.Records.Caller;
using SalesforceCaller = Integration.Sandbox.Salesforce.Records.Caller;

namespace Integration.Simulation.Tests.Engine.Systems;

/// <summary>Both systems with the people who work in them, and the true history of every cell.</summary>
internal sealed class Outside
{
    private readonly Scheduler scheduler;
    private readonly Dictionary<RecordKey, TrueRecord> records = [];
    private readonly SalesforceCaller rep;

    public Outside(Scheduler scheduler, Plan plan, Mapping mapping)
    {
        (this.scheduler, Mapping) = (scheduler, mapping);
        HubSpot = new HubSpotPortal(new WorldTime(scheduler, TimeSpan.FromSeconds(plan.Knobs.SkewSeconds)), plan.Seed);
        HubSpot.Locked(state => state.Table(ObjectType.Contact).Properties.Create(new PropertyDefinition(Mapping.HubSpotKeyProperty, "Key", "string", "text", "contactinformation") { HasUniqueValue = true }));
        HubSpot.SubscribeToAll();
        Salesforce = new SalesforceOrg(new WorldTime(scheduler, TimeSpan.FromSeconds(-plan.Knobs.SkewSeconds / 2)), plan.Seed);
        foreach (var name in mapping.SalesforceObjects)
            Salesforce.AddCustomField(name, Mapping.SalesforceKeyField, new JsonObject { ["type"] = "Text", ["label"] = "Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        if (plan.Knobs.Formats) Salesforce.Options.Formatter = (_, field, value) => field == "Title" ? value.ToUpperInvariant() : value;
        if (plan.Knobs.Rejects)
            Salesforce.Options.ValidationRules = [.. mapping.SalesforceObjects.Select(name => new ValidationRule(name, "Title", "no sevens", read => IsRefused(read("Title") as string)))];
        rep = new SalesforceCaller(Salesforce.RepId) { SeesEverything = true, AutoAssign = false };
    }

    public Mapping Mapping { get; }
    public HubSpotPortal HubSpot { get; }
    public SalesforceOrg Salesforce { get; }
    public IReadOnlyDictionary<RecordKey, TrueRecord> Records => records;
    /// <summary>Raised with every change of any record.</summary>
    public long Revision { get; private set; }
    public DateTimeOffset LastPersonAt { get; private set; }
    /// <summary>Told of records that changed.</summary>
    public Action<IReadOnlyList<RecordKey>> Changed { get; set; } = _ => { };
    public Action<string> Note { get; set; } = _ => { };

    /// <summary>The validation rule of the org, when it is on.</summary>
    public static bool IsRefused(string? title) => title is not null && title.EndsWith('7');

    /// <summary>A deed of a person; passed over when it cannot be done.</summary>
    public void Carry(Step step)
    {
        try
        {
            var touched = Do(step).Distinct().ToList();
            if (touched.Count == 0) return;
            Note($"person {step.Person}: {step.Deed} {step.System} {step.Field} {(step.Token > 0 ? step.Token : "")} -> {string.Join(", ", touched)}");
            LastPersonAt = scheduler.Now;
            // What a merge or a conversion copies was typed by nobody.
            var by = step.Deed is Deed.Convert or Deed.Merge ? Actor.Vendor : Actor.Person;
            foreach (var key in touched) Look(key, step.Person, by, null);
            Changed(touched);
        }
        catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
        {
            Note($"person {step.Person}: {step.Deed} {step.System} refused: {refused.Message}");
        }
    }

    /// <summary>Tells the history what a record holds now.</summary>
    public void Look(RecordKey key, int person, Actor by, DateTimeOffset? guardStart)
    {
        var (life, values) = Read(key);
        if (!records.TryGetValue(key, out var record))
        {
            if (life == LifeState.Gone) return;
            records[key] = record = new TrueRecord(key, person) { MadeByEngine = by == Actor.Engine, MadeAt = scheduler.Now, LifeSince = scheduler.Now };
        }
        if (life != record.Life) (record.Life, record.LifeSince) = (life, scheduler.Now);
        if (life != LifeState.Live) record.WasDeleted = true;
        if (by != Actor.Engine) record.PersonDeeds++;
        (record.ChangedAt, Revision) = (scheduler.Now, Revision + 1);
        foreach (var (field, value) in values)
        {
            if (!record.Cells.TryGetValue(field, out var changes)) record.Cells[field] = changes = [];
            if (changes.Count == 0 || changes[^1].Value != value) changes.Add(new CellChange(scheduler.Now, value, by, guardStart));
        }
    }

    /// <summary>The record of a person in a system that is live now; the newest, where there are several.</summary>
    public RecordKey? Live(int person, SystemName system) =>
        records.Values.LastOrDefault(record => record.Person == person && record.Key.System == system && record.Life == LifeState.Live)?.Key;

    private IEnumerable<RecordKey> Do(Step step)
    {
        var own = Live(step.Person, step.System);
        var other = Live(step.Other, step.System);
        switch (step.Deed)
        {
            case Deed.Create or Deed.CreateContact: return own is null ? [Create(step)] : [];
            case Deed.Edit or Deed.MoveEmail: return own is { } edited ? [Edit(edited, step.Field, People.Value(step.Field, step.Token))] : [];
            // A surname is never cleared: both pages ask for one.
            case Deed.Clear: return own is { } cleared && step.Field is not "lastname" ? [Edit(cleared, step.Field, null)] : [];
            case Deed.TakeEmail: return own is { } taker && other is { } giver && taker != giver ? [Edit(taker, "email", EmailOf(giver))] : [];
            case Deed.SwapEmail: return own is { } one && other is { } two && one != two ? Swap(one, two, step.Token) : [];
            case Deed.Convert: return own is { Object: "Lead" } lead ? Convert(lead, step) : [];
            case Deed.Merge: return own is { } winner && other is { } loser && winner != loser && winner.Object == loser.Object ? Merge(winner, loser, step) : [];
            case Deed.Delete: return own is { } dead ? [Delete(dead)] : [];
            case Deed.Restore: return records.Values.LastOrDefault(record => record.Person == step.Person && record.Key.System == step.System && record.Life == LifeState.Deleted)?.Key is { } back ? [Restore(back)] : [];
            default: return [];
        }
    }

    private RecordKey Create(Step step)
    {
        var fields = new Dictionary<string, string?> { ["email"] = People.Email(step.Person + 1), ["lastname"] = People.Value("lastname", step.Token), ["jobtitle"] = People.Value("jobtitle", step.Token) };
        if (step.System == SystemName.HubSpot)
            return People.HubSpot(HubSpot.Create(HubSpotCaller.User(4455), "contacts", [new RecordInput(fields)], WriteRules.Human).Results[0].Record.Id);
        var name = step.Deed == Deed.CreateContact ? "Contact" : "Lead";
        var row = Named(name, fields);
        if (name == "Lead") row["Company"] = People.Value("company", step.Token);
        return new RecordKey(SystemName.Salesforce, name, Saved(Salesforce.Save(rep, name, null, [row])[0]));
    }

    private RecordKey Edit(RecordKey key, string field, string? value)
    {
        if (key.System == SystemName.HubSpot)
            HubSpot.Update(HubSpotCaller.User(4455), "contacts", [new RecordInput(new Dictionary<string, string?> { [field] = value ?? "" }) { Id = key.Id }], WriteRules.Human);
        else
        {
            var row = Named(key.Object, new Dictionary<string, string?> { [field] = value });
            row["Id"] = key.Id;
            Saved(Salesforce.Update(rep, key.Object, [row])[0]);
        }
        return key;
    }

    private RecordKey[] Swap(RecordKey one, RecordKey two, int token)
    {
        var (first, second) = (EmailOf(one), EmailOf(two));
        if (first is null || second is null) return [];
        Edit(one, "email", People.Email(token));
        Edit(two, "email", first);
        Edit(one, "email", second);
        return [one, two];
    }

    private IEnumerable<RecordKey> Convert(RecordKey lead, Step step)
    {
        var act = new JsonObject { ["action"] = "convert", ["id"] = lead.Id };
        // Into the Contact of somebody else, when the plan says so and there is one.
        if (step.Other != step.Person && Live(step.Other, SystemName.Salesforce) is { Object: "Contact" } contact && Row(contact).Text(Salesforce.State.Schema["Contact"], "AccountId") is { } account)
            (act["contactId"], act["accountId"]) = (contact.Id, account);
        Salesforce.Act(act);
        var made = Row(lead).Text(Salesforce.State.Schema["Lead"], "ConvertedContactId")!;
        return [lead, new RecordKey(SystemName.Salesforce, "Contact", made)];
    }

    private RecordKey[] Merge(RecordKey winner, RecordKey loser, Step step)
    {
        if (winner.System == SystemName.HubSpot)
        {
            var made = HubSpot.Merge(HubSpotCaller.User(4455), "contacts", long.Parse(winner.Id, CultureInfo.InvariantCulture), long.Parse(loser.Id, CultureInfo.InvariantCulture));
            return [winner, loser, People.HubSpot(made.Id)];
        }
        Salesforce.Act(new JsonObject { ["action"] = "merge", ["object"] = winner.Object, ["id"] = winner.Id, ["losers"] = new JsonArray(loser.Id) });
        return [winner, loser];
    }

    private RecordKey Delete(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) HubSpot.Archive(HubSpotCaller.User(4455), "contacts", [long.Parse(key.Id, CultureInfo.InvariantCulture)]);
        else Salesforce.Act(new JsonObject { ["action"] = "delete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private RecordKey Restore(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) HubSpot.Restore(HubSpotCaller.User(4455), "contacts", long.Parse(key.Id, CultureInfo.InvariantCulture));
        else Salesforce.Act(new JsonObject { ["action"] = "undelete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private string? EmailOf(RecordKey key) => records[key].Now(Mapping.Match.NameIn(key.System));

    private Dictionary<string, object?> Named(string salesforceObject, Dictionary<string, string?> fields) =>
        fields.ToDictionary(field => Mapping.FieldsOn(salesforceObject).First(mapped => mapped.HubSpot == field.Key).Salesforce, field => (object?)field.Value, StringComparer.OrdinalIgnoreCase);

    private static string Saved(Integration.Sandbox.Salesforce.Records.SaveResult result) =>
        result.Success ? result.Id! : throw new SandboxRefusedException(result.Errors[0].Code);

    private Integration.Sandbox.Salesforce.Records.Row Row(RecordKey key) => Salesforce.State.Table(key.Object).Find(key.Id)!;

    /// <summary>What the system holds, read past its interfaces.</summary>
    private (LifeState Life, List<(string Field, string? Value)> Values) Read(RecordKey key)
    {
        if (key.System == SystemName.HubSpot)
        {
            var record = HubSpot.Locked(state => state.Table(ObjectType.Contact).Find(long.Parse(key.Id, CultureInfo.InvariantCulture)));
            if (record is null) return (records.ContainsKey(key) ? LifeState.Merged : LifeState.Gone, []);
            return (record.Archived ? LifeState.Deleted : LifeState.Live, [.. Mapping.FieldsOf(key.System, key.Object).Select(field => (field, record[field]))]);
        }
        var type = Salesforce.State.Schema[key.Object];
        var row = Salesforce.State.Table(key.Object).Find(key.Id);
        if (row is null) return (LifeState.Gone, []);
        var life = row.IsDeleted(type) ? (row.Text(type, "MasterRecordId") is null ? LifeState.Deleted : LifeState.Merged)
            : key.Object == "Lead" && row.IsTrue(type, "IsConverted") ? LifeState.Converted : LifeState.Live;
        return (life, [.. Mapping.FieldsOf(key.System, key.Object).Select(field => (field, row.Text(type, field)))]);
    }
}
