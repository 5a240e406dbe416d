using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Handoff.Agreements;
using Integration.Handoff.Answers;
using Integration.Handoff.Api;
using Integration.Handoff.Clocks;
using Integration.Handoff.Judging;
using Integration.Handoff.Kpis;
using Integration.Handoff.People;
using Integration.Handoff.Requests;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Handoff;

/// <summary>Wires the handoff role into a host that has the ledger, the clock and the entropy.</summary>
public static class HandoffServices
{
    /// <summary>The key under which the loop's bell is found.</summary>
    public const string BellKey = "handoff";

    /// <summary>Adds the loop, and what <see cref="HandoffEndpoints.MapHandoff"/> needs. Needs ILedger, IEntropy, TimeProvider and ILogger.</summary>
    /// <param name="services">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="people">The mapping of people.</param>
    /// <param name="terms">What the configuration says.</param>
    /// <param name="callers">Who may call what changes something.</param>
    /// <param name="ringSync">Gives what is told how many asks were put on pairs; it must return at once. A ring that is lost costs a sweep.</param>
    public static IServiceCollection AddHandoff(this IServiceCollection services, HandoffOptions options, Mapping people, HandoffTerms terms, Callers callers, Func<IServiceProvider, Action<int>> ringSync) => services
        .AddSingleton(options)
        .AddSingleton(callers)
        .AddKeyedSingleton(BellKey, (provider, _) => new Bell(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PersonFiles(provider.GetRequiredService<ILedger>(), people, options))
        .AddSingleton(provider => new KnownAgreements(terms, provider.GetRequiredService<ILedger>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new HandoffCount(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new KpiBooks(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<KnownAgreements>(), options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new AnswerDesk(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<PersonFiles>(), provider.GetRequiredService<KnownAgreements>(), provider.GetRequiredService<TimeProvider>(), ringSync(provider)))
        .AddSingleton(provider => Loop(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<KnownAgreements>(), people, provider.GetRequiredService<IEntropy>(), options,
            provider.GetRequiredService<TimeProvider>(), ringSync(provider), provider.GetRequiredService<ILogger<HandoffLoop>>(), provider.GetRequiredKeyedService<Bell>(BellKey)))
        .AddHostedService(provider => provider.GetRequiredService<HandoffLoop>());

    /// <summary>The loop by itself: for a simulator that turns it by hand.</summary>
    public static HandoffLoop Loop(ILedger ledger, KnownAgreements agreements, Mapping people, IEntropy entropy, HandoffOptions options, TimeProvider time, Action<int> ringSync, ILogger<HandoffLoop> log, Bell? bell = null)
    {
        var files = new PersonFiles(ledger, people, options);
        var judgement = new Judgement(agreements, entropy, options);
        return new HandoffLoop(
            agreements,
            new NewVersion(ledger, agreements, entropy, options, time, ringSync),
            new GoneOwners(ledger, agreements, time, log),
            new RequestRound(ledger, files, judgement, agreements, entropy, options, time, ringSync),
            new JudgeRound(ledger, files, judgement, new Succession(ledger, files, agreements), agreements, options, time, ringSync, log),
            new ClockRound(ledger, files, agreements, options, time, ringSync, log),
            bell ?? new Bell(time), options, time, log);
    }
}
