using Integration.EndToEnd.Tests.Cases.Judging;
using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Cases.Worlds;
using Integration.Sandbox.Control;

namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>What goes wrong around the service, and what an operator does to it.</summary>
internal sealed class Disturbances(CaseRig rig, Cast cast)
{
    private readonly Dictionary<string, Trap> traps = [];
    private readonly Dictionary<string, List<Fault>> faults = [];

    public async Task<bool> TryAsync(Step step)
    {
        if (step.Verb == "until")
        {
            await UntilAsync(step);
            return true;
        }
        cast.Disturbances += step.Verb == "fault" && int.TryParse(step.Name("times"), out var times) ? times : step.Verb == "fault" ? 10 : 1;
        switch (step.Verb)
        {
            case "fault": Strike(step); break;
            case "clear": Clear(); break;
            case "trap": Lay(step); break;
            case "release": rig.Outside.WireOf(step.Word(0)).Release(); break;
            case "wire": rig.WireOf(step.Word(0)).Set(Enum.Parse<WireState>(step.Word(1).Replace("-", ""), ignoreCase: true)); break;
            case "clock": rig.Outside.SystemOf(step.Word(0)).Clock.Advance(TimeSpan.FromSeconds(int.Parse(step.Word(1)))); break;
            case "lag": rig.Outside.Portal.Options = rig.Outside.Portal.Options with { SearchLag = TimeSpan.FromSeconds(int.Parse(step.Word(0))) }; break;
            case "late": rig.Outside.Org.Options.LateVisibilityMax = TimeSpan.FromSeconds(int.Parse(step.Word(0))); break;
            case "keep-id": rig.Outside.Portal.Options = rig.Outside.Portal.Options with { MergeKeepsPrimaryId = true }; break;
            case "allowance": Allow(step.Word(0), isBack: step.Word(1) == "back"); break;
            default: return await OperateAsync(step);
        }
        return true;
    }

    private async Task<bool> OperateAsync(Step step)
    {
        var processes = rig.Processes;
        switch (step.Verb)
        {
            case "kill" when step.Word(0) == "everything": await processes.KillAllAsync(); break;
            case "kill": await processes.KillAsync(step.Word(0)); break;
            case "start" when step.Word(0) == "everything": await rig.RunningAsync(); break;
            case "start": processes.Start(step.Word(0)); await rig.AnswersAsync(step.Word(0)); break;
            case "restart" when step.Word(0) == "postgresql": await rig.Servers!.RestartPostgresAsync(); break;
            case "restart" when step.Word(0) == "rabbitmq": await rig.Servers!.RestartRabbitMqAsync(); break;
            case "purge": await rig.Servers!.PurgeAsync(); break;
            case "lock": await rig.LockLedgerAsync(); break;
            case "unlock": await rig.UnlockLedgerAsync(); break;
            case "copy": await rig.Ledger.CopyAsync(); break;
            case "restore": await rig.Ledger.RestoreAsync(); break;
            case "mapping": rig.Remap(step.Word(0), step.Word(1)); break;
            case "companies": await rig.MapCompaniesAsync(); break;
            case "command": await CommandAsync(step); break;
            default: return false;
        }
        return true;
    }

    /// <summary><c>command WORD...</c> of the executable, as an operator would give it; <c>last-run</c> is the newest run's id.</summary>
    private async Task CommandAsync(Step step)
    {
        var words = step.Words.ToList();
        if (words.IndexOf("last-run") is >= 0 and var at) words[at] = (await rig.Processes.CommandAsync(["runs"])).Split(' ', 2)[0];
        await rig.Processes.CommandAsync([.. words], codeMax: int.Parse(step.Name("code") ?? "0"));
    }

    /// <summary><c>fault SYSTEM KIND PATTERN [times=N] [rate=R] [after=N] [delayMs=N]</c>; each is added to those that are set.</summary>
    private void Strike(Step step)
    {
        var kind = System.Text.Json.JsonSerializer.Deserialize<FaultKind>($"\"{step.Word(1)}\"");
        var fault = new Fault { On = step.Word(2), Do = kind };
        if (step.Name("times") is { } times) fault = fault with { Times = int.Parse(times) };
        if (step.Name("rate") is { } rate) fault = fault with { Rate = double.Parse(rate, System.Globalization.CultureInfo.InvariantCulture) };
        if (step.Name("after") is { } after) fault = fault with { After = int.Parse(after) };
        if (step.Name("delayMs") is { } delay) fault = fault with { DelayMs = int.Parse(delay) };
        if (!faults.TryGetValue(step.Word(0), out var plan)) faults[step.Word(0)] = plan = [];
        plan.Add(fault);
        rig.Outside.SystemOf(step.Word(0)).Faults.Set(plan);
    }

    private void Clear()
    {
        faults.Clear();
        foreach (var system in (string[])["hubspot", "salesforce"]) rig.Outside.SystemOf(system).Faults.Set([]);
    }

    /// <summary><c>trap SYSTEM request|answer PATTERN</c>.</summary>
    private void Lay(Step step)
    {
        var trap = traps[step.Word(0)] = new Trap(step.Word(2), holdsAnswer: step.Word(1) == "answer");
        rig.Outside.WireOf(step.Word(0)).Lay(trap);
    }

    private void Allow(string system, bool isBack)
    {
        if (system == "hubspot") rig.Outside.Portal.Options = rig.Outside.Portal.Options with { DailyLimit = isBack ? 1_000_000 : 1 };
        else rig.Outside.Org.Options.DailyApiRequests = isBack ? 100_000 : 1;
    }

    /// <summary><c>until trapped SYSTEM</c>, <c>delivered</c>, <c>failing SYSTEM</c>, <c>forgotten WHO</c>, <c>calls N</c> more, or <c>SYSTEM WHO field=value</c>.</summary>
    private Task UntilAsync(Step step) => step.Word(0) switch
    {
        "trapped" => traps[step.Word(1)].Sprung.Task.WaitAsync(TimeSpan.FromSeconds(150), TimeProvider.System),
        "delivered" => EventuallyAsync(step, async () => await rig.Outside.DeliveredAsync() > cast.Delivered),
        "forgotten" => EventuallyAsync(step, () => IsForgottenAsync(cast[step.Word(1)])),
        "failing" => EventuallyAsync(step, () => IsFailingAsync(step.Word(1))),
        "calls" => CalledAsync(step, rig.Outside.Price().Calls + int.Parse(step.Word(1))),
        var system => ArrivedAsync(step, system),
    };

    /// <summary>What is set from then on is younger than what was seen to arrive.</summary>
    private async Task ArrivedAsync(Step step, string system)
    {
        await EventuallyAsync(step, async () =>
        {
            var record = (await Scene.LookAsync(rig.Outside.Seen, cast.Slug)).Of(cast[step.Word(1)], system);
            return record is not null && step.Named.All(field => Scene.TryValue(record, system, JudgedField.Named(field.Key), out var value) && JudgedField.Same(value, field.Value));
        });
        cast.Era++;
    }

    private Task CalledAsync(Step step, long calls) => EventuallyAsync(step, () => Task.FromResult(rig.Outside.Price().Calls >= calls));

    /// <summary>A feed of the system says so itself.</summary>
    private async Task<bool> IsFailingAsync(string system)
    {
        using var service = rig.Service;
        return (await service.StatusAsync())?["gauges"]?.AsObject().Any(gauge =>
            gauge.Key.StartsWith($"{system}.", StringComparison.Ordinal) && gauge.Value?["failuresInRow"]?.GetValue<int>() > 0) == true;
    }

    /// <summary>No pair owns either record, and a proof says who was erased.</summary>
    private async Task<bool> IsForgottenAsync(Person person)
    {
        using var service = rig.Service;
        return await service.StoryAsync(person.HubSpotKey) is null && await service.StoryAsync(person.SalesforceKey) is null;
    }

    private static async Task EventuallyAsync(Step step, Func<Task<bool>> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(150)) throw new TimeoutException($"'{step.Text}' did not come within 150 s");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
