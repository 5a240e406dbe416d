using Integration.Sandbox.HubSpot;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Rate limits: facts/hubspot.md section 6.</summary>
public sealed class LimitTests
{
    private const string Contacts = SampleWorld.Contacts;

    [Fact]
    public async Task The_burst_window_counts_down_and_opens_again_after_ten_seconds()
    {
        await using var portal = await ServedPortal.StartAsync(new HubSpotPortalOptions { BurstLimit = 3 });

        var answers = new List<Answer>();
        for (var i = 0; i < 4; i++) answers.Add(await portal.GetAsync(Contacts));

        Assert.Equal([200, 200, 200, 429], answers.Select(each => (int)each.Status));
        Assert.Equal(["2", "1", "0", "0"], answers.Select(each => each.Headers["X-HubSpot-RateLimit-Remaining"]));
        Assert.Equal(("3", "10000"), (answers[0].Headers["X-HubSpot-RateLimit-Max"], answers[0].Headers["X-HubSpot-RateLimit-Interval-Milliseconds"]));
        portal.Portal.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (int)(await portal.GetAsync(Contacts)).Status);
    }

    [Fact]
    public async Task Each_token_has_its_own_burst_window_and_all_share_the_day()
    {
        await using var portal = await ServedPortal.StartAsync(new HubSpotPortalOptions { BurstLimit = 1, DailyLimit = 2 });
        var other = (string)(await OAuthTests.TokenAsync(portal, "refresh_token", "refresh_token=na1-sandbox-refresh")).Json["access_token"]!;

        Assert.Equal(200, (int)(await portal.GetAsync(Contacts)).Status);
        Assert.Equal(200, (int)(await portal.SendAsync("GET", Contacts, token: other)).Status);
        portal.Portal.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("DAILY", (string?)(await portal.GetAsync(Contacts)).Json["policyName"]);
        portal.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (int)(await portal.GetAsync(Contacts)).Status);
    }

    [Fact]
    public async Task Searches_spend_no_burst_and_carry_the_daily_headers_only()
    {
        await using var portal = await ServedPortal.StartAsync(new HubSpotPortalOptions { BurstLimit = 1 });
        await portal.GetAsync(Contacts);

        var search = await portal.PostAsync($"{Contacts}/search", "{}");

        Assert.Equal(200, (int)search.Status);
        Assert.Contains("X-HubSpot-RateLimit-Daily-Remaining", search.Headers.Keys);
        Assert.DoesNotContain("X-HubSpot-RateLimit-Max", search.Headers.Keys);
    }

    [Fact]
    public async Task A_batch_counts_as_one_call_and_the_usage_is_told()
    {
        await using var portal = await ServedPortal.StartAsync(new HubSpotPortalOptions { DailyLimit = 100 });
        await portal.PostAsync($"{Contacts}/batch/create", $$"""{"inputs":[{{string.Join(',', Enumerable.Range(0, 100).Select(i => $$$"""{"properties":{"email":"p{{{i}}}@x.test"}}"""))}}]}""");

        var usage = await portal.GetAsync("/account-info/2026-03/api-usage/daily/private-apps");

        Assert.Equal((2, 100), ((int)usage.Json["results"]![0]!["currentUsage"]!, (int)usage.Json["results"]![0]!["usageLimit"]!));
        Assert.Equal(7654321, (int)(await portal.GetAsync("/account-info/v3/details")).Json["portalId"]!);
    }
}
