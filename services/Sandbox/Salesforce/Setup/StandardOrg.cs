using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Setup;

/// <summary>What a new org holds before anybody works in it: its users, one queue, and the values of its lists.</summary>
internal sealed class StandardOrg
{
    private readonly OrgState state;
    private readonly DateTimeOffset stamp;

    public StandardOrg(OrgState state)
    {
        this.state = state;
        stamp = FieldValues.Whole(state.Now);
        OrganizationId = Insert("Organization", ("Name", "Sandbox Org"), ("OrganizationType", "Enterprise Edition"), ("InstanceName", "SBX1"), ("IsSandbox", true),
            ("Country", "US"), ("DefaultLocaleSidKey", "en_US"), ("TimeZoneSidKey", "UTC"), ("LanguageLocaleKey", "en_US"), ("FiscalYearStartMonth", 1m));
        AdminId = User("Admin", "User", "admin@sandbox.test", "aadmin");
        IntegrationUserId = User("Sync", "Integration", "integration@sandbox.test", "isync");
        RepId = User("Robin", "Rep", "rep@sandbox.test", "rrep");
        User("Fay", "Former", "former@sandbox.test", "fform", active: false);
        var queue = Insert("Group", ("Name", "Inbound Leads"), ("DeveloperName", "Inbound_Leads"), ("Type", "Queue"), ("OwnerId", AdminId));
        Insert("QueueSobject", ("QueueId", queue), ("SobjectType", "Lead"));
        Lists();
    }

    private StandardOrg(OrgState state, string organizationId)
    {
        this.state = state;
        OrganizationId = organizationId;
        AdminId = Named("admin@sandbox.test");
        IntegrationUserId = Named("integration@sandbox.test");
        RepId = Named("rep@sandbox.test");
    }

    public string OrganizationId { get; }
    public string AdminId { get; }
    public string IntegrationUserId { get; }
    public string RepId { get; }

    /// <summary>The same, found in an org that a snapshot filled.</summary>
    public static StandardOrg Found(OrgState state) => new(state, state.Table("Organization").Rows.First().Id);

    private string Named(string username)
    {
        var users = state.Table("User");
        return users.Holding(users.Type["Username"], username).FirstOrDefault()?.Id ?? throw new InvalidDataException($"the snapshot has no user {username}");
    }

    private string User(string first, string last, string username, string alias, bool active = true) =>
        Insert("User", ("FirstName", first), ("LastName", last), ("Username", username), ("Email", username), ("Alias", alias), ("CommunityNickname", alias),
            ("IsActive", active), ("UserType", "Standard"), ("ProfileId", RecordId.Make("00e", active ? 1 : 2)));

    private void Lists()
    {
        LeadStatus("Open - Not Contacted", 1, isDefault: true);
        LeadStatus("Working - Contacted", 2);
        LeadStatus("Closed - Converted", 3, isConverted: true);
        LeadStatus("Closed - Not Converted", 4);
        Stage("Prospecting", 1, 10);
        Stage("Qualification", 2, 10);
        Stage("Needs Analysis", 3, 20);
        Stage("Value Proposition", 4, 50);
        Stage("Id. Decision Makers", 5, 60);
        Stage("Perception Analysis", 6, 70);
        Stage("Proposal/Price Quote", 7, 75);
        Stage("Negotiation/Review", 8, 90);
        Stage("Closed Won", 9, 100, "Closed", closed: true, won: true);
        Stage("Closed Lost", 10, 0, "Omitted", closed: true);
        TaskStatus("Not Started", 1, isDefault: true);
        TaskStatus("In Progress", 2);
        TaskStatus("Completed", 3, closed: true);
        TaskStatus("Waiting on someone else", 4);
        TaskStatus("Deferred", 5);
    }

    private void LeadStatus(string name, int order, bool isDefault = false, bool isConverted = false) =>
        Insert("LeadStatus", ("MasterLabel", name), ("ApiName", name), ("SortOrder", (decimal)order), ("IsDefault", isDefault), ("IsConverted", isConverted));

    private void Stage(string name, int order, int probability, string forecast = "Pipeline", bool closed = false, bool won = false) =>
        Insert("OpportunityStage", ("MasterLabel", name), ("ApiName", name), ("IsActive", true), ("SortOrder", (decimal)order), ("IsClosed", closed), ("IsWon", won),
            ("DefaultProbability", FieldValues.Scaled(probability, 0)), ("ForecastCategory", forecast), ("ForecastCategoryName", forecast));

    private void TaskStatus(string name, int order, bool isDefault = false, bool closed = false) =>
        Insert("TaskStatus", ("MasterLabel", name), ("ApiName", name), ("SortOrder", (decimal)order), ("IsDefault", isDefault), ("IsClosed", closed));

    private string Insert(string objectName, params ReadOnlySpan<(string Field, object Value)> fields)
    {
        var type = state.Schema[objectName];
        var id = state.NextId(type.KeyPrefix);
        var values = (object?[])type.Blank.Clone();
        values[type["Id"].Ordinal] = id;
        foreach (var (field, value) in fields) values[type[field].Ordinal] = value;
        foreach (var name in new[] { "CreatedDate", "LastModifiedDate", "SystemModstamp" })
        {
            if (type.Field(name) is { } field) values[field.Ordinal] = stamp;
        }
        foreach (var name in new[] { "CreatedById", "LastModifiedById" })
        {
            if (type.Field(name) is { } field) values[field.Ordinal] = RecordId.Make("005", 1);
        }
        state.Table(type).Put(null, new Row(objectName, id, values));
        return id;
    }
}
