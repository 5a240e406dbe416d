using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Cases.Worlds;

namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>What people do with companies: <c>SYSTEM company NAME [domain=]</c>, <c>SYSTEM employ WHO NAME</c>. A company is known by its name, which carries the case's own.</summary>
internal sealed class Companies(CaseRig rig, Cast cast)
{
    public static string NameOf(string company, string slug) => $"{company} {slug}";

    public async Task<bool> TryAsync(Step step)
    {
        switch (step.Word(0))
        {
            case "company": await SetAsync(step, step.Word(1)); break;
            case "employ": await EmployAsync(step.Verb, cast[step.Word(1)], step.Word(2)); break;
            default: return false;
        }
        cast.Acts++;
        return true;
    }

    // Made when it is not there yet; its web address is its own unless the plan gives another, or none.
    private async Task SetAsync(Step step, string company)
    {
        var isHubSpot = step.Verb == "hubspot";
        var domain = step.Name("domain") ?? $"{company}.{cast.Slug}.test";
        var values = new JsonObject { [isHubSpot ? "name" : "Name"] = NameOf(company, cast.Slug), [isHubSpot ? "domain" : "Website"] = domain.Length == 0 ? null : domain };
        var act = new JsonObject
        {
            ["system"] = step.Verb,
            ["user"] = "rep@sandbox.test",
            ["object"] = isHubSpot ? "companies" : "Account",
            [isHubSpot ? "properties" : "fields"] = values,
        };
        var known = await rig.Outside.Seen.CompanyAsync(step.Verb, NameOf(company, cast.Slug));
        act["action"] = known is null ? "create" : "edit";
        if (known is not null) act["id"] = known.Id;
        await rig.Outside.ActAsync(step.Verb, act);
    }

    private async Task EmployAsync(string system, Person person, string company)
    {
        var at = await rig.Outside.Seen.CompanyAsync(system, NameOf(company, cast.Slug)) ?? throw new InvalidOperationException($"{company} is not in {system}");
        await rig.Outside.ActAsync(system, system == "hubspot"
            ? new JsonObject { ["system"] = system, ["user"] = "rep@sandbox.test", ["action"] = "associate", ["object"] = "contacts", ["id"] = person.HubSpotId, ["toObject"] = "companies", ["toId"] = at.Id, ["primary"] = true }
            : new JsonObject { ["system"] = system, ["user"] = "rep@sandbox.test", ["action"] = "edit", ["object"] = "Contact", ["id"] = person.SalesforceId, ["fields"] = new JsonObject { ["AccountId"] = at.Id } });
    }
}
