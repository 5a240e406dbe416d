using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Whether the cause that a hold names is so in the systems now. A hold whose cause has ended excuses nothing.</summary>
internal sealed class HoldTruth(Outside outside, Lineage lineage)
{
    /// <summary>Set until the day has passed: what nobody tells us of is found out once a day only.</summary>
    public bool IsBeforeDaily { get; set; } = true;

    public bool Of(Pair pair, Hold hold)
    {
        var own = Sides(pair).FirstOrDefault(side => side.Life == LifeState.Live);
        var email = own is null ? null : People.Meaning(FieldType.Email, own.Now(outside.Mapping.Match.NameIn(own.Key.System)));
        return hold.Code switch
        {
            HoldCodes.NoMatchValue => email is null,
            HoldCodes.Sibling => own is not null && Holds(own.Key.System.Other(), email, null),
            HoldCodes.LeftOver => own is not null,
            HoldCodes.EditBeatsDelete => Sides(pair).Any(side => side.Life != LifeState.Live),
            HoldCodes.DeletesBraked => Sides(pair).Any(side => side.Life != LifeState.Live),
            HoldCodes.Unreachable => IsBeforeDaily || Sides(pair).Any(side => side.Life == LifeState.Gone),
            HoldCodes.Rejected => Sides(pair).Any(side => Outside.IsRefused(side.Now(side.Key.System == SystemName.HubSpot ? "jobtitle" : "Title")))
                || Holds(SystemName.HubSpot, email, pair.HubSpot.Ref)
                || (IsBeforeDaily && (outside.Done.ContainsKey(Deed.FieldGone) || outside.Records.Values.Any(record => record.UnsharedUntil is not null))),
            _ => false,
        };
    }

    public bool Of(Pair pair, FieldMapping field, Hold hold) => hold.Code switch
    {
        HoldCodes.FieldTaken => Holds(SystemName.HubSpot, People.Meaning(FieldType.Email, outside.Records[pair.Salesforce.Ref!.Value].Now(field.Salesforce)), pair.HubSpot.Ref),
        HoldCodes.FieldRejected or HoldCodes.FieldNotReadable => IsBeforeDaily,
        HoldCodes.FieldOscillates => Undone(pair, field) >= 3,
        _ => false,
    };

    /// <summary>
    /// How often what stood there before a write of ours was put back before the next one, on a record before a conversion or merge as well.
    /// Who looks now and then sees no edit between.
    /// </summary>
    private int Undone(Pair pair, FieldMapping field) => lineage.RecordsOf(pair.Id).Select(key => outside.Records[key].Cells[field.NameIn(key.System)])
        .Sum(changes => Enumerable.Range(1, Math.Max(0, changes.Count - 2)).Count(at => changes[at].By == Actor.Engine
            && changes.Skip(at + 1).TakeWhile(change => change.By != Actor.Engine).Any(change => People.Meaning(field.Type, change.Value) == People.Meaning(field.Type, changes[at - 1].Value))));

    /// <summary>The true records of a pair, those that were ever seen.</summary>
    public IEnumerable<TrueRecord> Sides(Pair pair) =>
        pair.Refs().Select(key => outside.Records.GetValueOrDefault(key)).OfType<TrueRecord>();

    // HubSpot also refuses an address that another contact has as a secondary one, as the survivor of a merge does.
    private bool Holds(SystemName system, string? email, RecordKey? except) => email is not null && ((system == SystemName.HubSpot
        && outside.HubSpot.Read("contacts", [email], "email").Found.Any(record => People.HubSpot(record.Id) != except)) || outside.Records.Values.Any(record =>
        record.Key.System == system && record.Life == LifeState.Live && record.Key != except && People.Meaning(FieldType.Email, record.Now(outside.Mapping.Match.NameIn(system))) == email));
}
