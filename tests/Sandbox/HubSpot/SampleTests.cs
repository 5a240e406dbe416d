using System.Net;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Every request sample is accepted, and answered in the form of the answer sample.</summary>
public sealed class SampleTests
{
    private const string Contacts = SampleWorld.Contacts;

    private static void SameShape(string sample, Answer answer)
    {
        var differences = Shape.Differences(Samples.Json(sample), answer.Json, "properties");
        Assert.True(differences.Count == 0, $"{sample}: {string.Join("; ", differences)}\n{answer.Text}");
    }

    private static void Status(int expected, Answer answer) => Assert.True(expected == (int)answer.Status, $"{(int)answer.Status} instead of {expected}: {answer.Text}");

    [Fact]
    public async Task A_created_contact_is_answered_as_captured()
    {
        await using var world = await SampleWorld.StartAsync();
        await world.Portal.SendAsync("DELETE", $"{Contacts}/{world.Mara}");

        var answer = await world.Portal.PostAsync(Contacts, Samples.Text("contacts/create-request.json"));

        Status(201, answer);
        SameShape("contacts/create-201.json", answer);
        Assert.Equal($"https://api.hubapi.com{Contacts}/{answer.Json["id"]}", answer.Headers["Location"]);
        Assert.Matches("^[0-9]{13}$", (string?)answer.Json["properties"]!["hs_lifecyclestage_lead_date"]);
    }

    [Fact]
    public async Task A_contact_is_read_with_its_company_once_per_type()
    {
        await using var world = await SampleWorld.StartAsync();
        await world.Portal.SendAsync("PUT", $"{Contacts}/{world.Mara}/associations/companies/5501", Samples.Text("associations/create-labels-request.json"));

        var answer = await world.Portal.GetAsync($"{Contacts}/{world.Mara}?properties=email,firstname,lastname,hs_lead_status,hubspot_owner_id,lifecyclestage,phone&associations=companies");

        SameShape("contacts/read-200.json", answer);
        Assert.Equal(["contact_to_company", "contact_to_company_unlabeled"], answer.Json["associations"]!["companies"]!["results"]!.AsArray().Select(each => (string)each!["type"]!));
    }

    [Fact]
    public async Task History_comes_newest_first_with_its_source()
    {
        await using var world = await SampleWorld.StartAsync();
        await world.Portal.PostAsync("/_sandbox/act", $$"""{"user":4455,"action":"edit","object":"contacts","id":{{world.Mara}},"properties":{"lifecyclestage":"marketingqualifiedlead"} }""");

        var answer = await world.Portal.GetAsync($"{Contacts}/{world.Mara}?propertiesWithHistory=lifecyclestage");

        var history = answer.Json["propertiesWithHistory"]!["lifecyclestage"]!.AsArray();
        Assert.Equal(["marketingqualifiedlead", "lead"], history.Select(each => (string)each!["value"]!));
        Assert.Equal("userId:4455", (string?)history[0]!["sourceId"]);
        SameShape("contacts/read-with-history-200.json", answer);
    }

    [Fact]
    public async Task A_list_page_names_the_next_record()
    {
        await using var world = await SampleWorld.StartAsync();
        var third = (await world.Portal.SeedAsync("contacts", """{"email":"third@contoso.test"}"""))[0];

        var answer = await world.Portal.GetAsync($"{Contacts}?limit=2");
        var next = await world.Portal.GetAsync($"{Contacts}?limit=2&after={answer.Json["paging"]!["next"]!["after"]}");

        SameShape("contacts/list-page-200.json", answer);
        Assert.Equal(third, (string?)answer.Json["paging"]!["next"]!["after"]);
        Assert.Equal([third], next.Json["results"]!.AsArray().Select(each => (string)each!["id"]!));
        Assert.Null(next.Json["paging"]);
    }

    [Fact]
    public async Task Archived_contacts_are_listed_alone()
    {
        await using var world = await SampleWorld.StartAsync();
        await world.Portal.SendAsync("DELETE", $"{Contacts}/{world.Mara}");

        var answer = await world.Portal.GetAsync($"{Contacts}?archived=true");

        SameShape("contacts/list-archived-page-200.json", answer);
        Assert.Equal([world.Mara], answer.Json["results"]!.AsArray().Select(each => (string)each!["id"]!));
    }

    [Fact]
    public async Task A_clear_an_appended_option_a_date_a_flag_and_a_number_are_taken_in_one_update()
    {
        await using var world = await SampleWorld.StartAsync();
        await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", """{"properties":{"phone":"+49 1","hs_buying_role":"CHAMPION"}}""");

        var answer = await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", Samples.Text("contacts/update-request-clear-and-multiselect.json"));

        Status(200, answer);
        var properties = answer.Json["properties"]!;
        Assert.Null(properties["phone"]);
        Assert.Equal("CHAMPION;BUDGET_HOLDER;END_USER", (string?)properties["hs_buying_role"]);
        Assert.Equal("87.5", (string?)properties["lead_score_sf"]);
        Assert.Equal("2026-11-21T17:42:05.961Z", (string?)properties["handoff_at"]);
    }

    [Fact]
    public async Task An_odd_date_is_mended_and_reported_on_2026_09_and_refused_before()
    {
        await using var world = await SampleWorld.StartAsync();
        const string Odd = """{"properties":{"date_of_first_call":"2026-11-20T09:30:00Z"}}""";

        var now = await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", Odd);
        var before = await world.Portal.PatchAsync($"/crm/objects/2026-03/contacts/{world.Mara}", Odd);

        SameShape("contacts/update-200-with-warnings.2026-09.json", now);
        var sample = Samples.Json("contacts/update-200-with-warnings.2026-09.json")["warnings"]!;
        Assert.True(JsonNode.DeepEquals(sample, now.Json["warnings"]), now.Text);
        Status(400, before);
        Assert.Equal("INVALID_DATE", (string?)before.Json["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task A_merge_is_answered_with_a_third_record()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync($"{Contacts}/merge", world.Request("contacts/merge-request.json"));

        Status(200, answer);
        SameShape("contacts/merge-200.json", answer);
        Assert.Equal($"{world.Mara};{world.Ivo}", (string?)answer.Json["properties"]!["hs_merged_object_ids"]);
        Assert.Equal("ivo.brandt@contoso.test", (string?)answer.Json["properties"]!["hs_additional_emails"]);
    }

    [Fact]
    public async Task A_privacy_delete_by_email_is_taken()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync($"{Contacts}/gdpr-delete", Samples.Text("contacts/gdpr-delete-request.json"));

        Status(204, answer);
        Status(404, await world.Portal.GetAsync($"{Contacts}/{world.Mara}"));
    }

    [Fact]
    public async Task A_batch_read_names_what_it_did_not_find()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync($"{Contacts}/batch/read", Samples.Text("batch/read-request-by-email.json"));

        Status(207, answer);
        SameShape("batch/read-207-one-missing.json", answer);
        Assert.Equal("nobody@contoso.test", (string?)answer.Json["errors"]![0]!["context"]!["ids"]![0]);
    }

    [Fact]
    public async Task A_batch_create_with_trace_ids_names_the_conflict()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync($"{Contacts}/batch/create", """
            {"inputs":[{"objectWriteTraceId":"job-7f3b-0","properties":{"email":"new.one@fabrikam.test"}},
                       {"objectWriteTraceId":"job-7f3b-1","properties":{"email":"mara.quint@northwind.test"}}]}
            """);

        Status(207, answer);
        SameShape("batch/create-207-conflict.json", answer);
        Assert.Equal($"Contact already exists. Existing ID: {world.Mara}", (string?)answer.Json["errors"]![0]!["message"]);
    }

    [Fact]
    public async Task A_batch_upsert_writes_the_good_inputs_and_names_the_bad_one()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync($"{Contacts}/batch/upsert", Samples.Text("batch/upsert-request.json"));

        Status(207, answer);
        SameShape("batch/upsert-207-one-failure.json", answer with { Text = Ordered(answer) });
        Assert.Equal("job-7f3a-1", (string?)answer.Json["errors"]![0]!["context"]!["objectWriteTraceId"]![0]);
    }

    [Fact]
    public async Task A_batch_upsert_says_which_records_are_new()
    {
        await using var world = await SampleWorld.StartAsync();
        var request = Samples.Json("batch/upsert-request.json");
        request["inputs"]!.AsArray().RemoveAt(1);

        var answer = await world.Portal.PostAsync($"{Contacts}/batch/upsert", request.ToJsonString());

        Status(200, answer);
        SameShape("batch/upsert-200.json", answer with { Text = Ordered(answer) });
        Assert.Equal([false, true], JsonNode.Parse(Ordered(answer))!["results"]!.AsArray().Select(each => (bool)each!["new"]!));
    }

    // Results come shuffled; the samples have the old record first.
    private static string Ordered(Answer answer)
    {
        var json = answer.Json;
        json["results"] = new JsonArray([.. json["results"]!.AsArray().OrderBy(each => (string)each!["id"]!, StringComparer.Ordinal).Select(each => each!.DeepClone())]);
        return json.ToJsonString();
    }

    [Fact]
    public async Task A_batch_archive_is_taken()
    {
        await using var world = await SampleWorld.StartAsync();
        var request = Samples.Text("batch/archive-request.json").Replace("90345", world.Mara, StringComparison.Ordinal).Replace("90346", world.Ivo, StringComparison.Ordinal);

        Status(204, await world.Portal.PostAsync($"{Contacts}/batch/archive", request));
        Assert.Empty((await world.Portal.GetAsync(Contacts)).Json["results"]!.AsArray());
    }

    [Theory]
    [InlineData("search/request-incremental.json")]
    [InlineData("search/request-schema-strict.json")]
    public async Task A_search_request_is_taken(string sample)
    {
        await using var world = await SampleWorld.StartAsync();

        Status(200, await world.Portal.PostAsync($"{Contacts}/search", Samples.Text(sample)));
    }

    [Fact]
    public async Task A_search_is_answered_as_recorded()
    {
        await using var world = await SampleWorld.StartAsync();

        var some = await world.Portal.PostAsync($"{Contacts}/search", """{"limit":1,"properties":["email","hs_lead_status","lifecyclestage"]}""");
        var none = await world.Portal.PostAsync($"{Contacts}/search", """{"filterGroups":[{"filters":[{"propertyName":"email","operator":"EQ","value":"nobody@x.test"}]}]}""");

        SameShape("search/response-200.json", some);
        Assert.Equal("1", (string?)some.Json["paging"]!["next"]!["after"]);
        SameShape("search/response-empty-200.json", none);
    }

    [Fact]
    public async Task A_unique_property_is_made_as_documented()
    {
        await using var portal = await ServedPortal.StartAsync();

        var unique = await portal.PostAsync("/crm/properties/2026-09/contacts", Samples.Text("properties/create-unique-request.json"));
        var choice = await portal.PostAsync("/crm/properties/2026-09/contacts", Samples.Text("properties/create-enumeration-request.json"));

        Status(201, unique);
        SameShape("properties/create-unique-201.json", unique);
        Status(201, choice);
        Assert.Equal(3, choice.Json["options"]!.AsArray().Count);
    }

    [Fact]
    public async Task Owners_are_listed_live_and_archived()
    {
        await using var portal = await ServedPortal.StartAsync();

        SameShape("owners/list-200.json", await portal.GetAsync("/crm/owners/2026-09?limit=100"));
        var archived = await portal.GetAsync("/crm/owners/2026-09?archived=true");
        SameShape("owners/list-archived-200.json", archived);
        Assert.Null(archived.Json["results"]![0]!["userId"]);
    }

    [Fact]
    public async Task A_note_and_a_task_are_made_on_a_contact()
    {
        await using var world = await SampleWorld.StartAsync();

        var note = await world.Portal.PostAsync($"{SampleWorld.Objects}/notes", world.Request("activities/note-create-request.json"));
        var task = await world.Portal.PostAsync($"{SampleWorld.Objects}/tasks", world.Request("activities/task-create-request.json"));

        Status(201, note);
        SameShape("activities/note-create-201.json", note);
        Status(201, task);
        var contact = await world.Portal.GetAsync($"{Contacts}/{world.Mara}?properties=num_notes");
        Assert.Equal("2", (string?)contact.Json["properties"]!["num_notes"]);
    }

    [Theory]
    [InlineData("create", "associations/batch-create-request.json", 201)]
    [InlineData("associate/default", "associations/batch-default-request.json", 200)]
    public async Task Links_are_made_in_bulk(string operation, string sample, int status)
    {
        await using var world = await SampleWorld.StartAsync();

        Status(status, await world.Portal.PostAsync($"/crm/associations/2026-09/contacts/companies/batch/{operation}", world.Request(sample)));
        Assert.Single((await world.Portal.GetAsync($"{Contacts}/{world.Mara}/associations/companies")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task Links_are_read_in_bulk_with_their_labels()
    {
        await using var world = await SampleWorld.StartAsync();
        Status(201, await world.Portal.SendAsync("PUT", $"{Contacts}/{world.Mara}/associations/companies/5501", Samples.Text("associations/create-labels-request.json")));

        var answer = await world.Portal.PostAsync("/crm/associations/2026-09/contacts/companies/batch/read", $$"""{"inputs":[{"id":"{{world.Mara}}"}]}""");

        SameShape("associations/batch-read-200.json", answer);
    }

    [Fact]
    public async Task A_bulk_link_with_a_bogus_id_is_named()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PostAsync("/crm/associations/2026-09/contacts/companies/batch/create",
            """{"inputs":[{"from":{"id":"bogus"},"to":{"id":"5501"},"types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":279}]}]}""");

        Status(207, answer);
        SameShape("associations/batch-create-207.json", answer);
        Assert.Equal("bogus is not a valid ID", (string?)answer.Json["errors"]![0]!["message"]);
    }
}
