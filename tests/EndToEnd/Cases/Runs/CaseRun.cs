using Integration.EndToEnd.Tests.Cases.Judging;
using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Cases.Worlds;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>Carries one plan out, step by step, and has the end judged.</summary>
internal sealed class CaseRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly string[] Feeds = ["hubspot.poll.contacts", "salesforce.poll.Lead", "salesforce.poll.Contact"];

    private readonly CasePlan plan;
    private readonly CaseRig rig;
    private readonly Service service;
    private readonly Judge judge;
    private readonly Acts acts;
    private readonly Disturbances disturbances;
    private readonly Cast cast;
    private readonly long begun = TimeProvider.System.GetTimestamp();

    public CaseRun(CasePlan plan, CaseRig rig)
    {
        (this.plan, this.rig) = (plan, rig);
        service = rig.Service;
        cast = new Cast(plan.Slug);
        judge = new Judge(rig.Outside.Seen, service, plan.Slug, cast.People, cast.Edits, rig.Outside.UserIn);
        acts = new Acts(rig, cast);
        disturbances = new Disturbances(rig, cast);
    }

    /// <summary>What the case cost, for the list of all.</summary>
    public string Price { get; private set; } = "";

    /// <exception cref="CaseFailedException">A step could not be done or the end is not as it should be.</exception>
    public async Task RunAsync()
    {
        await rig.MendAsync();
        for (var at = 0; at < plan.Steps.Count; at++)
        {
            var step = plan.Steps[at];
            try
            {
                if (step.Verb == "settle") await SettleAsync(step, Expectations.Of(plan.Steps.Skip(at + 1).TakeWhile(Expectations.Speaks)));
                else if (!Expectations.Speaks(step) && !await acts.TryAsync(step) && !await disturbances.TryAsync(step)) throw new FormatException($"there is no verb '{step.Verb}'");
            }
            catch (Exception failure) when (failure is not CaseFailedException)
            {
                throw await FailureAsync(step, [$"{failure.GetType().Name}: {failure.Message}"]);
            }
        }
        if (plan.Steps.All(step => step.Verb != "settle")) throw new FormatException($"{plan.Place}: a case without 'settle' judges nothing");
    }

    public void Dispose() => service.Dispose();

    /// <summary>Quiet, judged, and quiet again after every feed has looked twice more and nothing more was written.</summary>
    private async Task SettleAsync(Step step, Expectations expected)
    {
        var until = TimeProvider.System.GetUtcNow() + (step.Words.Count > 0 ? TimeSpan.FromSeconds(int.Parse(step.Word(0))) : Patience);
        IReadOnlyList<string> problems = ["it never became quiet"];
        while (TimeProvider.System.GetUtcNow() < until)
        {
            if (rig.Processes.Dead is { } dead) throw await FailureAsync(step, [dead]);
            if (!await QuietAsync(until)) continue;
            problems = await judge.JudgeAsync(expected);
            if (problems.Count == 0)
            {
                var written = rig.Outside.Price().Written;
                if (!await LookedAgainAsync(until) || !await QuietAsync(until))
                {
                    problems = ["the feeds did not look again"];
                    continue;
                }
                problems = await judge.JudgeAsync(expected);
                if (problems.Count == 0 && rig.Outside.Price().Written == written)
                {
                    await PricedAsync(step, expected);
                    cast.Era++;
                    return;
                }
                if (problems.Count == 0) problems = ["it goes on writing"];
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        throw await FailureAsync(step, problems);
    }

    private async Task PricedAsync(Step step, Expectations expected)
    {
        var (calls, written) = rig.Outside.Price();
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Price = $"{calls} calls, {written} written";
        // A change is one write on the other side; a create is two with the stage that answers it. What disturbs may cost each of them once more.
        var writesMax = expected.WritesMax ?? (3 * cast.Acts) + cast.Disturbances + 2;
        if (written > writesMax) throw await FailureAsync(step, [$"{written} records were written, {writesMax} are enough"]);
        // Two polls a second of each of up to five objects, twice while a second process runs, and what a start reads; a storm of retries or a
        // hot loop makes thousands.
        var callsMax = 150 + (25 * seconds) + (10 * cast.People.Count);
        if (calls > callsMax) throw await FailureAsync(step, [$"{calls} calls, {callsMax:0} are enough for {seconds:0} s"]);
    }

    private async Task<bool> QuietAsync(DateTimeOffset until)
    {
        var quiet = 0;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var status = await service.StatusAsync();
            quiet = status?["pending"]?.GetValue<long>() == 0 && status["inFlight"]?.GetValue<long>() == 0 ? quiet + 1 : 0;
            if (quiet >= 2) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        return false;
    }

    /// <summary>Two rounds of each feed ended since: the later one began after the wait did.</summary>
    private async Task<bool> LookedAgainAsync(DateTimeOffset until)
    {
        var rounds = Feeds.ToDictionary(feed => feed, _ => (Last: "", Count: -1));
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var gauges = (await service.StatusAsync())?["gauges"];
            foreach (var feed in Feeds)
                if (gauges?[feed]?["lastRoundAt"]?.ToString() is { } last && last != rounds[feed].Last) rounds[feed] = (last, rounds[feed].Count + 1);
            if (rounds.Values.All(round => round.Count >= 2)) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System);
        }
        return false;
    }

    private async Task<CaseFailedException> FailureAsync(Step step, IReadOnlyList<string> problems)
    {
        List<string> report = [$"{plan.Place} '{plan.Name}' on {rig.Deployment}, line {step.Line}: {step.Text}", .. problems.Take(20), "--- status"];
        try
        {
            report.Add((await service.StatusAsync())?.ToJsonString() ?? "no answer");
            report.Add("--- held");
            report.AddRange((await service.HeldEntriesAsync()).Take(20).Select(held => $"{string.Join(' ', held.Keys)} {held.Code} {held.Field}"));
            report.Add("--- journal");
            report.Add(await judge.JournalAsync(30));
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            report.Add($"the service does not tell: {silent.Message}");
        }
        report.Add(rig.Processes.Tails());
        return new CaseFailedException(string.Join('\n', report));
    }
}

/// <summary>A case that did not end as it should; the message has all that is known.</summary>
internal sealed class CaseFailedException(string message) : Exception(message);
