using Integration.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Integration.Hosting.Tests.Health;

public sealed class FeedHealthTests
{
    private const string Failing = """{"name":"x","failuresInRow":2,"lastErrorCode":"HTTP_503","lastError":"HTTP_503: away. Wait."}""";
    private readonly RoleBoard board = new();

    [Fact]
    public void A_failing_feed_degrades_the_role_of_its_system_and_no_other_until_it_is_well()
    {
        var health = Started();
        health.Left("hubspot.poll.contacts", Failing);
        Assert.Equal(new RoleState(HealthStatus.Degraded, "hubspot.poll.contacts: HTTP_503: away. Wait."), board.Roles["hubspot"]);
        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy], new[] { board.Roles["salesforce"].Health, board.Roles["sync"].Health });

        health.Left("hubspot.poll.contacts", """{"failuresInRow":0,"lastErrorCode":"HTTP_503","lastError":"HTTP_503: away. Wait."}""");
        Assert.Equal(HealthStatus.Healthy, board.Roles["hubspot"].Health);
    }

    [Fact]
    public void One_failed_round_degrades_nothing_and_other_gauges_are_passed_over()
    {
        var health = Started();
        health.Left("hubspot.poll.contacts", """{"failuresInRow":1,"lastError":"x"}""");
        health.Left("hubspot.quota", """{"used":4}""");
        Assert.Equal(HealthStatus.Healthy, board.Roles["hubspot"].Health);
    }

    [Fact]
    public void What_a_role_started_without_stays_said_when_its_feeds_are_well()
    {
        var health = Started(("salesforce", "unchecked"));
        health.Left("salesforce.poll.Lead", Failing);
        Assert.Equal("unchecked; salesforce.poll.Lead: HTTP_503: away. Wait.", board.Roles["salesforce"].Note);
        health.Left("salesforce.poll.Lead", """{"failuresInRow":0}""");
        Assert.Equal(new RoleState(HealthStatus.Degraded, "unchecked"), board.Roles["salesforce"]);
        Assert.Equal(HealthStatus.Healthy, board.Roles["hubspot"].Health);
    }

    [Fact]
    public void A_feed_that_fails_before_its_role_is_said_to_run_is_not_forgotten()
    {
        var health = new FeedHealth(board, new Dictionary<string, string>());
        health.Left("hubspot.poll.contacts", Failing);
        health.Started("hubspot");
        Assert.Equal(HealthStatus.Degraded, board.Roles["hubspot"].Health);
    }

    private FeedHealth Started(params (string Role, string Why)[] lacks)
    {
        var health = new FeedHealth(board, lacks.ToDictionary(lack => lack.Role, lack => lack.Why));
        foreach (var role in new[] { "hubspot", "salesforce", "sync" }) health.Started(role);
        return health;
    }
}
