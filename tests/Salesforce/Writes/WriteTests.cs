using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Salesforce.Tests.Writes;

public class WriteTests
{
    [Fact]
    public async Task An_update_is_done_and_comes_back_as_it_is_stored()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron", ("Title", "CTO"));

        var outcome = await world.WriteAsync(world.Update(ada, ("Email", "Ada@ACME.example"), ("Title", null), ("NumberOfEmployees", "12"), ("DoNotCall", "true"), ("AnnualRevenue", "10.50")));

        Assert.Equal((WriteResult.Done, ada), (outcome.Result, outcome.Key));
        Assert.Null(outcome.Fault);
        var stored = outcome.Stored!.Values;
        // Lower-cased by Salesforce: what is stored is learned from the read-back, not assumed.
        Assert.Equal(("ada@acme.example", true, "12", "true"), (stored["Email"].Text, stored["Title"].IsBlank, stored["NumberOfEmployees"].Text, stored["DoNotCall"].Text));
    }

    [Fact]
    public async Task A_create_goes_by_our_key_and_sending_it_again_makes_no_second_record()
    {
        await using var world = await OrgWorld.StartAsync();
        var pair = OrgWorld.Pair(1);

        var first = await world.WriteAsync(world.Create("Lead", pair, ("LastName", "Byron"), ("Company", "Acme")));
        var second = await world.WriteAsync(world.Create("Lead", pair, ("LastName", "Byron"), ("Company", "Acme")));

        Assert.Equal((WriteResult.Done, pair), (first.Result, first.Stored!.PairKey));
        Assert.Equal(first.Key, second.Key);
        Assert.Single(world.Org.Dump("Lead"));
    }

    [Fact]
    public async Task A_delete_goes_to_the_recycle_bin_and_a_second_one_finds_it_there()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");

        var first = await world.WriteAsync(world.Delete(ada));
        var second = await world.WriteAsync(world.Delete(ada));

        Assert.Equal((WriteResult.Done, LifeState.Deleted), (first.Result, first.Stored!.Life.State));
        Assert.Equal((WriteResult.Rejected, FaultClass.Identity, "ENTITY_IS_DELETED"), (second.Result, second.Fault!.Class, second.Fault.Code));
    }

    [Fact]
    public async Task A_rejected_record_never_blocks_its_batch()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(5);

        var outcomes = await world.WriteAllAsync(
            world.Update(leads[0], ("Title", "CFO")),
            world.Update(leads[1], ("Email", "no address")),
            world.Update(leads[2], ("Title", new string('x', 129))),
            world.Update(leads[3], ("NumberOfEmployees", "many")),
            world.Update(leads[4], ("Title", "CEO")));

        Assert.Equal([WriteResult.Done, WriteResult.Rejected, WriteResult.Rejected, WriteResult.Rejected, WriteResult.Done], outcomes.Select(outcome => outcome.Result));
        Assert.Equal([("INVALID_EMAIL_ADDRESS", "Email"), ("STRING_TOO_LONG", "Title"), ("NOT_A_NUMBER", "NumberOfEmployees")],
            outcomes.Where(outcome => outcome.Fault is not null).Select(outcome => (outcome.Fault!.Code, outcome.Fault.Field!)));
        Assert.All(outcomes.Where(outcome => outcome.Fault is not null), outcome => Assert.Equal(FaultClass.Field, outcome.Fault!.Class));
    }

    [Fact]
    public async Task A_field_that_does_not_exist_is_refused_before_sending_and_the_rest_goes()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(2);

        var outcomes = await world.WriteAllAsync(world.Update(leads[0], ("Nope__c", "x")), world.Update(leads[1], ("Title", "CFO")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "Nope__c"), (outcomes[0].Result, outcomes[0].Fault!.Class, outcomes[0].Fault!.Field));
        Assert.Equal(WriteResult.Done, outcomes[1].Result);
    }

    [Fact]
    public async Task A_field_hidden_since_the_describe_is_the_fields_fault()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(2);
        await world.WriteAsync(world.Update(leads[0], ("DoNotCall", "true")));
        world.Org.Options.HiddenFields = new HashSet<string> { "Lead.DoNotCall" };

        var outcomes = await world.WriteAllAsync(world.Update(leads[0], ("DoNotCall", "false")), world.Update(leads[1], ("Title", "CFO")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "DoNotCall"), (outcomes[0].Result, outcomes[0].Fault!.Class, outcomes[0].Fault!.Field));
        Assert.Equal(WriteResult.Done, outcomes[1].Result);
    }

    [Fact]
    public async Task Writing_a_converted_or_deleted_record_says_that_it_is_another_now()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(2);
        world.Act("convert", leads[0], new() { ["status"] = "Closed - Converted" });
        world.Act("delete", leads[1]);

        var outcomes = await world.WriteAllAsync(world.Update(leads[0], ("Title", "CFO")), world.Update(leads[1], ("Title", "CFO")));

        Assert.Equal([("CANNOT_UPDATE_CONVERTED_LEAD", FaultClass.Identity), ("ENTITY_IS_DELETED", FaultClass.Identity)], outcomes.Select(outcome => (outcome.Fault!.Code, outcome.Fault.Class)));
    }

    [Fact]
    public async Task A_missing_required_value_and_a_validation_rule_refuse_the_record()
    {
        await using var world = await OrgWorld.StartAsync(options => options.ValidationRules = [new ValidationRule("Lead", "Phone", "Working leads need a phone number", read => (string?)read("Title") == "CFO")]);
        var ada = world.Lead("Byron");

        var outcomes = await world.WriteAllAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Hopper")), world.Update(ada, ("Title", "CFO")));

        Assert.All(outcomes, outcome => Assert.Equal((WriteResult.Rejected, FaultClass.Record), (outcome.Result, outcome.Fault!.Class)));
        Assert.Contains("Company", outcomes[0].Fault!.Reason, StringComparison.Ordinal);
        Assert.Contains("Working leads need a phone number", outcomes[1].Fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duplicate_rule_refuses_the_record()
    {
        await using var world = await OrgWorld.StartAsync(options => options.DuplicateRules = [new DuplicateRule("Lead", Blocks: true)]);
        world.Lead("Byron", ("Email", "ada@acme.example"));

        var outcome = await world.WriteAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Byron"), ("Company", "Acme"), ("Email", "ada@acme.example")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Record, "DUPLICATES_DETECTED"), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Code));
    }

    [Fact]
    public async Task A_unique_value_that_another_record_holds_names_the_holder()
    {
        await using var world = await OrgWorld.StartAsync();
        world.Org.AddCustomField("Lead", "Badge__c", new() { ["type"] = "Text", ["label"] = "Badge", ["length"] = 20, ["unique"] = true });
        var (ada, bea) = (world.Lead("Byron", ("Badge__c", "7")), world.Lead("Hopper"));

        var outcome = await world.WriteAsync(world.Update(bea, ("Badge__c", "7")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "DUPLICATE_VALUE", "Badge__c"), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Code, outcome.Fault.Field));
        Assert.Equal(ada, outcome.Fault.Holder);
    }

    [Fact]
    public async Task A_thousand_updates_cost_five_writes_and_one_read_back()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(1_000);
        await world.SeenAsync(leads[0]);
        await world.WriteAllAsync([world.Update(leads[0], ("Title", "CEO"))]); // The first write of a process also asks who we are.
        world.Server.Calls.Clear();

        var outcomes = await world.WriteAllAsync([.. leads.Select(lead => world.Update(lead, ("Title", "CFO")))]);

        Assert.All(outcomes, outcome => Assert.Equal((WriteResult.Done, "CFO"), (outcome.Result, outcome.Stored?.Values["Title"].Text)));
        Assert.Equal(6, world.Server.Calls.Report().Total);
    }

    [Fact]
    public async Task Creates_updates_and_deletes_of_two_objects_each_get_their_own_outcome()
    {
        await using var world = await OrgWorld.StartAsync();
        var (ada, bea) = (world.Lead("Byron"), world.Contact("Hopper"));

        var outcomes = await world.WriteAllAsync(
            world.Update(bea, ("Title", "Admiral")), world.Create("Contact", OrgWorld.Pair(1), ("LastName", "Lamarr")), world.Delete(ada),
            world.Create("Lead", OrgWorld.Pair(2), ("LastName", "Lovelace"), ("Company", "Acme")));

        Assert.All(outcomes, outcome => Assert.Equal(WriteResult.Done, outcome.Result));
        Assert.Equal(["Hopper", "Lamarr", null, "Lovelace"], outcomes.Select(outcome => outcome.Stored!.Values["LastName"].Text));
    }

    [Fact]
    public async Task Updates_of_two_objects_in_turn_share_a_call_and_each_outcome_is_its_own_records()
    {
        await using var world = await OrgWorld.StartAsync();
        RecordKey[] keys = [world.Lead("One"), world.Contact("Two"), world.Lead("Three"), world.Contact("Four")];
        await world.WriteAllAsync([.. keys.Select(key => world.Update(key, ("Title", "Warm")))]);
        world.Server.Calls.Clear();

        var outcomes = await world.WriteAllAsync([.. keys.Select((key, at) => world.Update(key, at == 2 ? ("Email", "none") : ("Title", $"T{at}")))]);

        Assert.Equal([WriteResult.Done, WriteResult.Done, WriteResult.Rejected, WriteResult.Done], outcomes.Select(outcome => outcome.Result));
        Assert.Equal(keys.Select(key => (RecordKey?)key), outcomes.Select(outcome => outcome.Key));
        Assert.Equal("T3", outcomes[3].Stored!.Values["Title"].Text);
        Assert.Equal(1, world.Calls("PATCH"));
    }

    [Fact]
    public async Task No_write_of_ours_reassigns_a_lead()
    {
        await using var world = await OrgWorld.StartAsync();
        world.Org.Options.LeadAssignmentOwner = world.Org.RepId;
        var ada = world.Lead("Byron");

        var created = await world.WriteAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Hopper"), ("Company", "Acme")));
        await world.WriteAsync(world.Update(ada, ("Title", "CFO")));

        Assert.Equal(WriteResult.Done, created.Result);
        Assert.DoesNotContain(world.Org.Dump("Lead"), lead => lead!["OwnerId"]!.GetValue<string>() == world.Org.RepId);
    }

    [Fact]
    public async Task Without_the_key_field_nothing_is_created()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);

        var outcome = await world.WriteAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Byron"), ("Company", "Acme")));

        Assert.Equal((WriteResult.NotApplied, FaultClass.Side, "KEY_FIELD_MISSING"), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Code));
        Assert.Empty(world.Org.Dump("Lead"));
    }

    [Fact]
    public async Task A_read_back_that_fails_is_no_failure_of_the_write()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Fault("POST */composite/sobjects/Lead", FaultKind.WrongType, times: null);

        var outcome = await world.WriteAsync(world.Update(ada, ("Title", "CFO")));

        Assert.Equal(WriteResult.Done, outcome.Result);
        Assert.Null(outcome.Stored);
    }
}
