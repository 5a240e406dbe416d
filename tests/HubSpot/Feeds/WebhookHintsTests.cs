using System.Text.Json;
using Integration.Core.Records;
using Integration.HubSpot.Feeds;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Tests.Feeds;

public sealed class WebhookHintsTests
{
    private static WebhookReading Read(string json, long portalId = 0) =>
        new WebhookHints(ServedPortal.Watched, portalId).Read(JsonSerializer.Deserialize(json, HubSpotJson.Default.IReadOnlyListWebhookEvent)!);

    private static Hint One(string json) => Assert.Single(Read(json).Hints);

    [Fact]
    public void A_property_change_claims_its_value()
    {
        var hint = One("""[{"subscriptionType":"contact.propertyChange","objectId":90210,"propertyName":"lifecyclestage","propertyValue":"lead","eventId":1}]""");

        Assert.Equal((ServedPortal.Key(90210), Lane.Normal, false), (hint.Key, hint.Lane, hint.IsLifeChange));
        Assert.Equal("lead", hint.Claims["lifecyclestage"].Text);
    }

    [Theory]
    [InlineData("\"1752559200000\"")] // a datetime, as epoch ms
    [InlineData("\"REDACTED\"")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"a\":1}")]
    public void A_value_that_reads_show_otherwise_is_no_claim(string value) =>
        Assert.Equal(0, One($$"""[{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"x","propertyValue":{{value}}}]""").Claims.Count);

    [Fact]
    public void An_emptied_property_claims_blank() =>
        Assert.True(One("""[{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"phone","propertyValue":""}]""").Claims["phone"].IsBlank);

    [Theory]
    [InlineData("contact.deletion")]
    [InlineData("contact.restore")]
    [InlineData("contact.privacyDeletion")]
    [InlineData("object.deletion")]
    public void A_life_change_is_marked(string type) =>
        Assert.True(One($$"""[{"subscriptionType":"{{type}}","objectTypeId":"0-1","objectId":90210}]""").IsLifeChange);

    [Theory]
    [InlineData("""{"subscriptionType":"contact.associationChange","associationType":"CONTACT_TO_COMPANY","fromObjectId":1,"toObjectId":2,"isPrimaryAssociation":true}""")]
    [InlineData("""{"subscriptionType":"object.associationChange","fromObjectTypeId":"0-1","toObjectTypeId":"0-2","associationTypeId":1,"fromObjectId":"1","toObjectId":"2"}""")]
    public void A_change_of_company_hints_at_the_contact_and_is_never_skipped(string told)
    {
        var hint = One($"[{told}]");

        Assert.Equal(ServedPortal.Key(1), hint.Key);
        Assert.Equal(0, hint.Claims.Count);
    }

    [Fact]
    public void A_merge_hints_at_every_record_in_it()
    {
        var reading = Read("""[{"subscriptionType":"contact.merge","objectId":99871,"primaryObjectId":90210,"mergedObjectIds":[90233,"90234"],"newObjectId":99871}]""");

        Assert.Equal(["90210", "90233", "90234", "99871"], reading.Hints.Select(hint => hint.Key.Id).Order());
        Assert.All(reading.Hints, hint => Assert.True(hint.IsLifeChange));
        Assert.Equal("99871", Assert.Single(reading.Hints, hint => hint.IsThere).Key.Id);
    }

    [Theory]
    [InlineData("contact.restore", true)]
    [InlineData("contact.deletion", false)]
    [InlineData("contact.privacyDeletion", false)]
    public void A_record_that_came_back_is_there_and_one_that_went_is_not(string type, bool isThere) =>
        Assert.Equal(isThere, One($$"""[{"subscriptionType":"{{type}}","objectId":90210}]""").IsThere);

    [Fact]
    public void A_creation_and_its_property_events_are_one_hint_that_is_never_skipped()
    {
        var hint = One("""
            [{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"firstname","propertyValue":"Ana"},
             {"subscriptionType":"contact.creation","objectId":1,"changeFlag":"CREATED"},
             {"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"lastname","propertyValue":"Quint"}]
            """);

        Assert.Equal(0, hint.Claims.Count);
    }

    [Fact]
    public void Two_claims_of_one_property_contradict_and_both_go()
    {
        Assert.Equal(0, One("""[{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"phone","propertyValue":"1"},{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"phone","propertyValue":"2"}]""").Claims.Count);
        Assert.Equal(2, One("""[{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"phone","propertyValue":"1"},{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"jobtitle","propertyValue":"CTO"}]""").Claims.Count);
    }

    [Fact]
    public void Consent_goes_in_the_hot_lane()
    {
        Assert.Equal(Lane.Hot, One("""[{"subscriptionType":"contact.propertyChange","objectId":1,"propertyName":"hs_email_optout","propertyValue":"true"}]""").Lane);
        Assert.Equal(Lane.Hot, One("""[{"subscriptionType":"contact.privacyDeletion","objectId":1}]""").Lane);
    }

    [Theory]
    [InlineData("""[{"subscriptionType":"contact.creation","objectId":123,"eventId":100,"changeFlag":"NEW"}]""", "hubspot.webhook.test-button")]
    [InlineData("""[{"subscriptionType":"deal.creation","objectId":1}]""", "hubspot.webhook.foreign-object")]
    [InlineData("""[{"subscriptionType":"object.creation","objectTypeId":"2-77","objectId":1}]""", "hubspot.webhook.foreign-object")]
    [InlineData("""[{"subscriptionType":"conversation.creation","objectId":1}]""", "hubspot.webhook.foreign-object")]
    [InlineData("""[{"subscriptionType":"contact.creation"}]""", "hubspot.webhook.unreadable-event")]
    [InlineData("""[{"objectId":1}]""", "hubspot.webhook.unreadable-event")]
    [InlineData("""[null]""", "hubspot.webhook.unreadable-event")]
    [InlineData("""[{"subscriptionType":"contact.creation","objectId":-5}]""", "hubspot.webhook.unreadable-event")]
    [InlineData("""[{"subscriptionType":"contact.creation","objectId":1,"portalId":1}]""", "hubspot.webhook.foreign-portal")]
    public void What_is_left_is_counted_by_its_reason(string json, string counter)
    {
        var reading = Read(json, portalId: 7654321);

        Assert.Empty(reading.Hints);
        Assert.Equal(counter, Assert.Single(reading.Left, each => each.Value == 1).Key);
    }

    [Theory]
    [InlineData("batch-classic.json", "88001,90210")]
    [InlineData("batch-generic.json", "90345,90346")]
    [InlineData("merge.json", "90210,90233,99871")]
    [InlineData("privacy-deletion.json", "90210")]
    [InlineData("in-app-test-button.json", "")]
    [InlineData("association-change.json", "90210")]
    public void The_samples_are_understood(string file, string ids) =>
        Assert.Equal(ids, string.Join(',', Read(File.ReadAllText(Shared.Find("samples/hubspot/webhooks/" + file)), 7654321).Hints.Select(hint => hint.Key.Id)));
}
