using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.References.Plans;
using HubSpotCaller = Integration.Sandbox.HubSpot.Records.Caller;
using SalesforceCaller = Integration.Sandbox.Salesforce.Records.Caller;

namespace Integration.Simulation.Tests.References.Town;

/// <summary>What people do in the systems' own pages.</summary>
internal sealed class TownDeeds(BothSystems town, Scheduler scheduler)
{
    private static readonly HubSpotCaller Marketer = HubSpotCaller.User(4455);
    private readonly SalesforceCaller rep = new(town.Outside.Salesforce.RepId) { SeesEverything = true, AutoAssign = false };

    /// <summary>Does a deed.</summary>
    /// <returns>The record that was meant; null when the deed could not be done.</returns>
    public RecordKey? Do(TownStep step) => step.Deed switch
    {
        TownDeed.Found => Firm(step) is null ? Found(step) : null,
        TownDeed.Meet or TownDeed.MeetContact => Person(step) is null ? Meet(step) : null,
        TownDeed.Move => Person(step) is { } mover && Firm(step) is { } firm ? Join(mover, firm) : null,
        TownDeed.Leave => Person(step) is { } leaver ? Leave(leaver, isWhole: step.Token % 2 == 0) : null,
        TownDeed.Rename => Firm(step) is { } renamed ? Set(renamed, "name", Text("Firm", step.Token)) : null,
        TownDeed.Readdress => Firm(step) is { } moved ? Set(moved, "domain", step.Token % 2 == 1 && step.Other != step.Firm ? Host(step.Other) : Text("f", step.Token) + ".test") : null,
        TownDeed.Promote => Person(step) is { } promoted ? Set(promoted, "jobtitle", Text("Chief", step.Token)) : null,
        TownDeed.Convert => Person(step) is { Object: "Lead" } lead ? Convert(lead, town.Find(SystemName.Salesforce, isFirm: true, step.Firm)) : null,
        TownDeed.CloseFirm => Firm(step) is { } closed ? Delete(closed) : null,
        TownDeed.Forget => Person(step) is { } forgotten ? Delete(forgotten) : null,
        TownDeed.ReopenFirm => Firm(step) is null && town.Find(step.System, isFirm: true, step.Firm, LifeState.Deleted) is { } back ? Restore(back) : null,
        TownDeed.Recall => Person(step) is null && town.Find(step.System, isFirm: false, step.Person, LifeState.Deleted) is { } recalled ? Restore(recalled) : null,
        TownDeed.MergeFirms => Firm(step) is { } winner && town.Find(step.System, isFirm: true, step.Other) is { } loser && winner != loser ? Merge(winner, loser) : null,
        TownDeed.MergePeople => Person(step) is { } first && town.Find(SystemName.HubSpot, isFirm: false, step.Other) is { } second && first != second ? Merge(first, second) : null,
        TownDeed.Assign => Person(step) is { } owned && (step.Other >= 0 || step.System == SystemName.HubSpot) && (step.Other < 0 || town.Owners.IdOf(step.System, step.Other) is not null)
            ? Set(owned, "hubspot_owner_id", town.Owners.IdOf(step.System, step.Other)) : null,
        TownDeed.Dismiss or TownDeed.Hire => Employ(step),
        _ => null,
    };

    private RecordKey? Firm(TownStep step) => town.Find(step.System, isFirm: true, step.Firm);

    private RecordKey? Person(TownStep step) => town.Find(step.System, isFirm: false, step.Person);

    private static string Host(int firm) => string.Create(CultureInfo.InvariantCulture, $"firm{firm}.test");

    private static string Text(string word, int token) => string.Create(CultureInfo.InvariantCulture, $"{word}{token}");

    private RecordKey Found(TownStep step)
    {
        // One in five has no address yet; the others have it in either system's usual spelling.
        var host = step.Token % 5 == 0 ? null : step.System == SystemName.HubSpot ? Host(step.Firm) : $"https://www.{Host(step.Firm)}/en";
        return Make(step.System, step.System == SystemName.HubSpot ? "companies" : "Account", new() { ["domain"] = host, ["name"] = Text("Firm", step.Token) });
    }

    private RecordKey Meet(TownStep step)
    {
        var fields = new Dictionary<string, string?> { ["email"] = Text("p", step.Person) + "@town.test", ["lastname"] = Text("Person", step.Token), ["jobtitle"] = Text("Chief", step.Token) };
        if (step.System == SystemName.HubSpot) return Make(step.System, "contacts", fields);
        if (step.Deed == TownDeed.Meet)
        {
            // The Account that its conversion makes has this address.
            (fields["company"], fields["website"]) = (Text("Firm", step.Token), step.Token % 3 == 0 ? null : Host(step.Firm));
            return Make(step.System, "Lead", fields);
        }
        if (town.Find(SystemName.Salesforce, isFirm: true, step.Firm) is { } account) fields[Mapping.HubSpotPrimaryCompany] = account.Id;
        return Make(step.System, "Contact", fields);
    }

    private RecordKey Make(SystemName system, string objectName, Dictionary<string, string?> fields)
    {
        var given = fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value);
        return system == SystemName.HubSpot
            ? BothSystems.HubSpot(ObjectType.Named(objectName), town.Outside.HubSpot.Create(Marketer, objectName, [new RecordInput(given)], WriteRules.Human).Results[0].Record.Id)
            : BothSystems.Salesforce(objectName, Saved(town.Outside.Salesforce.Save(rep, objectName, null, [Named(objectName, given)])[0]));
    }

    private RecordKey Set(RecordKey key, string field, string? value)
    {
        if (key.System == SystemName.HubSpot) town.Outside.HubSpot.Update(Marketer, key.Object, [new RecordInput(new Dictionary<string, string?> { [field] = value ?? "" }) { Id = key.Id }], WriteRules.Human);
        else
        {
            var row = Named(key.Object, new() { [field] = value });
            row["Id"] = key.Id;
            Saved(town.Outside.Salesforce.Update(rep, key.Object, [row])[0]);
        }
        return key;
    }

    private RecordKey? Join(RecordKey person, RecordKey firm)
    {
        if (person.Object == "Lead") return null;
        if (person.System == SystemName.Salesforce) return Set(person, Mapping.HubSpotPrimaryCompany, firm.Id);
        town.Outside.HubSpot.Act(new JsonObject { ["action"] = "associate", ["object"] = "contacts", ["id"] = person.Id, ["toObject"] = "companies", ["toId"] = firm.Id, ["primary"] = true });
        return person;
    }

    /// <summary>Takes the primary mark away, or the association with it.</summary>
    private RecordKey? Leave(RecordKey person, bool isWhole)
    {
        if (person.Object == "Lead") return null;
        if (person.System == SystemName.Salesforce) return Set(person, Mapping.HubSpotPrimaryCompany, null);
        if (town.CompanyOf(person) is not { } company) return null;
        var (id, to) = (BothSystems.IdOf(person), long.Parse(company, CultureInfo.InvariantCulture));
        town.Outside.HubSpot.Locked(state =>
        {
            if (isWhole) state.Links.Remove(ObjectType.Contact, id, ObjectType.Company, to, Marketer);
            else state.Links.Drop(AssociationTypes.Primary(ObjectType.Contact, ObjectType.Company)!, id, to, Marketer);
            return 0;
        });
        return person;
    }

    private RecordKey Convert(RecordKey lead, RecordKey? account)
    {
        var act = new JsonObject { ["action"] = "convert", ["id"] = lead.Id, ["commitAfterSeconds"] = 0 };
        if (account is { } existing) act["accountId"] = existing.Id;
        town.Outside.Salesforce.Act(act);
        return lead;
    }

    private RecordKey Delete(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) town.Outside.HubSpot.Archive(Marketer, key.Object, [BothSystems.IdOf(key)]);
        else town.Outside.Salesforce.Act(new JsonObject { ["action"] = "delete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private RecordKey Restore(RecordKey key)
    {
        if (key.System == SystemName.HubSpot) town.Outside.HubSpot.Restore(Marketer, key.Object, BothSystems.IdOf(key));
        else town.Outside.Salesforce.Act(new JsonObject { ["action"] = "undelete", ["object"] = key.Object, ["id"] = key.Id });
        return key;
    }

    private RecordKey Merge(RecordKey winner, RecordKey loser)
    {
        if (winner.System == SystemName.Salesforce) town.Outside.Salesforce.Act(new JsonObject { ["action"] = "merge", ["object"] = winner.Object, ["id"] = winner.Id, ["losers"] = new JsonArray(loser.Id) });
        else town.Outside.HubSpot.Merge(Marketer, winner.Object, BothSystems.IdOf(winner), BothSystems.IdOf(loser));
        return winner;
    }

    private RecordKey? Employ(TownStep step)
    {
        town.Owners.Set(step.System, step.Other, step.Deed == TownDeed.Hire, scheduler.Now);
        return null;
    }

    private Dictionary<string, object?> Named(string objectName, Dictionary<string, string?> fields) => fields.ToDictionary(
        field => town.MappingOf(BothSystems.Salesforce(objectName, "")).FieldsOn(objectName).First(mapped => mapped.HubSpot == field.Key).Salesforce, field => (object?)field.Value, StringComparer.OrdinalIgnoreCase);

    private static string Saved(Integration.Sandbox.Salesforce.Records.SaveResult result) =>
        result.Success ? result.Id! : throw new SandboxRefusedException(result.Errors[0].Code);
}
