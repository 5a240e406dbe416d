namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Property definitions (facts/hubspot.md section 3.7), associations (3.5), opt-outs (8) and owners (3.6) over HTTP.</summary>
public sealed class PropertyAndLinkTests
{
    private const string Properties = "/crm/properties/2026-09/contacts";
    private const string Contacts = SampleWorld.Contacts;
    private const string Choice = """{"name":"tier","label":"Tier","groupName":"contactinformation","type":"enumeration","fieldType":"select","options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}""";

    [Fact]
    public async Task A_patch_keeps_the_options_it_does_not_name_and_replaces_those_it_does()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync(Properties, Choice);

        var kept = await portal.PatchAsync($"{Properties}/tier", """{"label":"Customer tier"}""");
        var replaced = await portal.PatchAsync($"{Properties}/tier", """{"options":[{"label":"C","value":"c"}]}""");

        Assert.Equal(("Customer tier", 2), ((string?)kept.Json["label"], kept.Json["options"]!.AsArray().Count));
        Assert.Equal(["c"], replaced.Json["options"]!.AsArray().Select(each => (string)each!["value"]!));
    }

    [Fact]
    public async Task An_archived_property_is_gone_from_reads_and_writes_until_its_name_is_created_again()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync(Properties, Choice);
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test","tier":"a"}"""))[0];

        Assert.Equal(204, (int)(await portal.SendAsync("DELETE", $"{Properties}/tier")).Status);
        Assert.Equal("OBJECT_NOT_FOUND", (await portal.GetAsync($"{Properties}/tier")).Category);
        Assert.Equal("tier", (string?)(await portal.GetAsync($"{Properties}?archived=true")).Json["results"]![0]!["name"]);
        Assert.False((await portal.GetAsync($"{Contacts}/{id}?properties=tier")).Json["properties"]!.AsObject().ContainsKey("tier"));
        Assert.Equal(400, (int)(await portal.PatchAsync($"{Contacts}/{id}", """{"properties":{"tier":"b"}}""")).Status);

        Assert.Equal(201, (int)(await portal.PostAsync(Properties, Choice)).Status);
        Assert.Equal("a", (string?)(await portal.GetAsync($"{Contacts}/{id}?properties=tier")).Json["properties"]!["tier"]);
    }

    [Fact]
    public async Task An_undefined_property_is_left_out_of_a_read_and_an_empty_one_is_null()
    {
        await using var portal = await ServedPortal.StartAsync();
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];

        var properties = (await portal.GetAsync($"{Contacts}/{id}?properties=city&properties=zip,no_such")).Json["properties"]!.AsObject();

        Assert.Equal(["city", "createdate", "hs_object_id", "lastmodifieddate", "zip"], properties.Select(each => each.Key));
        Assert.Null(properties["city"]);
    }

    [Fact]
    public async Task A_batch_of_properties_makes_the_new_ones_and_names_the_taken()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync($"{Properties}/batch/create", $$"""{"inputs":[{{Choice}},{{Choice.Replace("tier", "email")}}]}""");

        Assert.Equal(207, (int)answer.Status);
        Assert.Equal(("tier", "OBJECT_ALREADY_EXISTS"), ((string?)answer.Json["results"]![0]!["name"], (string?)answer.Json["errors"]![0]!["category"]));
    }

    [Fact]
    public async Task A_group_with_properties_cannot_go()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync($"{Properties}/groups", """{"name":"sales","label":"Sales"}""");
        await portal.PostAsync(Properties, Choice.Replace("contactinformation", "sales"));

        Assert.Equal(400, (int)(await portal.SendAsync("DELETE", $"{Properties}/groups/sales")).Status);
        await portal.SendAsync("DELETE", $"{Properties}/tier");
        Assert.Equal(204, (int)(await portal.SendAsync("DELETE", $"{Properties}/groups/sales")).Status);
        Assert.Equal(400, (int)(await portal.PostAsync(Properties, Choice.Replace("contactinformation", "sales").Replace("tier", "other"))).Status);
    }

    [Fact]
    public async Task A_new_primary_company_takes_the_place_of_the_old_one_which_stays_linked()
    {
        await using var portal = await ServedPortal.StartAsync();
        var companies = await portal.SeedAsync("companies", """{"name":"A"}""", """{"name":"B"}""");
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];
        foreach (var company in companies)
            Assert.Equal(201, (int)(await portal.SendAsync("PUT", $"{Contacts}/{id}/associations/companies/{company}", """[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":1}]""")).Status);

        var links = (await portal.GetAsync($"{Contacts}/{id}/associations/companies")).Json["results"]!.AsArray()
            .Select(link => $"{link!["toObjectId"]}: {string.Join(' ', link["associationTypes"]!.AsArray().Select(type => (int)type!["typeId"]!))}");

        Assert.Equal([$"{companies[0]}: 279", $"{companies[1]}: 1 279"], links);
        var other = await portal.GetAsync($"/crm/v4/objects/companies/{companies[1]}/associations/contacts");
        Assert.Equal([2, 280], other.Json["results"]![0]!["associationTypes"]!.AsArray().Select(type => (int)type!["typeId"]!));
    }

    [Fact]
    public async Task A_type_in_the_wrong_direction_and_a_missing_company_are_refused()
    {
        await using var portal = await ServedPortal.StartAsync();
        var company = (await portal.SeedAsync("companies", """{"name":"A"}"""))[0];
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];

        Assert.Equal(400, (int)(await portal.SendAsync("PUT", $"{Contacts}/{id}/associations/companies/{company}", """[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":280}]""")).Status);
        Assert.Equal(400, (int)(await portal.SendAsync("PUT", $"{Contacts}/{id}/associations/default/companies/999")).Status);
    }

    [Fact]
    public async Task A_default_link_is_the_same_twice_and_goes_with_its_labels()
    {
        await using var portal = await ServedPortal.StartAsync();
        var company = (await portal.SeedAsync("companies", """{"name":"A"}"""))[0];
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];
        for (var i = 0; i < 2; i++) Assert.Equal(200, (int)(await portal.SendAsync("PUT", $"{Contacts}/{id}/associations/default/companies/{company}")).Status);
        Assert.Single((await portal.GetAsync($"{Contacts}/{id}/associations/companies")).Json["results"]!.AsArray());

        Assert.Equal(204, (int)(await portal.PostAsync("/crm/associations/2026-09/contacts/companies/batch/archive", $$"""{"inputs":[{"from":{"id":"{{id}}"},"to":[{"id":"{{company}}"}]}]}""")).Status);
        Assert.Empty((await portal.GetAsync($"{Contacts}/{id}/associations/companies")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task Unsubscribing_from_all_shows_on_the_contact_and_subscribing_ends_it()
    {
        await using var portal = await ServedPortal.StartAsync();
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];
        const string Statuses = "/communication-preferences/2026-09/statuses/A%40x.test";

        Assert.Equal(200, (int)(await portal.PostAsync($"{Statuses}/unsubscribe-all?channel=EMAIL", "")).Status);
        Assert.Equal("true", portal.Portal.ReadOne("contacts", id)["hs_email_optout"]);
        Assert.Equal("UNSUBSCRIBED", (string?)(await portal.GetAsync($"{Statuses}?channel=EMAIL")).Json["results"]![0]!["status"]);
        Assert.Equal(200, (int)(await portal.PostAsync(Statuses, """{"channel":"EMAIL","statusState":"SUBSCRIBED","subscriptionId":1}""")).Status);
        Assert.Equal("false", portal.Portal.ReadOne("contacts", id)["hs_email_optout"]);
    }

    [Fact]
    public async Task Owners_are_found_by_email_and_by_user()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.SeedAsync("owners", """{"email":"new@example.test","firstName":"New","lastName":"Rep"}""");

        Assert.Equal("41629779", (string?)(await portal.GetAsync("/crm/owners/2026-09?email=REP@sandbox.test")).Json["results"]![0]!["id"]);
        Assert.Equal("41629779", (string?)(await portal.GetAsync("/crm/v3/owners/9586504?idProperty=userId")).Json["id"]);
        Assert.Equal("New", (string?)(await portal.GetAsync("/crm/owners/2026-03?email=new@example.test")).Json["results"]![0]!["firstName"]);
    }

    [Fact]
    public async Task The_deal_pipeline_lists_the_stages_that_deals_can_have()
    {
        await using var portal = await ServedPortal.StartAsync();

        var stages = (await portal.GetAsync("/crm/pipelines/2026-09/deals")).Json["results"]![0]!["stages"]!.AsArray();

        Assert.Equal(7, stages.Count);
        foreach (var stage in stages)
            Assert.Equal(201, (int)(await portal.PostAsync($"{SampleWorld.Objects}/deals", $$$"""{"properties":{"dealname":"D","pipeline":"default","dealstage":"{{{stage!["id"]}}}"}}""")).Status);
    }
}
