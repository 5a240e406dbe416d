namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>A portal with what the samples speak of: custom properties, a company, the contacts Mara and Ivo.</summary>
internal sealed class SampleWorld : IAsyncDisposable
{
    public const string Objects = "/crm/objects/2026-09";
    public const string Contacts = Objects + "/contacts";

    private SampleWorld(ServedPortal portal) => Portal = portal;

    public ServedPortal Portal { get; }
    public string Mara { get; private set; } = "";
    public string Ivo { get; private set; } = "";

    public static async Task<SampleWorld> StartAsync(Integration.Sandbox.HubSpot.HubSpotPortalOptions? options = null)
    {
        // First of all, so that a test without samples is skipped before anything listens.
        Samples.Text("README.md");
        var world = new SampleWorld(await ServedPortal.StartAsync(options));
        foreach (var property in new[]
        {
            Samples.Text("properties/create-unique-request.json"),
            Samples.Text("properties/create-enumeration-request.json"),
            """{"name":"date_of_first_call","label":"First call","groupName":"contactinformation","type":"date","fieldType":"date"}""",
            """{"name":"handoff_at","label":"Handoff","groupName":"contactinformation","type":"datetime","fieldType":"date"}""",
            """{"name":"is_target_account_contact","label":"Target","groupName":"contactinformation","type":"bool","fieldType":"booleancheckbox"}""",
            """{"name":"lead_score_sf","label":"Score","groupName":"contactinformation","type":"number","fieldType":"number"}""",
        })
            Assert.Equal(201, (int)(await world.Portal.PostAsync("/crm/properties/2026-09/contacts", property)).Status);
        await world.Portal.SeedAsync("companies", """{"name":"Northwind","domain":"northwind.test"}""");
        var ids = await world.Portal.SeedAsync("contacts",
            """{"email":"mara.quint@northwind.test","firstname":"Mara","lastname":"Quint","hs_lead_status":"OPEN","hubspot_owner_id":"41629779","sf_record_id":"00Q5g00000ABCdEFGH"}""",
            """{"email":"ivo.brandt@contoso.test","firstname":"Ivo","lastname":"Brandt"}""");
        (world.Mara, world.Ivo) = (ids[0], ids[1]);
        return world;
    }

    /// <summary>A sample with its invented ids replaced by those of this portal.</summary>
    public string Request(string name) =>
        Samples.Text(name).Replace("90210", Mara, StringComparison.Ordinal).Replace("90233", Ivo, StringComparison.Ordinal);

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
