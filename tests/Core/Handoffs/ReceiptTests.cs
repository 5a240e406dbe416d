using System.Text.Json.Nodes;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>What a receipt proves of a handoff, and who asked for it.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public void The_body_holds_what_was_decided_by_which_rules_and_for_whom()
    {
        var strict = Terms with { Handover = Terms.Handover with { Packet = Terms.Handover.Packet.Add(new(new(SystemName.HubSpot, "company"))) } };
        var body = Body(new Course(strict, Staff.Change("Ana", ana => ana with { Active = false })).Opened);

        Assert.Equal("""{"asked":false,"verdict":"Ready","persona":"buyer","product":"default"}""", Part(body, "asked", "verdict", "persona", "product"));
        Assert.Equal("""{"hash":"h3","version":3}""", body["agreement"]!.ToJsonString());
        Assert.Equal(["""{"count":1,"of":"Fit","points":25,"rule":"right country"}""", """{"count":1,"of":"Fit","points":20,"rule":"decides"}"""], body["score"]!["parts"]!.AsArray().Take(2).Select(part => part!.ToJsonString()));
        Assert.Equal("""{"completeness":0.6667,"missing":["company"]}""", body["packet"]!.ToJsonString());
        Assert.Equal(("Ben", "005A00000000002AAA", "round robin emea"), ((string)body["owner"]!["name"]!, (string)body["owner"]!["salesforce"]!, (string)body["owner"]!["step"]!));
        Assert.Contains("""{"who":"Ana","why":"deactivated"}""", body["owner"]!["skipped"]!.AsArray().Select(one => one!.ToJsonString()));
        Assert.Equal("2026-11-25T16:00:00.000Z", (string)body["clock"]!["answerDue"]!);
    }

    [Fact]
    public void That_somebody_asked_is_sealed_and_told()
    {
        var person = Ready.With("jobtitle", "Analyst");
        var opening = Opening.Of(new OpeningRequest(new Guid(9, 9, 9, new byte[8]), "0123456789abcdef", "workflow 7", []), Judge.Of(Terms, Product.Default, person, [], Monday), new HandoffContext(Terms, Staff, person), Monday);

        Assert.True((bool)Body(opening)["asked"]!);
        Assert.Equal("asked", opening.Step.Events[0].Reason);
        Assert.Null(new Course().Log[0].Reason);
    }

    [Fact]
    public void The_evidence_names_the_newest_fifty_events()
    {
        var events = Enumerable.Range(0, 60).Select(number => View($"{number:00}", -number / 2)).ToList(); // Two a day, the newest first.
        events.Reverse();
        var evidence = JsonNode.Parse(new Course(person: Ready with { Events = [.. events] }).Opened.Receipt!.Evidence)!;

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"HubSpot {number:00}"), evidence["events"]!.AsArray().Select(one => (string)one!));
    }

    [Theory]
    // product                 ended     has come back
    [InlineData("default", true, true)]
    [InlineData("default", false, false)]
    [InlineData("another", true, false)]
    public void Only_an_ended_handoff_of_the_same_product_makes_a_return(string product, bool ended, bool isReturn)
    {
        var past = new PastHandoff(new Guid(5, 5, 5, new byte[8]), product, HandoffState.Recycled, "bad-timing", Monday.AddDays(-200), ended ? Monday.AddDays(-200) : null);
        var verdict = Judge.Of(Terms, Product.Default, Ready, [], Monday);

        var opening = Opening.Of(new OpeningRequest(new Guid(6, 6, 6, new byte[8]), "0123456789abcdef", null, [past]), verdict, new HandoffContext(Terms, Staff, Ready), Monday);

        Assert.Equal(isReturn, opening.Step.Events.Any(one => one.Kind == HandoffEventKind.ReEntered));
    }

    [Fact]
    public void Where_a_person_came_from_is_kept_as_it_was_and_a_blank_is_none()
    {
        Assert.Equal("ORGANIC_SEARCH", new Course(person: Ready.With("hs_analytics_source", "ORGANIC_SEARCH")).Log[0].Source);
        Assert.Null(new Course(person: Ready.With("hs_analytics_source", "")).Log[0].Source);
        Assert.Null(new Course().Log[0].Source);
    }

    private static JsonObject Body(HandoffOpening opening) => JsonNode.Parse(opening.Receipt!.Body)!.AsObject();

    private static string Part(JsonObject body, params string[] names) => new JsonObject(names.Select(name => KeyValuePair.Create(name, body[name]?.DeepClone()))).ToJsonString();
}
