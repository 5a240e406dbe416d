using Integration.Core.Records;
using Integration.Core.Sightings;

namespace Integration.Core.Tests.Sightings;

public sealed class SightingPlanTests
{
    [Theory]
    [InlineData(SystemName.Salesforce, "Task", true)]
    [InlineData(SystemName.HubSpot, "tasks", true)]
    [InlineData(SystemName.HubSpot, "Task", false)]
    [InlineData(SystemName.Salesforce, "Lead", false)]
    [InlineData(SystemName.Salesforce, "OpportunityContactRole", false)] // It tells of its opportunity and is not read itself.
    public void Activities_and_opportunities_are_watched(SystemName system, string objectName, bool watched) =>
        Assert.Equal(watched, SightingPlan.Standard.Watches(system, objectName));

    [Fact]
    public void Without_a_plan_nothing_is_watched() => Assert.False(SightingPlan.None.Watches(SystemName.Salesforce, "Task"));

    [Fact]
    public void Records_that_asks_make_are_those_that_need_our_key() =>
        Assert.Equal(["notes", "tasks", "Task"], SightingPlan.Standard.Objects.Where(each => each.IsMade).Select(each => each.Object));

    [Fact]
    public void Who_did_it_is_read_of_every_watched_record()
    {
        foreach (var each in SightingPlan.Standard.Objects.Where(each => each.TellsOf is null))
            Assert.Contains(each.System == SystemName.HubSpot ? "hs_created_by_user_id" : "CreatedById", each.Fields);
    }

    [Fact]
    public void More_fields_of_one_object_are_added_once_and_to_no_other()
    {
        var plan = SightingPlan.Standard.With(SystemName.Salesforce, "Task", ["Region__c", "Status"]).With(SystemName.HubSpot, "Task", ["nonsense"]);
        SightedObject Of(SightingPlan of, string name) => of.Objects.Single(each => each.Object == name);
        Assert.Equal([.. Of(SightingPlan.Standard, "Task").Fields, "Region__c"], Of(plan, "Task").Fields);
        foreach (var each in SightingPlan.Standard.Objects.Where(each => each.Object != "Task")) Assert.Equal(each.Fields, Of(plan, each.Object).Fields);
    }
}
