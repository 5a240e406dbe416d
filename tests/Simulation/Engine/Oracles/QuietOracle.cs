using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Judges the end, when nothing is left to do: every pair agrees or says truly why not; no value of a person is lost without a line.</summary>
internal sealed class QuietOracle(Outside outside, WatchedLedger ledger, Action<Finding> found)
{
    public void Judge()
    {
        var owners = WatchedLedger.Now(ledger.PairsOfAsync([.. outside.Records.Keys], CancellationToken.None));
        foreach (var record in outside.Records.Values.OrderBy(record => record.Key))
        {
            if (record.Life != LifeState.Live) continue;
            if (owners.TryGetValue(record.Key, out var pair)) Placed(record, pair);
            // The survivor of a tombstone that is converted yields to its lead's pair, which is closed: known, and nothing is lost by it but the place to look it up.
            else if (!owners.Values.Any(other => other.Status is PairStatus.Tombstone or PairStatus.Held or PairStatus.Superseded && Sides(other).Any(side => side?.Person == record.Person)))
                found(new Finding("Q3", "a live record has no pair", record.Key));
        }
        var pairs = owners.Values.DistinctBy(pair => pair.Id).OrderBy(pair => pair.Id).ToList();
        Single(pairs);
        foreach (var pair in pairs) Closed(pair);
        foreach (var pair in pairs.Where(pair => pair.Status is PairStatus.Active && pair.HubSpot.Ref is not null && pair.Salesforce.Ref is not null)) Agreed(pair);
    }

    private void Placed(TrueRecord record, Pair pair)
    {
        if (pair.Status == PairStatus.Active && (pair.HubSpot.Ref is null || pair.Salesforce.Ref is null))
            found(new Finding("Q3", "a live record has neither counterpart nor hold", record.Key));
        if (pair.Status == PairStatus.Tombstone && !Sides(pair).Any(side => side is null || side.WasDeleted))
            found(new Finding("I8", "a pair was ended and neither record was ever deleted", record.Key));
        if (pair is { Status: PairStatus.Held, Hold: { } hold } && !IsTrue(pair, hold))
            found(new Finding("L6", $"held for {hold.Code}, which is not so (any more)", record.Key));
    }

    private void Single(List<Pair> pairs)
    {
        var twice = pairs.Where(pair => pair.Status is PairStatus.Active or PairStatus.Held)
            .SelectMany(pair => new[] { pair.HubSpot.Ref, pair.Salesforce.Ref }.OfType<RecordKey>()).GroupBy(key => key).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) found(new Finding("I1", "two pairs hold one record", twice.Key));
    }

    private void Closed(Pair pair)
    {
        if (pair.IntoHubSpot is not null || pair.IntoSalesforce is not null) found(new Finding("Q5", "an intent is left open", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
        if (pair.Status != PairStatus.Active) return;
        foreach (var side in Sides(pair))
            if (side is { Life: not LifeState.Live }) found(new Finding("Q3", $"a pair is linked to a record that is {side.Life}", side.Key));
    }

    private void Agreed(Pair pair)
    {
        var (hubSpot, salesforce) = (outside.Records[pair.HubSpot.Ref!.Value], outside.Records[pair.Salesforce.Ref!.Value]);
        if (hubSpot.Life != LifeState.Live || salesforce.Life != LifeState.Live) return;
        foreach (var field in outside.Mapping.FieldsOn(salesforce.Key.Object))
        {
            var (h, s) = (People.Meaning(field.Type, hubSpot.Now(field.HubSpot)), People.Meaning(field.Type, salesforce.Now(field.Salesforce)));
            var state = pair.Field(field.HubSpot);
            var isEqual = h == s || (field.Default is { } standard && (h ?? standard) == (s ?? standard));
            if (state.Hold is { } hold && !IsTrueOf(pair, field, hold)) found(new Finding("L6", $"{field.HubSpot} is held for {hold.Code}, which is not so (any more)", hubSpot.Key));
            if (!isEqual && state is { Hold: null, StoredDifferently: false } && !state.Refused.HasText && !Drifted(field, hubSpot, salesforce))
                found(new Finding("Q1", $"{field.HubSpot} is '{h}' in HubSpot and '{s}' in Salesforce, and nothing says why", hubSpot.Key));
            if (state.Hold is not null) continue;
            Kept(field, hubSpot, salesforce);
            Kept(field, salesforce, hubSpot);
        }
    }

    /// <summary>A value left on the read-only side stays there, with its journal line; blanks never travel where they never may.</summary>
    private bool Drifted(FieldMapping field, TrueRecord hubSpot, TrueRecord salesforce)
    {
        if (field.NeverBlank || field.Type == FieldType.Email) return hubSpot.Now(field.HubSpot) is null || salesforce.Now(field.Salesforce) is null;
        if (field.Direction == FieldDirection.Both) return false;
        // I7 stands above the drift rule: where the owner has nothing, nothing is put back.
        if ((field.Direction == FieldDirection.ToSalesforce ? hubSpot.Now(field.HubSpot) : salesforce.Now(field.Salesforce)) is null) return true;
        if (field.Drift == DriftRule.Reassert) return false;
        var drifting = field.Direction == FieldDirection.ToSalesforce ? salesforce : hubSpot;
        var last = drifting.Cells[field.NameIn(drifting.Key.System)][^1];
        return last.By != Actor.Engine && (last.Value is null || IsJournalled(drifting.Key, field, last.Value) || drifting.MadeByEngine is false);
    }

    /// <summary>Q2 and I14: the last value that a person set in this cell.</summary>
    private void Kept(FieldMapping field, TrueRecord own, TrueRecord other)
    {
        var changes = own.Cells[field.NameIn(own.Key.System)];
        var at = changes.FindLastIndex(change => change.By == Actor.Person);
        if (at < 0 || at == changes.Count - 1) return;
        var (set, next) = (changes[at], changes[at + 1]);
        var meaning = People.Meaning(field.Type, set.Value);
        if (meaning is null || People.Meaning(field.Type, changes[^1].Value) == meaning) return;
        // Formatters make another form of the same token: not a loss.
        if (string.Equals(changes[^1].Value, set.Value, StringComparison.OrdinalIgnoreCase)) return;
        // On whatever record it arrived: the counterpart of then may have been merged or converted since, by a person who saw it there.
        var reached = outside.Records.Values.Any(record => record.Key.System == other.Key.System && record.Cells.TryGetValue(field.NameIn(other.Key.System), out var seen)
            && seen.Any(change => change.At >= set.At && string.Equals(People.Meaning(field.Type, change.Value), meaning, StringComparison.OrdinalIgnoreCase)));
        var stood = outside.Records.Values.Any(record => record.Key.System == other.Key.System && record.Cells.TryGetValue(field.NameIn(other.Key.System), out var then)
            && string.Equals(People.Meaning(field.Type, then.LastOrDefault(change => change.At < set.At)?.Value), meaning, StringComparison.OrdinalIgnoreCase));
        var raced = next.GuardStart is { } guard && set.At >= guard;
        if (!reached && !raced && !stood && !IsJournalled(own.Key, field, set.Value!))
            found(new Finding("Q2", $"'{set.Value}', set by a person in {field.NameIn(own.Key.System)}, became '{next.Value}' and no line tells of it", own.Key));
    }

    private bool IsJournalled(RecordKey key, FieldMapping field, string value) =>
        ledger.Journal.Any(line => (line.Kind == JournalKind.Written && field.Direction != FieldDirection.Both || line.Kind is JournalKind.Lost or JournalKind.Raced or JournalKind.Refused or JournalKind.StoredDifferently)
            && (line.Record == key || line.Record is null) && (line.Field == field.NameIn(key.System) || line.Field == field.HubSpot)
            && (People.Meaning(field.Type, line.Before.Text) == People.Meaning(field.Type, value) || People.Meaning(field.Type, line.After.Text) == People.Meaning(field.Type, value)));

    private IEnumerable<TrueRecord?> Sides(Pair pair) =>
        new[] { pair.HubSpot.Ref, pair.Salesforce.Ref }.Select(key => key is { } known ? outside.Records.GetValueOrDefault(known) : null);

    private bool IsTrue(Pair pair, Hold hold)
    {
        var own = Sides(pair).OfType<TrueRecord>().FirstOrDefault(side => side.Life == LifeState.Live);
        var email = own is null ? null : People.Meaning(FieldType.Email, own.Now(outside.Mapping.Match.NameIn(own.Key.System)));
        return hold.Code switch
        {
            HoldCodes.NoMatchValue => email is null,
            HoldCodes.Sibling => own is not null && Holds(own.Key.System.Other(), email, null),
            HoldCodes.EditBeatsDelete => Sides(pair).Any(side => side is { Life: not LifeState.Live }),
            HoldCodes.Unreachable => Sides(pair).Any(side => side is { Life: LifeState.Gone }),
            HoldCodes.Rejected => Sides(pair).OfType<TrueRecord>().Any(side => Outside.IsRefused(side.Now(side.Key.System == SystemName.HubSpot ? "jobtitle" : "Title")))
                || Holds(SystemName.HubSpot, email, pair.HubSpot.Ref),
            _ => false,
        };
    }

    private bool IsTrueOf(Pair pair, FieldMapping field, Hold hold) => hold.Code switch
    {
        HoldCodes.FieldTaken => Holds(SystemName.HubSpot, People.Meaning(FieldType.Email, outside.Records[pair.Salesforce.Ref!.Value].Now(field.Salesforce)), pair.HubSpot.Ref),
        _ => false,
    };

    // HubSpot also refuses an address that another contact has as a secondary one, as the survivor of a merge does.
    private bool Holds(SystemName system, string? email, RecordKey? except) => email is not null && (system == SystemName.HubSpot
        && outside.HubSpot.Read("contacts", [email], "email").Found.Any(record => People.HubSpot(record.Id) != except) || outside.Records.Values.Any(record =>
        record.Key.System == system && record.Life == LifeState.Live && record.Key != except && People.Meaning(FieldType.Email, record.Now(outside.Mapping.Match.NameIn(system))) == email));
}
