using System.Text.Json.Nodes;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Handoffs.Company;

namespace Integration.Simulation.Tests.Handoffs.Mutants;

/// <summary>What the role's calls become on their way to the ledger when one rule is taken out.</summary>
internal sealed class MutantStore(HandoffMutant mutant)
{
    private int keys;

    /// <param name="commit">As the role meant it.</param>
    /// <param name="stored">The handoffs it changes, as the ledger holds them.</param>
    public HandoffCommit Changed(HandoffCommit commit, IReadOnlyDictionary<Guid, StoredHandoff> stored) => mutant switch
    {
        HandoffMutant.EventsNotStored => commit with { Events = [.. commit.Events.Where(line => line.Kind != "breached")] },
        HandoffMutant.AsksNotStored => commit with { Asks = [.. commit.Asks.Skip(1)] },
        HandoffMutant.TimersNotStored => commit with { Timers = [.. commit.Timers.Where(timer => timer.DueAt is null)] },
        HandoffMutant.FiredForgotten => commit with { Handoffs = [.. commit.Handoffs.Select(Unfired)] },
        HandoffMutant.ReviewForgotten => commit.Judged is { } judged ? commit with { Judged = judged with { ReviewAt = null } } : commit,
        HandoffMutant.StaleHandoffStored => commit with { Handoffs = [.. commit.Handoffs.Select(save => stored.TryGetValue(save.Handoff.Id, out var now) ? save with { Handoff = save.Handoff with { Version = now.Version } } : save)] },
        HandoffMutant.MovedHandoffsStay => commit.Judged?.Code == "superseded" ? new HandoffCommit { Judged = commit.Judged } : commit,
        HandoffMutant.SealedAlone => commit with { Handoffs = [.. commit.Handoffs.Select(save => save.Seal is { } seal ? save with { Seal = head => seal(head with { Hash = ReceiptHead.Genesis.Hash }) } : save)] },
        HandoffMutant.WakesNobody => commit with { Wakes = [] },
        _ => commit,
    };

    public HandoffRequest Changed(HandoffRequest request) => mutant == HandoffMutant.KeyNotKept ? request with { Key = $"{request.Key}/{++keys}" } : request;

    /// <summary>What is told of the agreements.</summary>
    public IReadOnlyList<StoredAgreement> Changed(IReadOnlyList<StoredAgreement> agreements) => mutant != HandoffMutant.UnsignedIsLive ? agreements
        : [.. agreements.Select(one => one with { Signatures = [new StoredSignature(one.Hash, "marketing", Terms.Marketing, one.StoredAt), new StoredSignature(one.Hash, "sales", Terms.Sales, one.StoredAt)] })];

    private static HandoffSave Unfired(HandoffSave save)
    {
        var state = JsonNode.Parse(save.Handoff.State)!;
        state["handoff"]!["fired"] = new JsonArray();
        return save with { Handoff = save.Handoff with { State = state.ToJsonString() } };
    }
}
