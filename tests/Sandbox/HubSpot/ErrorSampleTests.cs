using System.Text.Json.Nodes;
using Integration.Sandbox.HubSpot;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Every error sample is reproduced: status, text, category, codes and keys.</summary>
public sealed class ErrorSampleTests
{
    private const string Contacts = SampleWorld.Contacts;

    /// <summary>Ids and clocks differ from run to run; everything else must be equal.</summary>
    private static void Same(string sample, Answer answer, params (string From, string To)[] replaced)
    {
        Assert.Equal(Path.GetFileName(sample)[..3], ((int)answer.Status).ToString());
        Assert.Equal((string?)answer.Json["correlationId"], answer.Headers["X-HubSpot-Correlation-Id"]);
        var text = Samples.Text(sample);
        foreach (var (from, to) in replaced) text = text.Replace(from, to, StringComparison.Ordinal);
        var wanted = JsonNode.Parse(text)!.AsObject();
        var got = answer.Json.AsObject();
        foreach (var each in new[] { wanted, got })
        {
            Assert.True(each.Remove("correlationId"));
            each.Remove("requestId");
        }
        Assert.True(JsonNode.DeepEquals(wanted, got), $"{sample}\nwanted {wanted.ToJsonString()}\ngot    {got.ToJsonString()}");
    }

    [Fact]
    public async Task An_invalid_email_is_refused_with_its_code()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/400-validation-invalid-email.json", await world.Portal.PostAsync(Contacts, """{"properties":{"email":"not-an-email"}}"""));
    }

    [Fact]
    public async Task An_unknown_option_is_refused_with_the_allowed_ones()
    {
        await using var world = await SampleWorld.StartAsync();
        // The sample's portal has three options; so shall this one.
        await world.Portal.PatchAsync("/crm/properties/2026-09/contacts/hs_lead_status",
            """{"options":[{"label":"New","value":"NEW"},{"label":"Open","value":"OPEN"},{"label":"In progress","value":"IN_PROGRESS"}]}""");

        Same("errors/400-validation-invalid-option.json", await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", """{"properties":{"hs_lead_status":"NOT_A_STATUS"}}"""));
    }

    [Fact]
    public async Task A_read_only_property_is_refused()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/400-validation-read-only.json", await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", """{"properties":{"num_notes":"5"}}"""));
    }

    [Fact]
    public async Task An_unknown_property_is_refused_in_a_write()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/400-validation-unknown-property.json", await world.Portal.PostAsync(Contacts, """{"properties":{"lastname":"Quint","favourite_food":"figs"}}"""));
    }

    [Fact]
    public async Task A_required_property_binds_creates_on_2026_09_only()
    {
        await using var world = await SampleWorld.StartAsync(new HubSpotPortalOptions { RequiredOnCreate = new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = ["lastname"] } });
        const string Body = """{"properties":{"email":"a@b.test"}}""";

        Same("errors/400-required-on-create.2026-09.json", await world.Portal.PostAsync(Contacts, Body));
        Assert.Equal(201, (int)(await world.Portal.PostAsync("/crm/objects/2026-03/contacts", Body)).Status);
    }

    [Fact]
    public async Task A_conditional_property_binds_writes_on_2026_09_only()
    {
        await using var world = await SampleWorld.StartAsync(new HubSpotPortalOptions { ConditionalRules = [new ConditionalRule("contacts", "hs_lead_status", "UNQUALIFIED", "sf_lead_outcome")] });
        const string Body = """{"properties":{"hs_lead_status":"UNQUALIFIED"}}""";

        Same("errors/400-conditional-required.2026-09.json", await world.Portal.PatchAsync($"{Contacts}/{world.Mara}", Body));
        Assert.Equal(200, (int)(await world.Portal.PatchAsync($"/crm/objects/2026-03/contacts/{world.Mara}", Body)).Status);
    }

    [Fact]
    public async Task One_id_twice_in_a_batch_refuses_the_whole_batch()
    {
        await using var world = await SampleWorld.StartAsync();
        var input = $$"""{"id":"{{world.Mara}}","objectWriteTraceId":"T","properties":{"city":"Ulm"} }""";

        var answer = await world.Portal.PostAsync($"{Contacts}/batch/update", $$"""{"inputs":[{{input.Replace("T", "a")}},{{input.Replace("T", "b")}}]}""");

        Same("errors/400-duplicate-ids-in-batch.json", answer, ("90210", world.Mara));
    }

    [Fact]
    public async Task A_taken_email_refuses_an_update_with_the_odd_text()
    {
        await using var world = await SampleWorld.StartAsync();

        var answer = await world.Portal.PatchAsync($"{Contacts}/{world.Ivo}", """{"properties":{"email":"Mara.Quint@northwind.test"}}""");

        Same("errors/400-unique-value-taken.json", answer, ("90399", world.Ivo), ("90210", world.Mara));
    }

    [Fact]
    public async Task An_unknown_object_is_refused()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/400-unknown-object-type.json", await world.Portal.GetAsync($"{SampleWorld.Objects}/butterflies"));
    }

    [Theory]
    [InlineData("pat-nobody")]
    [InlineData("")]
    public async Task A_bad_token_is_refused(string token)
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/401-missing-or-bad-token.json", await world.Portal.SendAsync("GET", Contacts, token: token));
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var world = await SampleWorld.StartAsync();
        world.Portal.Portal.Options = world.Portal.Portal.Options with { Scopes = ["crm.objects.contacts.read"] };

        Same("errors/403-missing-scopes.json", await world.Portal.PostAsync(Contacts, """{"properties":{"email":"a@b.test"}}"""));
        Assert.Equal(200, (int)(await world.Portal.GetAsync(Contacts)).Status);
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_not_found_in_its_own_words()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/404-non-numeric-id.json", await world.Portal.GetAsync($"{Contacts}/not-a-number"));
    }

    [Fact]
    public async Task A_missing_record_is_not_found_without_a_category()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/404-record-not-found.json", await world.Portal.GetAsync($"{Contacts}/123456789"));
    }

    [Fact]
    public async Task A_taken_email_refuses_a_create_and_names_the_contact()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/409-contact-exists.json", await world.Portal.PostAsync(Contacts, """{"properties":{"email":"MARA.quint@northwind.test"}}"""), ("90210", world.Mara));
    }

    [Fact]
    public async Task A_property_name_is_taken_once()
    {
        await using var world = await SampleWorld.StartAsync();
        Same("errors/409-property-exists.json", await world.Portal.PostAsync("/crm/properties/2026-09/contacts", Samples.Text("properties/create-unique-request.json")));
    }

    [Fact]
    public async Task The_daily_quota_and_the_burst_window_refuse_with_their_policies()
    {
        await using var world = await SampleWorld.StartAsync();
        world.Portal.Portal.Options = world.Portal.Portal.Options with { BurstLimit = 1 };
        Same("errors/429-ten-secondly.json", await world.Portal.GetAsync(Contacts));

        world.Portal.Portal.Options = world.Portal.Portal.Options with { BurstLimit = 1_000, DailyLimit = 1 };
        Same("errors/429-daily.json", await world.Portal.GetAsync(Contacts));
    }

    [Fact]
    public async Task The_sixth_search_in_a_second_is_refused_without_a_policy()
    {
        await using var world = await SampleWorld.StartAsync(new HubSpotPortalOptions());
        Answer? answer = null;
        for (var i = 0; i < 6; i++) answer = await world.Portal.PostAsync($"{Contacts}/search", "{}");

        Same("errors/429-search-secondly.json", answer!);
    }

    [Fact]
    public async Task An_expired_token_says_since_when()
    {
        await using var world = await SampleWorld.StartAsync();
        var token = (string)(await OAuthTests.TokenAsync(world.Portal, "refresh_token", "refresh_token=na1-sandbox-refresh")).Json["access_token"]!;
        Assert.Equal(200, (int)(await world.Portal.SendAsync("GET", Contacts, token: token)).Status);

        world.Portal.Portal.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(75));
        var answer = await world.Portal.SendAsync("GET", Contacts, token: token);

        Assert.Equal("EXPIRED_AUTHENTICATION", answer.Category);
        Assert.StartsWith("The OAuth token used to make this call expired 75 second(s) ago.", answer.Message, StringComparison.Ordinal);
        Assert.Empty(Shape.Differences(Samples.Json("errors/401-expired-token.json"), answer.Json));
    }
}
