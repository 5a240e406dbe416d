using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Conversions;

/// <summary>Turns a lead into account, contact and, if wanted, opportunity. The lead stays, read-only.</summary>
internal static class Conversion
{
    private static readonly (string Lead, string Contact)[] ToContact =
    [
        ("Salutation", "Salutation"), ("FirstName", "FirstName"), ("LastName", "LastName"), ("Title", "Title"), ("Email", "Email"), ("Phone", "Phone"), ("MobilePhone", "MobilePhone"), ("Fax", "Fax"),
        ("Description", "Description"), ("LeadSource", "LeadSource"), ("HasOptedOutOfEmail", "HasOptedOutOfEmail"), ("HasOptedOutOfFax", "HasOptedOutOfFax"), ("DoNotCall", "DoNotCall"),
        ("Street", "MailingStreet"), ("City", "MailingCity"), ("State", "MailingState"), ("PostalCode", "MailingPostalCode"), ("Country", "MailingCountry"),
        ("EmailBouncedReason", "EmailBouncedReason"), ("EmailBouncedDate", "EmailBouncedDate"),
    ];

    private static readonly (string Lead, string Account)[] ToAccount =
    [
        ("Company", "Name"), ("Phone", "Phone"), ("Fax", "Fax"), ("Website", "Website"), ("Industry", "Industry"), ("AnnualRevenue", "AnnualRevenue"), ("NumberOfEmployees", "NumberOfEmployees"), ("Rating", "Rating"),
        ("Street", "BillingStreet"), ("City", "BillingCity"), ("State", "BillingState"), ("PostalCode", "BillingPostalCode"), ("Country", "BillingCountry"), ("LeadSource", "AccountSource"),
    ];

    public static ConvertedLead Carry(Transaction tx, LeadConversion conversion)
    {
        var state = tx.State;
        var leadType = state.Schema["Lead"];
        var lead = RecordWriter.Live(state, leadType, conversion.LeadId);
        if (lead.IsTrue(leadType, "IsConverted")) throw new RefusedException("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        var status = Status(state, conversion.Status);
        var owner = Owner(state, conversion.OwnerId ?? lead.Text(leadType, "OwnerId")!);
        if (conversion.ContactId is not null && conversion.AccountId is null) throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [accountId]: a contact to convert into needs its account", "accountId");
        var accountId = conversion.AccountId is null ? Make(tx, state.Schema["Account"], lead, ToAccount, owner, []) : Fill(tx, state.Schema["Account"], conversion.AccountId, lead, ToAccount, overwriteSource: false);
        var contactId = Contact(tx, conversion, lead, accountId, owner);
        var opportunityId = conversion.CreateOpportunity ? Opportunity(tx, conversion, lead, accountId, owner) : null;
        Close(tx, leadType, lead.Id, status, new ConvertedLead(accountId, contactId, opportunityId));
        if (opportunityId is not null)
            RecordWriter.Create(tx, state.Schema["OpportunityContactRole"], new Dictionary<string, object?> { ["OpportunityId"] = opportunityId, ["ContactId"] = contactId, ["IsPrimary"] = true });
        Reparent(tx, lead.Id, contactId, opportunityId);
        return new ConvertedLead(accountId, contactId, opportunityId);
    }

    private static string Status(OrgState state, string? asked)
    {
        var table = state.Table("LeadStatus");
        var converted = table.Rows.Where(row => row.IsTrue(table.Type, "IsConverted")).Select(row => row.Text(table.Type, "ApiName")!).ToList();
        if (asked is null) return converted[0];
        return converted.FirstOrDefault(status => status.Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? throw new RefusedException("INVALID_STATUS", $"invalid convertedStatus: {asked}", "convertedStatus");
    }

    private static string Owner(OrgState state, string ownerId)
    {
        var id = RecordId.Normalise(ownerId) ?? throw new RefusedException("MALFORMED_ID", $"malformed id {ownerId}", "ownerId");
        if (state.Find(id) is not { Object: "User" } user) throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [ownerId]: a lead that a queue owns needs an owner to convert", "ownerId");
        return user.IsTrue(state.Schema["User"], "IsActive") ? id : throw new RefusedException("INACTIVE_OWNER_OR_USER", $"operation performed with inactive user [{RecordId.Short(id)}] as owner of contact");
    }

    private static string Contact(Transaction tx, LeadConversion conversion, Row lead, string accountId, string owner)
    {
        var type = tx.State.Schema["Contact"];
        var pairs = ToContact.Concat(CustomPairs(tx.State, type)).ToArray();
        if (conversion.ContactId is null) return Make(tx, type, lead, pairs, owner, [("AccountId", accountId)]);
        var contact = RecordWriter.Live(tx.State, type, conversion.ContactId);
        if (contact.Text(type, "AccountId") is { } held && held != accountId) throw new RefusedException("INVALID_CROSS_REFERENCE_KEY", "the contact belongs to another account", "contactId");
        return Fill(tx, type, contact.Id, lead, pairs, conversion.OverwriteLeadSource);
    }

    /// <summary>The org's lead field mapping: a custom field goes to the contact's field of the same name.</summary>
    private static IEnumerable<(string Lead, string Contact)> CustomPairs(OrgState state, SObjectType contact) =>
        state.Schema["Lead"].Fields.Where(field => field.Custom && contact.Field(field.Name) is not null && !state.Options.UnmappedLeadFields.Contains(field.Name)).Select(field => (field.Name, field.Name));

    private static string Opportunity(Transaction tx, LeadConversion conversion, Row lead, string accountId, string owner)
    {
        var leadType = tx.State.Schema["Lead"];
        var now = DateOnly.FromDateTime(tx.Stamp.UtcDateTime);
        var quarterEnd = new DateOnly(now.Year, (now.Month + 2) / 3 * 3, 1).AddMonths(1).AddDays(-1);
        return RecordWriter.Create(tx, tx.State.Schema["Opportunity"], new Dictionary<string, object?>
        {
            ["Name"] = conversion.OpportunityName ?? $"{lead.Text(leadType, "Company")}-",
            ["AccountId"] = accountId,
            ["StageName"] = "Prospecting",
            ["CloseDate"] = quarterEnd,
            ["LeadSource"] = lead.Text(leadType, "LeadSource"),
            ["OwnerId"] = owner,
        });
    }

    private static string Make(Transaction tx, SObjectType type, Row lead, IEnumerable<(string Lead, string Target)> pairs, string owner, IEnumerable<(string Field, string Value)> more)
    {
        var values = (object?[])type.Blank.Clone();
        Copy(tx.State.Schema["Lead"], lead, type, values, pairs, blanksOnly: false);
        foreach (var (field, value) in more) values[type[field].Ordinal] = value;
        values[type.System.OwnerId] = owner;
        values[type.System.CreatedDate] = tx.StampValue;
        values[type.System.CreatedById] = tx.Caller.UserId;
        RecordWriter.StampChanged(tx, type, values);
        ObjectRules.Derive(tx, type, null, values);
        RecordChecks.Check(tx, type, null, values, new IncomingRecord());
        var id = tx.State.NextId(type.KeyPrefix);
        values[type["Id"].Ordinal] = id;
        tx.Put(type, null, new Row(type.Name, id, values), ChangeKind.Create);
        return id;
    }

    /// <summary>An existing record gets only what it lacks; when it lacks nothing it is not touched, and gives no event.</summary>
    private static string Fill(Transaction tx, SObjectType type, string id, Row lead, IEnumerable<(string Lead, string Target)> pairs, bool overwriteSource)
    {
        var before = RecordWriter.Live(tx.State, type, id);
        var values = before.Copy(type.Fields.Count);
        var leadType = tx.State.Schema["Lead"];
        var filled = Copy(leadType, lead, type, values, pairs, blanksOnly: true);
        if (overwriteSource && type.Field("LeadSource") is { } source && lead.Text(leadType, "LeadSource") is { } text)
        {
            filled |= values[source.Ordinal] as string != text;
            values[source.Ordinal] = text;
        }
        if (!filled) return before.Id;
        RecordWriter.StampChanged(tx, type, values);
        RecordChecks.Check(tx, type, before, values, new IncomingRecord());
        tx.Put(type, before, new Row(type.Name, before.Id, values), ChangeKind.Update);
        return before.Id;
    }

    private static bool Copy(SObjectType leadType, Row lead, SObjectType type, object?[] values, IEnumerable<(string Lead, string Target)> pairs, bool blanksOnly)
    {
        var copied = false;
        foreach (var (from, to) in pairs)
        {
            var value = lead[leadType[from].Ordinal];
            var at = type[to].Ordinal;
            // A ticked box counts as filled; an empty one takes the lead's tick, so that an opt-out survives the conversion.
            if (value is null or false || (blanksOnly && values[at] is not (null or false))) continue;
            if (value is string text && type[to].Length > 0 && text.Length > type[to].Length) value = text[..type[to].Length];
            values[at] = value;
            copied = true;
        }
        return copied;
    }

    /// <summary>Activities follow the person; they go to the contact, and to the opportunity when one was made.</summary>
    private static void Reparent(Transaction tx, string leadId, string contactId, string? opportunityId)
    {
        foreach (var name in new[] { "Task", "Event" })
        {
            var table = tx.State.Table(name);
            foreach (var row in table.Holding(table.Type["WhoId"], leadId).Where(row => !row.IsDeleted(table.Type)).ToList())
            {
                var values = row.Copy(table.Type.Fields.Count);
                values[table.Type["WhoId"].Ordinal] = contactId;
                if (opportunityId is not null) values[table.Type["WhatId"].Ordinal] = opportunityId;
                RecordWriter.StampChanged(tx, table.Type, values);
                tx.Put(table.Type, row, new Row(name, row.Id, values), ChangeKind.Update);
            }
        }
        var members = tx.State.Table("CampaignMember");
        foreach (var row in members.Holding(members.Type["LeadId"], leadId).Where(row => !row.IsDeleted(members.Type)).ToList())
        {
            var values = row.Copy(members.Type.Fields.Count);
            values[members.Type["ContactId"].Ordinal] = contactId;
            ObjectRules.Derive(tx, members.Type, row, values);
            RecordWriter.StampChanged(tx, members.Type, values);
            tx.Put(members.Type, row, new Row(row.Object, row.Id, values), ChangeKind.Update);
        }
    }

    private static void Close(Transaction tx, SObjectType type, string leadId, string status, ConvertedLead into)
    {
        var lead = tx.State.Table(type).Find(leadId)!;
        var values = lead.Copy(type.Fields.Count);
        values[type["Status"].Ordinal] = status;
        values[type["IsConverted"].Ordinal] = true;
        values[type["ConvertedDate"].Ordinal] = DateOnly.FromDateTime(tx.Stamp.UtcDateTime);
        values[type["ConvertedAccountId"].Ordinal] = into.AccountId;
        values[type["ConvertedContactId"].Ordinal] = into.ContactId;
        values[type["ConvertedOpportunityId"].Ordinal] = into.OpportunityId;
        values[type["IsUnreadByOwner"].Ordinal] = false;
        RecordWriter.StampChanged(tx, type, values);
        tx.Put(type, lead, new Row(type.Name, leadId, values), ChangeKind.Update);
    }
}
