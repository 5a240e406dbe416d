using Integration.Ledger.Drafts;
using Integration.Ledger.Handoffs.Drafts;
using Integration.Ledger.Memory;

namespace Integration.Ledger.Handoffs.Memory;

/// <summary>An open transaction in memory: nothing is written before the save.</summary>
internal sealed class MemoryHandoffPen(MemoryTables pairs, HandoffTables tables) : IHandoffPen
{
    public ILedgerPen Pairs => new MemoryPen(pairs);

    public Task<HandoffDraft> LoadAsync(HandoffScope scope, CancellationToken stop)
    {
        var draft = new HandoffDraft { Head = tables.Head };
        foreach (var id in scope.Pairs)
        {
            if (pairs.Pairs.TryGetValue(id, out var pair))
                draft.Pairs.Load(id, new PairStanding(id, pair.Status, pair.CleanGeneration, tables.JudgedGenerations.GetValueOrDefault(id)));
            if (tables.Judgings.TryGetValue(id, out var judging)) draft.Judgings.Load(id, judging);
        }

        var named = scope.Handoffs.ToHashSet();
        var owners = scope.Pairs.ToHashSet();
        foreach (var handoff in tables.Handoffs.Values)
            if (named.Contains(handoff.Id) || (handoff.IsOpen && owners.Contains(handoff.PairId))) draft.Load(handoff);
        foreach (var id in scope.Timers)
            if (tables.Timers.TryGetValue(id, out var timer)) draft.Timers.Load(id, timer);
        foreach (var name in scope.Rosters)
            if (tables.Rosters.TryGetValue(name, out var roster)) draft.Rosters.Load(name, roster);
        foreach (var id in scope.Requests)
            if (tables.Requests.TryGetValue(id, out var request)) draft.Requests.Load(id, request);
        return Task.FromResult(draft);
    }

    public Task SaveAsync(HandoffDraft draft, CancellationToken stop)
    {
        tables.Save(draft);
        return Task.CompletedTask;
    }
}
