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

namespace Integration.Simulation.Tests.Engine.Systems;

/// <summary>Both systems and the true history of every cell, seen past their interfaces.</summary>
internal sealed class Outside
{
    private readonly Scheduler scheduler;
    private readonly Plan plan;
    private readonly Dictionary<RecordKey, TrueRecord> records = [];
    private readonly HashSet<(RecordKey, string, string?)> held = [];
    private readonly HashSet<(SystemName, string, string)> heldAnywhere = [];
    private readonly Dictionary<(SystemName System, string Field), DateTimeOffset> goneFields = [];
    private readonly Acts acts;

    public Outside(Scheduler scheduler, Plan plan, Chance chance)
    {
        (this.scheduler, this.plan, Mapping) = (scheduler, plan, People.Mapping(plan.Knobs.DeletesPropagate));
        Everything = People.Next(Mapping);
        HubSpot = new HubSpotPortal(new WorldTime(scheduler, TimeSpan.FromSeconds(plan.Knobs.HubSpotSkewSeconds)), plan.Seed);
        HubSpot.Locked(state => state.Table(ObjectType.Contact).Properties.Create(new PropertyDefinition(Mapping.HubSpotKeyProperty, "Key", "string", "text", "contactinformation") { HasUniqueValue = true }));
        HubSpot.SubscribeToAll();
        Salesforce = new SalesforceOrg(new WorldTime(scheduler, TimeSpan.FromSeconds(plan.Knobs.SalesforceSkewSeconds)), plan.Seed);
        foreach (var name in Mapping.SalesforceObjects)
        {
            Salesforce.AddCustomField(name, Mapping.SalesforceKeyField, new JsonObject { ["type"] = "Text", ["label"] = "Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
            Salesforce.AddCustomField(name, People.StageField, new JsonObject { ["type"] = "Text", ["label"] = "Stage", ["length"] = 64 });
        }
        if (plan.Knobs.Formats) Salesforce.Options.Formatter = (_, field, value) => field == "Title" ? value.ToUpperInvariant() : value;
        if (plan.Knobs.Rejects)
            Salesforce.Options.ValidationRules = [.. Mapping.SalesforceObjects.Select(name => new ValidationRule(name, "Title", "no sevens", read => IsRefused(read("Title") as string)))];
        acts = new Acts(this, scheduler, chance, plan.Knobs);
    }

    /// <summary>What is in force.</summary>
    public Mapping Mapping { get; set; }
    /// <summary>All fields that a mapping of this run ever names.</summary>
    public Mapping Everything { get; }
    public Knobs Knobs => plan.Knobs;
    public HubSpotPortal HubSpot { get; }
    public SalesforceOrg Salesforce { get; }
    public IReadOnlyDictionary<RecordKey, TrueRecord> Records => records;
    /// <summary>Raised with every change of any record.</summary>
    public long Revision { get; private set; }
    /// <summary>Deeds of people that were done, by kind.</summary>
    public Dictionary<Deed, int> Done { get; } = [];
    /// <summary>Told of records that changed.</summary>
    public Action<IReadOnlyList<RecordKey>> Changed { get; set; } = _ => { };
    public Action<string> Note { get; set; } = _ => { };
    /// <summary>Set in the calm: nothing is hidden any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>The validation rule of the org, when it is on.</summary>
    public static bool IsRefused(string? title) => title is not null && title.EndsWith('7');

    public bool Held(RecordKey key, string field, string? value) => held.Contains((key, field, value));

    public bool HeldAnywhere(SystemName system, string field, string value) => heldAnywhere.Contains((system, field, value));

    public bool IsFieldGone(SystemName system, string field) => !IsCalm && goneFields.Count > 0 && goneFields.TryGetValue((system, field), out var until) && until > scheduler.Now;

    public bool IsUnshared(RecordKey key) => !IsCalm && records.TryGetValue(key, out var record) && record.UnsharedUntil > scheduler.Now;

    /// <summary>A deed; passed over when it cannot be done.</summary>
    public void Carry(Step step)
    {
        try
        {
            if (step.Deed == Deed.FieldGone) goneFields[(step.System, Everything.Fields.First(field => field.HubSpot == step.Field).NameIn(step.System))] = scheduler.Now.AddSeconds(step.Token);
            if (step.Deed == Deed.Unshare && Live(step.Person, step.System) is { } hidden) records[hidden].UnsharedUntil = scheduler.Now.AddSeconds(step.Token);
            // The emulated org commits late by its own clock, which would keep the truth waiting.
            if (step.Deed == Deed.ClockBack && acts.LateCommits == 0) (step.System == SystemName.HubSpot ? HubSpot.Clock : Salesforce.Clock).Advance(TimeSpan.FromSeconds(-step.Token));
            if (step.Deed > Deed.Bulk) Done[step.Deed] = Done.GetValueOrDefault(step.Deed) + 1;
            var touched = acts.Do(step).Distinct().ToList();
            Note($"person {step.Person}: {step.Deed} {step.System} {step.Field} {(step.Token > 0 ? step.Token : "")} -> {string.Join(", ", touched)}");
            if (touched.Count > 0) Acted(step, touched);
        }
        catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
        {
            Note($"person {step.Person}: {step.Deed} {step.System} refused: {refused.Message}");
        }
    }

    /// <summary>What people did stands in the systems now.</summary>
    public void Acted(Step step, IReadOnlyList<RecordKey> touched)
    {
        Done[step.Deed] = Done.GetValueOrDefault(step.Deed) + 1;
        // What a merge or a conversion copies was typed by nobody.
        var by = step.Deed is Deed.Convert or Deed.Merge ? Actor.Vendor : Actor.Person;
        foreach (var key in touched) Look(key, step.Person, by, null);
        Changed(touched);
    }

    /// <summary>Our program wrote; where there is a workflow, it reacts.</summary>
    public void Written(RecordKey key, int person, DateTimeOffset guardStart)
    {
        var title = Everything.Fields[1].NameIn(key.System);
        var before = records.GetValueOrDefault(key)?.Now(title);
        Look(key, person, Actor.Engine, guardStart);
        Changed([key]);
        if (plan.Knobs.Automates && !IsCalm && records[key].Now(title) is { } now && now != before) acts.React(key, now);
        if (plan.Knobs.Rivals && !IsCalm) Fight(key);
    }

    private void Fight(RecordKey key)
    {
        foreach (var field in Everything.Fields.Where(field => field.HubSpot == "firstname" || (field.HubSpot == "fax" && key.System == SystemName.HubSpot)))
            if (records[key].Cells.TryGetValue(field.NameIn(key.System), out var changes) && changes is [.., var before, { By: Actor.Engine } ours] && ours.At == scheduler.Now)
                acts.PutBack(key, field.HubSpot, ours.Value, before.Value);
    }

    /// <summary>Tells the history what a record holds now.</summary>
    /// <param name="key">The record.</param>
    /// <param name="person">Whose it is, should it be new.</param>
    /// <param name="by">Who changed it.</param>
    /// <param name="guardStart">For our own writes: when the read before it began.</param>
    /// <param name="stampedAt">World time of the stamp, where it is not now.</param>
    public void Look(RecordKey key, int person, Actor by, DateTimeOffset? guardStart, DateTimeOffset? stampedAt = null)
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
        (record.ChangedAt, Revision) = (stampedAt ?? scheduler.Now, Revision + 1);
        foreach (var (field, value) in values)
        {
            if (!record.Cells.TryGetValue(field, out var changes)) record.Cells[field] = changes = [];
            if (changes.Count > 0 && changes[^1].Value == value) continue;
            changes.Add(new CellChange(scheduler.Now, value, by, guardStart));
            held.Add((key, field, value));
            if (value is not null) heldAnywhere.Add((key.System, field, value));
        }
    }

    /// <summary>The record of a person in a system that is live now; the newest, where there are several.</summary>
    public RecordKey? Live(int person, SystemName system) =>
        records.Values.LastOrDefault(record => record.Person == person && record.Key.System == system && record.Life == LifeState.Live)?.Key;

    /// <summary>The person's record that can come back.</summary>
    public RecordKey? Dead(int person, SystemName system) =>
        records.Values.LastOrDefault(record => record.Person == person && record.Key.System == system && record.Life == LifeState.Deleted)?.Key;

    /// <summary>What the system holds.</summary>
    private (LifeState Life, List<(string Field, string? Value)> Values) Read(RecordKey key)
    {
        if (key.System == SystemName.HubSpot)
        {
            var record = HubSpot.Locked(state => state.Table(ObjectType.Contact).Find(long.Parse(key.Id, CultureInfo.InvariantCulture)));
            if (record is null) return (records.ContainsKey(key) ? LifeState.Merged : LifeState.Gone, []);
            return (record.Archived ? LifeState.Deleted : LifeState.Live, [.. Everything.FieldsOf(key.System, key.Object).Select(field => (field, record[field]))]);
        }
        var type = Salesforce.State.Schema[key.Object];
        var row = Salesforce.State.Table(key.Object).Find(key.Id);
        if (row is null) return (LifeState.Gone, []);
        var life = row.IsDeleted(type) ? (row.Text(type, "MasterRecordId") is null ? LifeState.Deleted : LifeState.Merged)
            : key.Object == "Lead" && row.IsTrue(type, "IsConverted") ? LifeState.Converted : LifeState.Live;
        return (life, [.. Everything.FieldsOf(key.System, key.Object).Select(field => (field, row.Text(type, field)))]);
    }
}
