using System.Net;
using System.Text.Json.Nodes;
using Integration.Hosting.Health;
using Integration.Hosting.Tests.Hints;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Tests.Health;

public sealed class HealthEndpointsTests : IAsyncLifetime
{
    private readonly RecordingLedger ledger = new();
    private readonly RoleBoard board = new();
    private WebApplication app = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<ILedger>(ledger).AddHealth(board);
        app = builder.Build();
        app.MapHealth();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [Fact]
    public async Task A_process_is_ready_once_its_roles_run()
    {
        board.Expect("sync");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await ReadyAsync());
        board.Running("sync");
        Assert.Equal((HttpStatusCode.OK, "healthy"), await ReadyAsync());
    }

    [Fact]
    public async Task A_degraded_role_keeps_the_process_ready_and_says_why()
    {
        board.Running("sync");
        board.Degraded("hubspot", "the schema could not be read");
        Assert.Equal((HttpStatusCode.OK, "degraded"), await ReadyAsync());
        Assert.Contains("hubspot: the schema could not be read; sync: running", await http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Without_its_ledger_a_process_is_alive_but_not_ready()
    {
        board.Running("sync");
        ledger.IsDown = true;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await ReadyAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_process_without_any_role_is_not_ready() => Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync()).Code);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task<(HttpStatusCode Code, string Status)> ReadyAsync()
    {
        var answer = await http.GetAsync("/health/ready");
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!.GetValue<string>());
    }
}
