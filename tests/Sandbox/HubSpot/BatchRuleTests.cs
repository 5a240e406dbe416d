using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Batches: facts/hubspot.md section 3.2.</summary>
public sealed class BatchRuleTests
{
    private readonly TestPortal world = new();

    public BatchRuleTests() => world.Portal.Locked(state =>
        state.Table(ObjectType.Contact).Properties.Create(new PropertyDefinition("sf_record_id", "Salesforce id", "string", "text", "contactinformation") { HasUniqueValue = true }));

    private static RecordInput Input(string? traceId, params (string, string)[] properties) => new(TestPortal.Map(properties)) { TraceId = traceId };

    private static RecordInput Keyed(string id, string property, string? traceId, params (string, string)[] properties) =>
        new(TestPortal.Map(properties)) { Id = id, IdProperty = property, TraceId = traceId };

    private static HubSpotError Refused(Func<object?> act) => Assert.Throws<HubSpotRefusedException>(act).Error;

    private int Count => world.Portal.List("contacts").Page.Count;

    [Fact]
    public void One_bad_input_fails_a_batch_without_trace_ids_and_nothing_is_written()
    {
        var error = Refused(() => world.Portal.Create(world.Api, "contacts", [Input(null, ("email", "a@x.test")), Input(null, ("email", "wrong"))]));

        Assert.Equal(400, error.Status);
        Assert.Equal(0, Count);
    }

    [Fact]
    public void With_trace_ids_the_good_inputs_are_written()
    {
        var outcome = world.Portal.Create(world.Api, "contacts", [Input("1", ("email", "a@x.test")), Input("2", ("email", "wrong"))]);

        Assert.Single(outcome.Results);
        Assert.Equal("2", Assert.Single(outcome.Refused).TraceId);
        Assert.Equal(1, Count);
    }

    [Fact]
    public void Trace_ids_on_some_inputs_or_twice_the_same_do_not_count()
    {
        Refused(() => world.Portal.Create(world.Api, "contacts", [Input("1", ("email", "a@x.test")), Input(null, ("email", "wrong"))]));
        Refused(() => world.Portal.Create(world.Api, "contacts", [Input("1", ("email", "a@x.test")), Input("1", ("email", "wrong"))]));
        Assert.Equal(0, Count);
    }

    [Fact]
    public void Two_inputs_of_one_batch_cannot_share_an_email()
    {
        Assert.Equal(409, Refused(() => world.Portal.Create(world.Api, "contacts", [Input(null, ("email", "a@x.test")), Input(null, ("email", "A@x.test"))])).Status);
        Assert.Equal(0, Count);
        var outcome = world.Portal.Create(world.Api, "contacts", [Input("1", ("email", "a@x.test")), Input("2", ("email", "A@x.test"))]);
        Assert.Equal((1, 1), (outcome.Results.Count, outcome.Refused.Count));
    }

    [Fact]
    public void A_batch_takes_100_inputs_and_50_with_history()
    {
        RecordInput[] inputs = [.. Enumerable.Range(0, 101).Select(i => Input(null, ("email", $"p{i}@x.test")))];
        Assert.Equal(400, Refused(() => world.Portal.Create(world.Api, "contacts", inputs)).Status);
        Assert.Equal(100, world.Portal.Create(world.Api, "contacts", inputs[..100]).Results.Count);

        string[] ids = [.. world.Portal.List("contacts").Page.Select(each => TestPortal.Text(each.Id))];
        Assert.Equal(100, world.Portal.Read("contacts", ids).Found.Count);
        Assert.Contains("property histories is 50", Refused(() => world.Portal.Read("contacts", ids[..51], withHistory: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_come_in_another_order_than_inputs()
    {
        string[] emails = [.. Enumerable.Range(0, 50).Select(i => $"p{i:00}@x.test")];

        var outcome = world.Portal.Create(world.Api, "contacts", [.. emails.Select(email => Input(null, ("email", email)))]);

        Assert.NotEqual(emails, outcome.Results.Select(each => each.Record["email"]));
        Assert.Equal(emails, outcome.Results.Select(each => each.Record["email"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_update_goes_by_a_custom_unique_property_but_not_by_email()
    {
        world.Create(("email", "a@x.test"), ("sf_record_id", "00Q1"));

        Assert.Contains("non-unique 0-1 property", Refused(() => world.Portal.Update(world.Api, "contacts", [Keyed("a@x.test", "email", null, ("city", "Ulm"))])).Message, StringComparison.Ordinal);
        Assert.Equal("Ulm", world.Portal.Update(world.Api, "contacts", [Keyed("00Q1", "sf_record_id", null, ("city", "Ulm"))]).Results[0].Record["city"]);
    }

    [Fact]
    public void An_upsert_needs_a_unique_property() =>
        Assert.Contains("non-unique", Refused(() => world.Portal.Upsert(world.Api, "contacts", [Keyed("Ulm", "city", null, ("zip", "1"))])).Message, StringComparison.Ordinal);

    [Fact]
    public void An_upsert_creates_with_its_key_and_finds_it_again()
    {
        var first = world.Portal.Upsert(world.Api, "contacts", [Keyed("00Q1", "sf_record_id", null, ("email", "a@x.test"))]).Results[0];
        var again = world.Portal.Upsert(world.Api, "contacts", [Keyed("00Q1", "sf_record_id", null, ("email", "a@x.test"))]).Results[0];

        Assert.Equal((true, "00Q1"), (first.New, first.Record["sf_record_id"]));
        Assert.Equal((false, first.Record.Id), (again.New, again.Record.Id));
        Assert.Equal(1, Count);
    }

    [Fact]
    public void An_upsert_by_email_is_all_or_nothing_whatever_its_trace_ids()
    {
        Refused(() => world.Portal.Upsert(world.Api, "contacts", [Keyed("a@x.test", "email", "1", ("city", "Ulm")), Keyed("b@x.test", "email", "2", ("hs_lead_status", "NO"))]));
        Assert.Equal(0, Count);
    }

    [Fact]
    public void An_upsert_that_meets_a_taken_email_names_the_contact_that_has_it_last()
    {
        var holder = world.Create(("email", "a@x.test"));

        var error = Refused(() => world.Portal.Upsert(world.Api, "contacts", [Keyed("00Q1", "sf_record_id", null, ("email", "A@x.test"))]));

        Assert.EndsWith($" on {holder.Id + 1}. {holder.Id} already has that value.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_eleventh_unique_property_is_refused()
    {
        var properties = Enumerable.Range(2, 9).ToList();
        void Add(int i) => world.Portal.Locked(state => state.Table(ObjectType.Contact).Properties.Create(new PropertyDefinition($"key_{i}", "Key", "string", "text", "contactinformation") { HasUniqueValue = true }));
        properties.ForEach(Add);
        Assert.Equal(400, Assert.Throws<HubSpotRefusedException>(() => Add(11)).Error.Status);
    }

    [Fact]
    public void One_seed_gives_one_order_and_another_seed_another()
    {
        static string Run(int seed)
        {
            var portal = new TestPortal(seed: seed);
            return string.Join(',', portal.Portal.Create(portal.Api, "contacts", [.. Enumerable.Range(0, 20).Select(i => Input(null, ("email", $"p{i}@x.test")))]).Results.Select(each => each.Record["email"]));
        }
        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }
}
