using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Ledger;
using Integration.Sync.Owners;

namespace Integration.Sync.Cycles;

/// <summary>Finds what answers to the records and owners that fields refer to: records by the ledger's links, owners by mail address.</summary>
/// <remarks>No call goes out for a record: links are our own knowledge. Owners cost a directory each few minutes.</remarks>
internal sealed class ReferenceLookups(ILedger ledger, MappingSet mappings, OwnerDirectory hubSpot, OwnerDirectory salesforce)
{
    /// <summary>Answers into each pair's evidence; a directory that cannot be read postpones those who asked for it.</summary>
    public async Task AnswerAsync(IReadOnlyList<(PairWork Item, LookUp.Referred What)> asked, Lane lane, CancellationToken stop)
    {
        var open = asked.Where(ask => !ask.Item.IsPostponed).ToList();
        await RecordsAsync([.. open.Where(ask => ask.What.To is Reference.Record)], stop);
        foreach (var (item, what) in open.Where(ask => ask.What.To is Reference.Owner))
        {
            var (answer, fault) = await OwnerAsync(what, lane, stop);
            if (fault is not null) item.Postpone(fault);
            else if (!item.IsPostponed) Put(item, what, answer!);
        }
    }

    private async Task RecordsAsync(IReadOnlyList<(PairWork Item, LookUp.Referred What)> asked, CancellationToken stop)
    {
        if (asked.Count == 0) return;
        var keys = asked.Select(ask => KeyOf(ask.What)).ToList();
        var pairs = await ledger.PairsOfAsync([.. keys.Distinct()], stop);
        foreach (var ((item, what), key) in asked.Zip(keys))
        {
            var link = pairs.TryGetValue(key, out var pair) && pair.Mapping == ((Reference.Record)what.To).Mapping ? pair.Link() : null;
            Put(item, what, link is var (inHubSpot, inSalesforce) ? new Counterpart.Linked(what.System == SystemName.HubSpot ? inSalesforce.Id : inHubSpot.Id) : new Counterpart.Waiting(key));
        }
    }

    private RecordKey KeyOf(LookUp.Referred what)
    {
        var mapping = mappings.Named(((Reference.Record)what.To).Mapping)!;
        return new RecordKey(what.System, mapping.ObjectsIn(what.System)[0], what.Id);
    }

    private async Task<(Counterpart? Answer, Fault? Fault)> OwnerAsync(LookUp.Referred what, Lane lane, CancellationToken stop)
    {
        var (own, ownFault) = await Of(what.System).ListAsync(list => list.Find(what.Id) is not null, lane, stop);
        if (own is null) return (null, ownFault);
        if (own.Find(what.Id) is not { } owner) return (new Counterpart.Nobody(what.Id, $"is no user that {what.System} shows us"), null);
        if (owner.Kind == OwnerKind.Service) return (new Counterpart.Unowned(), null);
        if (owner.Kind == OwnerKind.Queue) return (new Counterpart.Nobody(what.Id, "is a queue"), null);
        if (OwnerList.AddressOf(owner) is not { } address) return (new Counterpart.Nobody(what.Id, "has no e-mail address"), null);
        var (there, fault) = await Of(what.System.Other()).ListAsync(list => !list.With(address, OwnerKind.Active).IsEmpty, lane, stop);
        return there is null ? (null, fault) : (new Counterpart.Users(what.Id, there.With(address, OwnerKind.Active), there.With(address, OwnerKind.Inactive)), null);
    }

    private OwnerDirectory Of(SystemName system) => system == SystemName.HubSpot ? hubSpot : salesforce;

    private static void Put(PairWork item, LookUp.Referred what, Counterpart answer) =>
        item.Evidence = item.Evidence! with { Referred = item.Evidence.Referred.SetItem(what, answer) };
}
