using Integration.Tests.Shared;
using Microsoft.Extensions.Logging;

namespace Integration.Ledger.Tests;

public sealed class RoundsTests
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private readonly Clock time = new();
    private readonly Lines log = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<DateTimeOffset> begun = [];

    [Fact]
    public async Task A_round_says_how_long_to_wait_and_one_that_fails_waits_as_after_a_failure()
    {
        await RunAsync(() => TimeSpan.FromSeconds(3), () => throw new LedgerUnavailableException("The file is locked."), () => throw new InvalidOperationException("A mistake of ours."), () => TimeSpan.Zero);

        Assert.Equal([0, 3, 13, 23, 23], begun.Select(at => (at - begun[0]).TotalSeconds));
        Assert.Equal([(LogLevel.Warning, "The work waits for the ledger: The file is locked."), (LogLevel.Error, "The work failed; it goes on in 00:00:10")], log.Written);
    }

    [Fact]
    public async Task A_call_that_was_given_up_by_somebody_else_is_a_failure_and_no_stop()
    {
        await RunAsync(() => throw new OperationCanceledException("The call took too long."));

        Assert.Equal((2, LogLevel.Error), (begun.Count, Assert.Single(log.Written).Level));
    }

    [Fact]
    public async Task Stopping_ends_a_round_that_is_under_way_quietly()
    {
        var running = Rounds.EveryAsync(AfterFailure, "The work", stop => Task.Delay(Timeout.InfiniteTimeSpan, time, stop), time, log, stopping.Token);
        await stopping.CancelAsync();

        await running;
        Assert.Empty(log.Written);
    }

    [Fact]
    public async Task Stopping_ends_the_wait_between_two_rounds()
    {
        var running = Rounds.EveryAsync(AfterFailure, "The work", _ => Task.CompletedTask, time, log, stopping.Token);
        Assert.Equal((1, false), (time.TimersWaiting, running.IsCompleted));
        await stopping.CancelAsync();

        await running;
        Assert.Empty(log.Written);
    }

    /// <summary>Runs these rounds, and stops in the one after them.</summary>
    private async Task RunAsync(params Func<TimeSpan>[] rounds)
    {
        var running = Rounds.RepeatAsync("The work", stop =>
        {
            begun.Add(time.GetUtcNow());
            if (begun.Count <= rounds.Length) return Task.FromResult(rounds[begun.Count - 1]());
            stopping.Cancel();
            throw new OperationCanceledException(stop);
        }, AfterFailure, time, log, stopping.Token);
        await time.RunAsync(running.ContinueWith(ended => ended.IsCompletedSuccessfully, TaskScheduler.Default), TimeSpan.FromSeconds(1));
        Assert.True(running.IsCompletedSuccessfully);
    }

    private sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add((logLevel, formatter(state, exception)));
    }
}
