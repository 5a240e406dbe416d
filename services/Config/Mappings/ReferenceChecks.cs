using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Mappings;

namespace Integration.Config.Mappings;

/// <summary>Whether a row whose values are ids says what they name, in fields that can hold it.</summary>
internal static class ReferenceChecks
{
    /// <summary>What <c>to</c> says of users who own records; no mapping may be named so.</summary>
    public const string Owners = "owners";

    private const string CompanyRow = "`- { hubspot: associations.company, salesforce: Contact.AccountId, type: reference, to: companies }`";

    public static void Check(FieldRow row, MappingHead head, Findings findings)
    {
        if (row is { IsRequired: true, IsReference: false })
            findings.Report(DiagnosticCodes.NoEffect, row.Keys.PlaceOf("required"), "'required' has no effect: only a reference can keep a record from being created", "remove 'required'");
        if (!row.IsReference)
        {
            if (row.To is { } stray) findings.Report(DiagnosticCodes.BadLink, stray, "'to' stands without `type: reference`", "add `type: reference`, or remove `to`");
            else if (row.IsLink) findings.Report(DiagnosticCodes.BadLink, row.HubSpot, $"{Quote.Of(row.HubSpot.Value)} is an association and no property", $"write {CompanyRow}");
            return;
        }
        if (row.To is null)
            findings.Report(DiagnosticCodes.BadLink, row.Keys.Node("type")!, "the reference does not say what it names", "add `to: companies` (a mapping's name) or `to: owners`");
        else if (row.To.Value == Owners) Owner(row, findings);
        else Record(row, head, findings);
        foreach (var (_, field) in row.SalesforceFields.Where(each => !each.Field.IsReference).Take(1))
            findings.Report(DiagnosticCodes.BadLink, row.SalesforceText, $"Salesforce's {Quote.Of(field.Name)} ({field.Type}) holds no ids", "map a lookup field, such as `Contact.AccountId` or `OwnerId`");
        foreach (var key in (string[])["values", "order", "default"])
            if (row.Keys.Has(key)) findings.Report(DiagnosticCodes.NoEffect, row.Keys.PlaceOf(key), $"'{key}' has no effect: a reference is translated by the links of its records", $"remove '{key}'");
    }

    /// <summary>Whether each reference leads to a mapping that pairs what it names.</summary>
    public static void Check(IReadOnlyList<MappingDraft> drafts, Findings findings)
    {
        foreach (var name in drafts.Select(draft => draft.Head.Name).Where(name => name?.Value == Owners))
            findings.Report(DiagnosticCodes.BadName, name!, $"{Quote.Of(Owners)} is what references to users are written with", "choose another name");
        foreach (var to in drafts.SelectMany(draft => draft.References))
        {
            var named = drafts.Where(draft => draft.Head.Name?.Value == to.Value).Select(draft => draft.Head).ToList();
            var fitting = drafts.Select(draft => draft.Head).Where(Pairs).Select(head => head.Name?.Value).OfType<string>().Where(name => name != Owners).ToList();
            if (named.Count == 0)
                findings.Report(DiagnosticCodes.UnknownTo, to, $"there is no mapping {Quote.Of(to.Value)}", NearName.Mend(to.Value, fitting, fitting.Count > 0 ? $"write `to: {fitting[0]}`" : "add a mapping of HubSpot companies with Salesforce Account; docs/samples/two-way-leads has one to start from"));
            else if (!named.Any(Pairs))
                findings.Report(DiagnosticCodes.UnknownTo, to, $"the mapping {Quote.Of(to.Value)} does not pair HubSpot companies with one Salesforce object", fitting.Count > 0 ? $"write `to: {fitting[0]}`" : "add a mapping with `hubspot: companies` and `salesforce: Account`");
        }
    }

    private static void Owner(FieldRow row, Findings findings)
    {
        if (row.HubSpotField is { IsReference: false } || row.IsLink)
            findings.Report(DiagnosticCodes.BadLink, row.HubSpot, $"HubSpot's {Quote.Of(row.HubSpot.Value)} holds no owner", "map `hubspot_owner_id`");
        if (row.NeverBlank == false)
            findings.Report(DiagnosticCodes.NoEffect, row.Keys.PlaceOf("never-blank"), "'never-blank' has no effect: every Salesforce record has an owner", "remove 'never-blank'");
    }

    private static void Record(FieldRow row, MappingHead head, Findings findings)
    {
        if (!row.IsLink)
            findings.Report(DiagnosticCodes.BadLink, row.HubSpot, row.HubSpot.Value == "company"
                ? "HubSpot's 'company' is the company's name, a text of the contact, and no company record"
                : $"HubSpot's {Quote.Of(row.HubSpot.Value)} names no record that is synced", $"write {CompanyRow}");
        else if (head.HubSpot is { Value: not "contacts" } other)
            findings.Report(DiagnosticCodes.BadLink, row.HubSpot, $"a primary company is synced for contacts, not for {Quote.Of(other.Value)}", "remove the row");
    }

    private static bool Pairs(MappingHead head) => head is { HubSpot.Value: "companies", Salesforce.Count: 1 };
}
