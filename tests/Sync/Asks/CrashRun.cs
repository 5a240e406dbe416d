using Integration.Core.Asks;
using Integration.Core.Records;

namespace Integration.Sync.Tests.Asks;

/// <summary>A person is handed over while the process dies once, at a given step; then another process goes on.</summary>
internal sealed class CrashRun(int crashAt)
{
    private readonly AskRig world = new();
    private int steps;
    private bool crashed;

    /// <returns>False when the run ended before it came to that step.</returns>
    public async Task<bool> GoAsync()
    {
        await world.WaitingAsync();
        var asks = new List<Guid>
        {
            await world.AskAsync(new AskKind.Release()),
            await world.SetAsync(SystemName.Salesforce, ("Title", "CEO")),
            await world.SetAsync(SystemName.HubSpot, ("handoff_outcome", "sent")),
            await world.TaskAsync("Call Ana"),
            await world.AskAsync(new AskKind.Activity(SystemName.HubSpot, "notes", FieldValues.Of(("hs_note_body", "Handed over")))),
        };
        Arm();
        for (var round = 0; round < 40; round++)
        {
            try
            {
                while (await world.Rig.WorkAsync() > 0) Assert.True(steps < 1_000, "a run has an end");
            }
            catch (CrashException)
            {
                // The process is gone; its lease ends by itself, and nothing is remembered but the ledger.
            }
            world.Rig.Time.Advance(TimeSpan.FromSeconds(20));
        }

        foreach (var ask in asks) Assert.IsType<AskEnd.Done>(await world.EndAsync(ask));
        var pair = await world.Rig.PairOfAsync(world.Contact);
        Assert.Equal(["Lead", "Task"], world.Rig.Salesforce.Records.Keys.Select(key => key.Object).Order(StringComparer.Ordinal));
        Assert.Equal(["contacts", "notes"], world.Rig.HubSpot.Records.Keys.Select(key => key.Object).Order(StringComparer.Ordinal));
        Assert.Equal(("CEO", "CEO"), (world.Rig.Salesforce.Value(pair.Salesforce.Ref!.Value, "Title"), world.Rig.HubSpot.Value(world.Contact, "jobtitle")));
        Assert.Equal("sent", world.Rig.HubSpot.Value(world.Contact, "handoff_outcome"));
        Assert.Equal((null, null), (pair.IntoHubSpot, pair.IntoSalesforce));
        return crashed;
    }

    private void Arm()
    {
        world.Rig.Ledger.BeforeClaim = StepAsync;
        world.Rig.Ledger.AfterCommit = StepAsync;
        foreach (var system in new[] { world.Rig.HubSpot, world.Rig.Salesforce })
        {
            system.DuringRead = StepAsync;
            system.BeforeWriteAnswer = StepAsync;
            system.Writes = _ =>
            {
                Step();
                return null;
            };
        }
    }

    private Task StepAsync()
    {
        Step();
        return Task.CompletedTask;
    }

    private void Step()
    {
        if (crashed || ++steps != crashAt) return;
        crashed = true;
        throw new CrashException();
    }

    private sealed class CrashException() : Exception("the process died here, as the test wanted");
}
