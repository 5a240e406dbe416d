using System.Globalization;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>What single objects do by themselves: fields that follow others, and checks that only they have (facts/salesforce.md section 9.2).</summary>
internal static class ObjectRules
{
    /// <summary>Sets the fields that follow from others, before the checks.</summary>
    public static void Derive(Transaction tx, SObjectType type, Row? before, object?[] values)
    {
        switch (type.Name)
        {
            case "Opportunity": Opportunity(tx, type, before, values); break;
            case "Task": Task(tx, type, values); break;
            case "CampaignMember": CampaignMember(tx, type, values); break;
            case "Contact":
                Set(type, values, "IsEmailBounced", values[type["EmailBouncedReason"].Ordinal] is not null || values[type["EmailBouncedDate"].Ordinal] is not null);
                break;
        }
    }

    public static void Check(Transaction tx, SObjectType type, Row? before, object?[] values, List<ApiError> errors)
    {
        object? Value(string name) => values[type[name].Ordinal];
        switch (type.Name)
        {
            case "CampaignMember" when Value("LeadId") is null && Value("ContactId") is null:
                errors.Add(new ApiError("REQUIRED_FIELD_MISSING", "Required fields are missing: [LeadId or ContactId]", ["LeadId", "ContactId"]));
                break;
            case "CampaignMember" when before is null && Twin(tx.State, type, "CampaignId", values, "LeadId", "ContactId") is not null:
                errors.Add(new ApiError("DUPLICATE_VALUE", "Already a campaign member.", []));
                break;
            case "Task" when Value("WhatId") is not null && Value("WhoId") is string who && who.StartsWith("00Q", StringComparison.Ordinal):
                errors.Add(new ApiError("FIELD_INTEGRITY_EXCEPTION", "Related To ID: cannot specify whatId with lead whoId", ["WhatId"]));
                break;
            case "PermissionSetAssignment" when before is null && Twin(tx.State, type, "AssigneeId", values, "PermissionSetId") is not null:
                errors.Add(new ApiError("DUPLICATE_VALUE",
                    $"Duplicate PermissionSetAssignment.  Assignee: {RecordId.Short((string)Value("AssigneeId")!)}; Permission Set: {RecordId.Short((string)Value("PermissionSetId")!)}", ["AssigneeId", "PermissionSetId"]));
                break;
            case "FieldPermissions": FieldPermission(tx, type, before, values, errors); break;
            case "User" when before?.Text(type, "Username") != Value("Username") as string && Value("Username") is string name
                && tx.State.Table(type).Holding(type["Username"], name).Any(row => row.Id != before?.Id):
                errors.Add(new ApiError("DUPLICATE_USERNAME", "Duplicate Username.The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address).", ["Username"]));
                break;
        }
    }

    /// <summary>Changes that one save makes to other records.</summary>
    public static void AfterSave(Transaction tx, SObjectType type, Row? before, string id)
    {
        var row = tx.State.Table(type).Find(id)!;
        if (type.Name == "Opportunity" && before is null && row.Text(type, "ContactId") is { } contactId)
        {
            RecordWriter.Create(tx, tx.State.Schema["OpportunityContactRole"],
                new Dictionary<string, object?> { ["OpportunityId"] = id, ["ContactId"] = contactId, ["IsPrimary"] = true });
        }
        if (type.Name == "OpportunityContactRole" && row.IsTrue(type, "IsPrimary") && before?.IsTrue(type, "IsPrimary") != true) UnsetOtherPrimaries(tx, type, row);
        if (type.Name == "Task" && row.IsTrue(type, "IsClosed")) NoteActivity(tx, type, row);
    }

    private static void Opportunity(Transaction tx, SObjectType type, Row? before, object?[] values)
    {
        var stageName = values[type["StageName"].Ordinal] as string;
        var stages = tx.State.Table("OpportunityStage");
        var stage = stages.Rows.FirstOrDefault(row => string.Equals(row.Text(stages.Type, "ApiName"), stageName, StringComparison.OrdinalIgnoreCase));
        var moved = before is null || before.Text(type, "StageName") != stageName;
        if (stage is not null && moved)
        {
            var forecast = stage.Text(stages.Type, "ForecastCategoryName");
            Set(type, values, "IsClosed", stage.IsTrue(stages.Type, "IsClosed"));
            Set(type, values, "IsWon", stage.IsTrue(stages.Type, "IsWon"));
            Set(type, values, "ForecastCategoryName", forecast);
            Set(type, values, "ForecastCategory", stage.Text(stages.Type, "ForecastCategory"));
            var sent = before is null ? values[type["Probability"].Ordinal] : Equals(before[type["Probability"].Ordinal], values[type["Probability"].Ordinal]) ? null : values[type["Probability"].Ordinal];
            Set(type, values, "Probability", sent ?? stage[stages.Type["DefaultProbability"].Ordinal]);
        }
        if (moved && before is not null) Set(type, values, "LastStageChangeDate", tx.StampValue);
        if (values[type["Amount"].Ordinal] is decimal amount && values[type["Probability"].Ordinal] is decimal percent)
            Set(type, values, "ExpectedRevenue", FieldValues.Scaled(amount * percent / 100, 2));
        if (values[type["CloseDate"].Ordinal] is not DateOnly close) return;
        var quarter = (close.Month + 2) / 3;
        Set(type, values, "FiscalQuarter", (decimal)quarter);
        Set(type, values, "FiscalYear", (decimal)close.Year);
        Set(type, values, "Fiscal", string.Create(CultureInfo.InvariantCulture, $"{close.Year} {quarter}"));
    }

    private static void Task(Transaction tx, SObjectType type, object?[] values)
    {
        var statuses = tx.State.Table("TaskStatus");
        var status = values[type["Status"].Ordinal] as string;
        var closed = statuses.Rows.Any(row => row.IsTrue(statuses.Type, "IsClosed") && string.Equals(row.Text(statuses.Type, "ApiName"), status, StringComparison.OrdinalIgnoreCase));
        var wasClosed = values[type["IsClosed"].Ordinal] is true;
        Set(type, values, "IsClosed", closed);
        if (closed && !wasClosed) Set(type, values, "CompletedDateTime", tx.StampValue);
        if (!closed) Set(type, values, "CompletedDateTime", null);
        Set(type, values, "IsHighPriority", values[type["Priority"].Ordinal] as string == "High");
        Set(type, values, "AccountId", AccountOf(tx.State, values[type["WhatId"].Ordinal] as string) ?? AccountOf(tx.State, values[type["WhoId"].Ordinal] as string));
    }

    private static string? AccountOf(OrgState state, string? id)
    {
        if (id is null || state.Find(id) is not { } row) return null;
        if (row.Object == "Account") return row.Id;
        return row.Object is "Contact" or "Opportunity" ? row.Text(state.Schema[row.Object], "AccountId") : null;
    }

    private static void CampaignMember(Transaction tx, SObjectType type, object?[] values)
    {
        var personId = (values[type["ContactId"].Ordinal] ?? values[type["LeadId"].Ordinal]) as string;
        Set(type, values, "LeadOrContactId", personId);
        Set(type, values, "Type", personId is null ? null : personId.StartsWith("003", StringComparison.Ordinal) ? "Contact" : "Lead");
        values[type["Status"].Ordinal] ??= "Sent";
        var responded = values[type["Status"].Ordinal] is string status && Responded(tx.State, values[type["CampaignId"].Ordinal] as string, status);
        Set(type, values, "HasResponded", responded);
        if (responded) values[type["FirstRespondedDate"].Ordinal] ??= DateOnly.FromDateTime(tx.Stamp.UtcDateTime);
        if (personId is null || tx.State.Find(personId) is not { } person) return;
        var personType = tx.State.Schema[person.Object];
        foreach (var name in new[] { "Salutation", "FirstName", "LastName", "Title", "Email", "Phone", "MobilePhone", "LeadSource" })
            Set(type, values, name, person[personType[name].Ordinal]);
        Set(type, values, "Name", Computed.Read(personType, person, personType["Name"]));
        Set(type, values, "LeadOrContactOwnerId", person.Text(personType, "OwnerId"));
        if (person.Object == "Lead") Set(type, values, "CompanyOrAccount", person.Text(personType, "Company"));
    }

    private static bool Responded(OrgState state, string? campaignId, string status)
    {
        var table = state.Table("CampaignMemberStatus");
        var own = campaignId is null ? null : table.Holding(table.Type["CampaignId"], campaignId).FirstOrDefault(row => row.Text(table.Type, "Label") == status);
        return own?.IsTrue(table.Type, "HasResponded") ?? status == "Responded";
    }

    private static void FieldPermission(Transaction tx, SObjectType type, Row? before, object?[] values, List<ApiError> errors)
    {
        var path = (values[type["Field"].Ordinal] as string)?.Split('.');
        var read = values[type["PermissionsRead"].Ordinal] is true;
        if (path is not { Length: 2 } || tx.State.Schema.Find(path[0])?.Field(path[1]) is not { } field)
            errors.Add(new ApiError("INVALID_FIELD", $"bad value for restricted picklist field: {string.Join('.', path ?? [])}", ["Field"]));
        else if (values[type["PermissionsEdit"].Ordinal] is true && !read)
            errors.Add(new ApiError("FIELD_INTEGRITY_EXCEPTION", "Permission Edit " + field.Label + " depends on permission(s): Read " + field.Label, ["PermissionsEdit"]));
        else if (field.Required)
            errors.Add(new ApiError("FIELD_INTEGRITY_EXCEPTION", "You cannot deploy to a required field: " + string.Join('.', path), ["Field"]));
        else if (before is null && Twin(tx.State, type, "ParentId", values, "Field") is not null)
            errors.Add(new ApiError("DUPLICATE_VALUE", "duplicate value found: <unknown> duplicates value on record with id: <unknown>", []));
    }

    /// <summary>A live record with the same value in <paramref name="anchor"/> (an indexed reference) and in every one of <paramref name="others"/>.</summary>
    private static Row? Twin(OrgState state, SObjectType type, string anchor, object?[] values, params string[] others) =>
        values[type[anchor].Ordinal] is not string id ? null : state.Table(type).Holding(type[anchor], id)
            .FirstOrDefault(row => !row.IsDeleted(type) && others.All(name => Equals(row[type[name].Ordinal], values[type[name].Ordinal])));

    private static void UnsetOtherPrimaries(Transaction tx, SObjectType type, Row primary)
    {
        var others = tx.State.Table(type).Holding(type["OpportunityId"], primary.Text(type, "OpportunityId")!)
            .Where(row => row.Id != primary.Id && row.IsTrue(type, "IsPrimary") && !row.IsDeleted(type)).ToList();
        foreach (var other in others)
        {
            var values = other.Copy(type.Fields.Count);
            Set(type, values, "IsPrimary", false);
            RecordWriter.StampChanged(tx, type, values);
            tx.Put(type, other, new Row(type.Name, other.Id, values), ChangeKind.Update);
        }
    }

    // LastActivityDate follows the tasks without moving the record's own stamps, and no event tells of it: facts/salesforce.md section 8.2.
    private static void NoteActivity(Transaction tx, SObjectType type, Row task)
    {
        var day = task[type["ActivityDate"].Ordinal] as DateOnly? ?? DateOnly.FromDateTime(tx.Stamp.UtcDateTime);
        foreach (var name in new[] { "WhoId", "WhatId" })
        {
            if (task.Text(type, name) is not { } id || tx.State.Find(id) is not { } related) continue;
            var relatedType = tx.State.Schema[related.Object];
            var field = relatedType["LastActivityDate"];
            if (related.Stored(field) is DateOnly known && known >= day) continue;
            var values = related.Copy(relatedType.Fields.Count);
            values[field.Ordinal] = day;
            tx.Put(relatedType, related, new Row(related.Object, related.Id, values), ChangeKind.Quiet);
        }
    }

    private static void Set(SObjectType type, object?[] values, string name, object? value) => values[type[name].Ordinal] = value;
}
