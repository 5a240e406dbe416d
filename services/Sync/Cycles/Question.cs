using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Sync.Cycles;

/// <summary>A look-up that a connector answers, with where its answer goes.</summary>
internal sealed record Question(PairWork Item, LookUp What, SystemName System, FindKind Kind, string Value)
{
    /// <summary>The connector's question for a look-up; null for those that the ledger or a plain read answers.</summary>
    public static Question? Of((PairWork Item, LookUp What) asked) => asked.What switch
    {
        LookUp.ByKey key => new Question(asked.Item, key, key.System, FindKind.ByPairKey, asked.Item.Pair.Id.ToString("D")),
        LookUp.ByMatch match => new Question(asked.Item, match, match.System, MatchKind(asked.Item), match.Value),
        LookUp.ConvertedFrom contact => new Question(asked.Item, contact, SystemName.Salesforce, FindKind.ConvertedInto, contact.Contact.Id),
        LookUp.Activity made => new Question(asked.Item, made, made.System, FindKind.ByPairKey, made.AskId.ToString("D")),
        LookUp.Holder holder => new Question(asked.Item, holder, holder.System, MatchKind(asked.Item), holder.Value),
        _ => null,
    };

    private static FindKind MatchKind(PairWork item) => item.Mapping!.Match.Type == FieldType.Domain ? FindKind.ByDomain : FindKind.ByMatch;

    /// <summary>Puts the answer into the pair's evidence.</summary>
    /// <param name="found">The candidates.</param>
    /// <param name="mayLag">The answer comes from a search index.</param>
    public void Answer(ImmutableArray<Candidate> found, bool mayLag)
    {
        var evidence = Item.Evidence!;
        Item.Evidence = What switch
        {
            LookUp.ByKey => evidence with { ByKey = found },
            LookUp.ByMatch => evidence with { ByMatch = found, ByMatchMayLag = mayLag },
            LookUp.ConvertedFrom => evidence with { ConvertedFromPairs = [.. found.Where(lead => lead.Owner is not null && !IsAliasOnly(lead)).Select(lead => new LeadOwner(lead.Owner!.Value, lead.OwnerStatus!.Value)).Distinct()] },
            LookUp.Holder holder => evidence with
            {
                HoldersLooked = evidence.HoldersLooked.Add(holder.Field),
                Holders = found.FirstOrDefault(candidate => candidate.Seen.Key != Item.Pair.Of(holder.System).Ref) is { } other
                    ? evidence.Holders.SetItem(holder.Field, other.Seen.Key)
                    : evidence.Holders,
            },
            _ => evidence,
        };
    }

    // An open pair that went on with another lead of the person does not read this one any more, and so does not take its Contact: left to it, the
    // Contact would be nobody's. It is matched like any other, and held as a sibling.
    private static bool IsAliasOnly(Candidate lead) => lead is { OwnerStatus: PairStatus.Active or PairStatus.Held, OwnerOwn: { } own } && own != lead.Seen.Key;
}
