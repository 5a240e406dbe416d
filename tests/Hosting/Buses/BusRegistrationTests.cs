using Integration.Core.Records;
using Integration.Hosting.Buses;
using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Integration.Hosting.Tests.Buses;

public sealed class BusRegistrationTests
{
    [Fact]
    public async Task A_second_host_in_the_same_flow_works_after_the_first_was_disposed()
    {
        for (var round = 0; round < 2; round++)
        {
            var bells = new Bells();
            using var host = BusWorld.Build(new BusOptions(), services => services.AddSingleton(bells), bus => bus.AddConsumer<BellConsumer>());
            var bus = host.Services.GetRequiredService<IBus>(); // Made here, in the test's own flow, where the log context stays behind.
            await host.StartAsync();
            await bus.Publish(new RecordsTouched(SystemName.HubSpot, Lane.Normal, round));
            Assert.Equal(round, (await bells.NextAsync()).Count);
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task A_doorbell_whose_consumer_fails_is_tried_three_times_and_then_forgotten()
    {
        var failing = new FailingConsumer();
        using var host = BusWorld.Build(new BusOptions(), services => services.AddSingleton(failing), bus => bus.AddConsumer<FailingConsumer>());
        await host.StartAsync();
        await host.Services.GetRequiredService<IBus>().Publish(new RecordsTouched(SystemName.HubSpot, Lane.Normal, 1));
        await failing.Third.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System);
        Assert.Equal(3, failing.Calls);
        await host.StopAsync();
    }

    private sealed class FailingConsumer : IConsumer<RecordsTouched>
    {
        private int calls;

        public int Calls => calls;
        public TaskCompletionSource Third { get; } = new();

        public Task Consume(ConsumeContext<RecordsTouched> context)
        {
            if (Interlocked.Increment(ref calls) == 3) Third.TrySetResult();
            throw new InvalidOperationException("a bug");
        }
    }
}
