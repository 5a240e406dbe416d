using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Handoffs.Plans;
using HubSpotCaller = Integration.Sandbox.HubSpot.Records.Caller;
using SalesforceCaller = Integration.Sandbox.Salesforce.Records.Caller;

namespace Integration.Simulation.Tests.Handoffs.Company;

/// <summary>What marketers and reps do in the systems' own pages.</summary>
internal sealed class OfficeDeeds(Office office, Scheduler scheduler)
{
    private static readonly HubSpotCaller Marketer = HubSpotCaller.User(4455);
    private readonly SalesforceCaller rep = new(office.Outside.Salesforce.RepId) { SeesEverything = true, AutoAssign = false };

    private Outside Outside => office.Outside;

    /// <summary>Does it; refusals are the systems' own and are thrown.</summary>
    public void Do(WorkStep step)
    {
        var contact = Outside.Live(step.Person, SystemName.HubSpot);
        var person = Outside.Live(step.Person, SystemName.Salesforce);
        switch (step.Deed)
        {
            case HandoffDeed.Arrive when contact is null:
                Made(step.Person, People.HubSpot(Outside.HubSpot.Create(Marketer, "contacts", [new RecordInput(new Dictionary<string, string?>
                {
                    ["email"] = People.Email(step.Person + 1), ["lastname"] = $"N{step.Token}", ["jobtitle"] = step.Text, ["company"] = step.Token % 2 == 0 ? $"Corp {step.Token}" : "",
                })], WriteRules.Human).Results[0].Record.Id));
                break;
            case HandoffDeed.Title when contact is { } one: Edit(step.Person, one, "jobtitle", step.Text); break;
            case HandoffDeed.Company when contact is { } one: Edit(step.Person, one, "company", $"Corp {step.Token}"); break;
            case HandoffDeed.OptOut or HandoffDeed.OptIn when contact is { } one && office.Value(one, "email") is { } email:
                Outside.HubSpot.Act(new JsonObject { ["action"] = step.Deed == HandoffDeed.OptOut ? "opt-out" : "opt-in", ["email"] = email });
                Made(step.Person, one);
                break;
            case HandoffDeed.Status when person is { Object: "Lead" } lead: Status(step, lead); break;
            case HandoffDeed.Touch when person is { } one: Task(one, "Call", "Call", rep); break;
            case HandoffDeed.TickOff when person is { } one: TickOff(one); break;
            case HandoffDeed.MachineMail when person is { } one: Task(one, "ListEmail", "Newsletter", Outside.Salesforce.Integration); break;
            case HandoffDeed.GiveTo when person is { } one: Edit(step.Person, one, "OwnerId", office.Staff.IdOf(step.Other)); break;
            case HandoffDeed.Deal when person is { Object: "Contact" } one: Deal(step, one); break;
            case HandoffDeed.Convert: Outside.Carry(new Step(0, Deed.Convert, step.Person, SystemName.Salesforce, Other: step.Person)); break;
            case HandoffDeed.ClockBack: Outside.Carry(new Step(0, Deed.ClockBack, 0, step.Other == 0 ? SystemName.HubSpot : SystemName.Salesforce, Token: step.Token)); break;
            case HandoffDeed.Merge: Outside.Carry(new Step(0, Deed.Merge, step.Person, SystemName.HubSpot, Other: step.Other)); break;
            case HandoffDeed.MergeLeads: Outside.Carry(new Step(0, Deed.Merge, step.Person, SystemName.Salesforce, Other: step.Other)); break;
            case HandoffDeed.Delete: Outside.Carry(new Step(0, Deed.Delete, step.Person, SystemName.HubSpot)); break;
            case HandoffDeed.DeleteLead: Outside.Carry(new Step(0, Deed.Delete, step.Person, SystemName.Salesforce)); break;
            case HandoffDeed.Restore: Outside.Carry(new Step(0, Deed.Restore, step.Person, Outside.Dead(step.Person, SystemName.HubSpot) is null ? SystemName.Salesforce : SystemName.HubSpot)); break;
        }
    }

    private void Status(WorkStep step, RecordKey lead)
    {
        var parts = step.Text.Split('/', 2);
        var reason = parts.Length > 1 ? parts[1] : null;
        var before = (office.Value(lead, "Status"), office.Value(lead, Terms.ReasonField));
        Save("Lead", new() { ["Id"] = lead.Id, ["Status"] = parts[0], [Terms.ReasonField] = reason });
        // The same status again leaves no trace in Salesforce: nobody could read it as an answer.
        if (before != (parts[0], reason)) office.Answers[lead] = (scheduler.Now, parts[0], reason);
        Made(step.Person, lead);
    }

    private void TickOff(RecordKey person)
    {
        foreach (var task in office.MadeAt.Keys.Where(key => key.Object == "Task" && office.Value(key, "WhoId") == person.Id && office.Value(key, "IsClosed") != "true").Take(1).ToList())
        {
            Save("Task", new() { ["Id"] = task.Id, ["Status"] = "Completed" });
            office.Noted(task);
        }
    }

    private void Task(RecordKey person, string subtype, string subject, SalesforceCaller by)
    {
        var saved = Outside.Salesforce.Save(by, "Task", null, [new Dictionary<string, object?> { ["WhoId"] = person.Id, ["Subject"] = subject, ["TaskSubtype"] = subtype, ["Status"] = "Completed", ["OwnerId"] = office.Staff.IdOf(0) }])[0];
        office.Noted(new RecordKey(SystemName.Salesforce, "Task", saved.Id ?? throw new InvalidOperationException(saved.Errors[0].Message)));
    }

    /// <summary>Opens an opportunity, or moves the person's open one.</summary>
    private void Deal(WorkStep step, RecordKey buyer)
    {
        var parts = step.Text.Split('/', 2);
        foreach (var (deal, whose) in office.BuyerOf.Where(each => each.Value == buyer).ToList())
        {
            if (office.Value(deal, "IsClosed") == "true" && step.Token % 3 > 0) continue;
            Save("Opportunity", new() { ["Id"] = deal.Id, ["StageName"] = parts[0], [Terms.LossField] = parts.Length > 1 ? parts[1] : null });
            office.Noted(deal);
            return;
        }
        var saved = Outside.Salesforce.Save(rep, "Opportunity", null, [new Dictionary<string, object?>
        {
            ["Name"] = $"Deal {step.Token}", ["StageName"] = parts[0], ["CloseDate"] = DateOnly.FromDateTime(scheduler.Now.UtcDateTime).AddDays(30), ["Amount"] = (decimal)step.Token, [Terms.LossField] = parts.Length > 1 ? parts[1] : null,
        }])[0];
        var made = new RecordKey(SystemName.Salesforce, "Opportunity", saved.Id ?? throw new InvalidOperationException(saved.Errors[0].Message));
        office.BuyerOf[made] = buyer;
        office.Noted(made);
    }

    private void Edit(int person, RecordKey key, string field, string value)
    {
        if (key.System == SystemName.HubSpot) Outside.HubSpot.Update(Marketer, "contacts", [new RecordInput(new Dictionary<string, string?> { [field] = value }) { Id = key.Id }], WriteRules.Human);
        else Save(key.Object, new() { ["Id"] = key.Id, [field] = value });
        Made(person, key);
    }

    private void Save(string objectName, Dictionary<string, object?> row)
    {
        var saved = Outside.Salesforce.Update(rep, objectName, [row])[0];
        if (!saved.Success) throw new Integration.Sandbox.Salesforce.Errors.RefusedException(saved.Errors[0].Code, saved.Errors[0].Message);
    }

    private void Made(int person, RecordKey key)
    {
        Outside.Look(key, person, Actor.Person, null);
        Outside.Changed([key]);
    }
}
