using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Judges the quiet, when nothing is left to do: every record is placed, every pair agrees or says truly why not.</summary>
internal sealed class QuietOracle(Outside outside, WatchedLedger ledger, Lineage lineage, LossOracle losses, HoldTruth holds, Action<Finding> found)
{
    public void Judge()
    {
        var owners = WatchedLedger.Now(ledger.PairsOfAsync([.. outside.Records.Keys], CancellationToken.None));
        foreach (var record in outside.Records.Values.OrderBy(record => record.Key))
        {
            if (record.Life != LifeState.Live) continue;
            if (owners.TryGetValue(record.Key, out var pair)) Placed(record, pair);
            // It yielded to its lead's pair, which was closed before it could take it over: the next hint finds that out.
            else if (!holds.IsBeforeDaily || record.ConvertedFrom is not { } from || owners.GetValueOrDefault(from.Lead)?.Status is not (PairStatus.Superseded or PairStatus.Tombstone))
                found(new Finding("Q3", "a live record has no pair", record.Key));
        }
        var pairs = owners.Values.DistinctBy(pair => pair.Id).OrderBy(pair => pair.Id).ToList();
        foreach (var pair in pairs) Closed(pair);
        foreach (var pair in pairs.Where(pair => pair.Status is PairStatus.Active && pair.HubSpot.Ref is not null && pair.Salesforce.Ref is not null)) Agreed(pair);
    }

    private void Placed(TrueRecord record, Pair pair)
    {
        if (pair.Status == PairStatus.Active && (pair.HubSpot.Ref is null || pair.Salesforce.Ref is null))
            found(new Finding("Q3", "a live record has neither counterpart nor hold", record.Key));
        if (pair.Status == PairStatus.Tombstone && !holds.Sides(pair).Any(WasEnded))
            found(new Finding("I8", "a pair was ended and neither record was ever deleted", record.Key));
        if (pair is { Status: PairStatus.Held, Hold: { } hold } && !holds.Of(pair, hold))
            found(new Finding("L6", $"held for {hold.Code}, which is not so (any more)", record.Key));
        if (pair is { Status: PairStatus.Superseded, Hold: null })
            found(new Finding("Q3", "a live record is left over and nothing names it", record.Key));
    }

    // The Contact of a lead whose counterpart was deleted is closed as its lead was; of several leads, one is enough.
    private bool WasEnded(TrueRecord record) => record.WasDeleted
        || record.Leads.Any(from => lineage.Partners(from.Lead).Any(partner => outside.Records[partner.Key].WasDeleted));

    private void Closed(Pair pair)
    {
        if (pair.IntoHubSpot is not null || pair.IntoSalesforce is not null) found(new Finding("Q5", "an intent is left open", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
        if (lineage.Claims.TryGetValue(pair.Id, out var claims)) found(new Finding("Q5", $"{claims.Count} claims are left after their create", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
        if (pair is { Status: PairStatus.Superseded, Hold: { } leftOver } && !holds.Of(pair, leftOver))
            found(new Finding("L6", $"listed for {leftOver.Code}, which is not so (any more)", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
        if (pair.Status != PairStatus.Active) return;
        foreach (var side in holds.Sides(pair))
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
            if (state.Hold is { } hold && !holds.Of(pair, field, hold)) found(new Finding("L6", $"{field.HubSpot} is held for {hold.Code}, which is not so (any more)", hubSpot.Key, field.HubSpot));
            var isEqual = h == s || (field.Default is { } standard && (h ?? standard) == (s ?? standard));
            if (!isEqual && state.Hold is null && !IsListed(field, state, h, s) && !PutBack(field, state, hubSpot) && !PutBack(field, state, salesforce) && !Drifted(field, hubSpot, salesforce))
                found(new Finding("Q1", $"{field.HubSpot} is '{h}' in HubSpot and '{s}' in Salesforce, and nothing says why", hubSpot.Key, field.HubSpot));
        }
    }

    /// <summary>The list on the pair excuses only what is so: another form of the same, or a step backwards that HubSpot refused.</summary>
    private static bool IsListed(FieldMapping field, FieldState state, string? h, string? s) =>
        (state.StoredDifferently || !state.Refused.IsMissing) && (People.IsOtherForm(h, s) || (field.HubSpot == "lifecyclestage" && People.Rank(s) < People.Rank(h)));

    /// <summary>Between our write and its read-back somebody set what had stood there before: it looks like a refusal and is listed as one (sync-correctness 4.5, A3).</summary>
    private bool PutBack(FieldMapping field, FieldState state, TrueRecord side)
    {
        if (side.ConvertedFrom is { } from && PutBack(field, state, outside.Records[from.Lead])) return true;
        if (!side.Cells.ContainsKey(field.NameIn(side.Key.System))) return false;
        var changes = side.Cells[field.NameIn(side.Key.System)];
        var at = changes.FindLastIndex(change => change.By == Actor.Engine);
        return at > 0 && changes[at - 1] is var before && changes[at] is var written && changes[^1] is { By: Actor.Person } back && !state.Refused.IsMissing
            && People.IsOtherForm(written.Value, state.Refused.Text) && People.Meaning(field.Type, back.Value) == People.Meaning(field.Type, before.Value);
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
        // What we wrote there ourselves is drift as well once a conversion brought the record to another contact; the line says so.
        return losses.IsJournalled(drifting.Key, field, last.Value) || (last.By != Actor.Engine && (last.Value is null || !drifting.MadeByEngine));
    }
}
