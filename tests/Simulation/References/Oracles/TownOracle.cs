using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Oracles;

/// <summary>Judges the quiet, when nothing is left to do: every record is placed, every field of every link means the same on both sides or the ledger truly says why not.</summary>
internal sealed class TownOracle(BothSystems town, WatchedLedger ledger, TownBook book, Action<Finding> found)
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);
    private readonly TownHolds holds = new(town, ledger, book);

    /// <summary>R6: nobody waits for a record that has its counterpart. Holds at any quiet, swept or not: links are our own knowledge.</summary>
    public void Waiting()
    {
        foreach (var pair in WatchedLedger.Now(ledger.HeldAsync(null, 1_000, CancellationToken.None)).Where(pair => pair.Status is PairStatus.Active or PairStatus.Held))
            foreach (var hold in pair.Fields.Values.Select(state => state.Hold).Append(pair.Hold).OfType<Hold>().Where(hold => hold.Code is HoldCodes.FieldWaitsForRecord or HoldCodes.WaitsForReference))
                if (hold.WaitsOn is { } on && holds.LinkOf(RecordKey.Parse(on)) is not null) found(new Finding("R6", $"waits for {on}, which is linked", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
    }

    /// <param name="isBeforeDaily">Before the day is over, what nobody tells of may stand.</param>
    public void Judge(bool isBeforeDaily)
    {
        holds.IsBeforeDaily = isBeforeDaily;
        Waiting();
        var owners = WatchedLedger.Now(ledger.PairsOfAsync([.. town.Records.Keys], CancellationToken.None));
        foreach (var record in town.Records.Values.Where(record => record.Life == LifeState.Live).OrderBy(record => record.Key))
            Placed(record, owners.GetValueOrDefault(record.Key));
        foreach (var pair in owners.Values.DistinctBy(pair => pair.Id).Where(pair => pair.Status == PairStatus.Active).OrderBy(pair => pair.Id))
            if (pair.Link() is var (hubSpot, salesforce) && town.Records[hubSpot] is { Life: LifeState.Live } h && town.Records[salesforce] is { Life: LifeState.Live } s) Agreed(pair, h, s);
        foreach (var pair in owners.Values.DistinctBy(pair => pair.Id).Where(pair => pair.Status == PairStatus.Held).OrderBy(pair => pair.Id)) Held(pair);
        foreach (var record in town.Records.Values.OrderBy(record => record.Key)) Kept(record);
    }

    private void Placed(TrueRecord record, Pair? pair)
    {
        if (pair is null) found(new Finding("R2", "a live record has no pair", record.Key));
        else if (pair is { Status: PairStatus.Active } && pair.Link() is null) found(new Finding("R2", "a live record has neither counterpart nor hold", record.Key));
        else if (pair is { Status: PairStatus.Active } && pair.Link() is var (hubSpot, salesforce) && (town.Records[hubSpot].Life != LifeState.Live || town.Records[salesforce].Life != LifeState.Live))
            found(new Finding("R2", "a live record is linked to one that is not", record.Key));
        else if (pair is { Status: PairStatus.Held, Hold: { } hold } && !holds.Of(pair, hold)) found(new Finding("R3", $"held for {hold.Code}, which is not so (any more)", record.Key));
        if (pair?.IntoHubSpot is not null || pair?.IntoSalesforce is not null) found(new Finding("R1", "an intent is left open", record.Key));
    }

    // What holds the pair does not excuse what it says of a field.
    private void Held(Pair pair)
    {
        var about = (pair.HubSpot.Ref ?? pair.Salesforce.Ref)!.Value;
        foreach (var (name, state) in pair.Fields)
            if (state.Hold is { } hold && (town.InForce(about).Fields.FirstOrDefault(field => field.HubSpot == name) is not { } field || !holds.Of(pair, field, hold)))
                found(new Finding("R3", $"{name} of a held pair is held for {hold.Code}, which is not so (any more)", about, name));
    }

    private void Agreed(Pair pair, TrueRecord hubSpot, TrueRecord salesforce)
    {
        var mapped = town.InForce(hubSpot.Key).FieldsOn(salesforce.Key.Object).ToList();
        foreach (var name in pair.Fields.Where(state => state.Value.Hold is not null).Select(state => state.Key).Except(mapped.Select(field => field.HubSpot), StringComparer.Ordinal))
            found(new Finding("R3", $"{name} is held, and no row maps it", hubSpot.Key, name));
        foreach (var field in mapped)
        {
            var (h, s, state) = (hubSpot.Now(field.HubSpot), salesforce.Now(field.Salesforce), pair.Field(field.HubSpot));
            if (state.Hold is { } hold)
            {
                if (!holds.Of(pair, field, hold)) found(new Finding("R3", $"{field.HubSpot} is held for {hold.Code}, which is not so (any more)", hubSpot.Key, field.HubSpot));
                continue;
            }
            var (rule, isSame) = field.RefersTo switch
            {
                Reference.Record => ("R3", SameFirm(h, s)),
                Reference.Owner => ("R5", SameOwner(h, s)),
                _ => ("R4", Same(field, h, s)),
            };
            if (isSame || IsBlankKept(field, hubSpot, salesforce) || IsListed(field, state, hubSpot, salesforce)) continue;
            found(new Finding(rule, $"{field.HubSpot} is '{h}' in HubSpot and '{s}' in Salesforce, and nothing says why", hubSpot.Key, field.HubSpot));
        }
    }

    private bool SameFirm(string? company, string? account)
    {
        if (company is null || account is null) return company is null && account is null;
        var (firm, there) = (new RecordKey(SystemName.HubSpot, "companies", company), new RecordKey(SystemName.Salesforce, "Account", account));
        if (holds.LinkOf(firm) is { } link) return link.Salesforce == there;
        // A link that has ended leaves people where they were.
        return holds.LinkOf(there) is null && book.Partners(firm).Contains(there);
    }

    private bool SameOwner(string? hubSpot, string? salesforce)
    {
        if (hubSpot is null) return salesforce is null || town.Owners.Namesakes(SystemName.Salesforce, salesforce).Kind == OwnerKind.Service;
        var there = town.Owners.Namesakes(SystemName.HubSpot, hubSpot);
        return salesforce is not null && (there.Active.Contains(salesforce) || there.Inactive.Contains(salesforce));
    }

    private static bool Same(FieldMapping field, string? h, string? s)
    {
        var (one, other) = (Meanings.Of(field, h), Meanings.Of(field, s));
        return one == other || (field.Default is { } standard && (one ?? standard) == (other ?? standard));
    }

    /// <summary>A blank never travels where it never may: but it must have been made by somebody else than us.</summary>
    private bool IsBlankKept(FieldMapping field, TrueRecord hubSpot, TrueRecord salesforce)
    {
        if (!field.NeverBlank && field.Type != FieldType.Email) return false;
        return IsCleared(hubSpot, salesforce, field.HubSpot) || IsCleared(salesforce, hubSpot, field.Salesforce);

        // On the record itself, or on one that was merged into it or converted.
        bool IsCleared(TrueRecord record, TrueRecord counterpart, string name) => record.Now(name) is null && book.Partners(counterpart.Key).Append(record.Key).Select(key => town.Records[key])
            .Any(each => each.Cells.TryGetValue(name, out var changes) && changes is [.., _, { Value: null, By: not Actor.Engine }]);
    }

    /// <summary>The journal tells, since either side last moved, that a value did not stay or was not taken.</summary>
    private bool IsListed(FieldMapping field, FieldState state, TrueRecord hubSpot, TrueRecord salesforce)
    {
        var moved = new[] { hubSpot.Cells[field.HubSpot][^1].At, salesforce.Cells[field.Salesforce][^1].At }.Max();
        return book.Lines(hubSpot.Key, field.HubSpot, field.Salesforce).Any(each => TownBook.Tells(each.Line) && each.At >= moved) && (!state.Refused.IsMissing || state.StoredDifferently);
    }

    /// <summary>R4: a value that a person set and we wrote over is on the other side or in the journal, or came between our read and our write.</summary>
    private void Kept(TrueRecord record)
    {
        foreach (var field in town.MappingOf(record.Key).Fields)
        {
            if (!record.Cells.TryGetValue(field.NameIn(record.Key.System), out var changes)) continue;
            for (var at = 0; at + 1 < changes.Count; at++)
            {
                var (set, next) = (changes[at], changes[at + 1]);
                if (set.By != Actor.Person || next.By != Actor.Engine) continue;
                var meaning = Means(field, set.Value);
                if (Means(field, next.Value) == meaning) continue;
                // An older ledger does not know that the value cleared since had been on both sides.
                if (meaning is null && (book.WasRestored || at == 0 || !WasAgreed(record, field, changes[at - 1], set))) continue;
                if (next.GuardStart is { } guard && set.At >= guard) continue;
                if (meaning is not null && changes.Take(at).Any(change => Means(field, change.Value) == meaning)) continue;
                // On whatever record it arrived: a Lead that was converted before its making was confirmed was never linked.
                var namesakes = town.Records.Values.Where(other => other.Key.System != record.Key.System && other.Person == record.Person && BothSystems.IsFirm(other.Key) == BothSystems.IsFirm(record.Key)).Select(other => other.Key);
                if (book.Partners(record.Key).Concat(namesakes).Any(partner => Reached(field, partner, set, record.Key.System))) continue;
                if (book.Lines(record.Key, field.HubSpot, field.Salesforce).Select(each => each.Line).Any(line => TownBook.Tells(line) && ((!line.Before.IsMissing && Means(field, line.Before.Text) == meaning) || (meaning is not null && Means(field, line.After.Text) == meaning)))) continue;
                found(new Finding("R4", $"'{set.Value ?? "(blank)"}', set by a person in {field.NameIn(record.Key.System)}, became '{next.Value}' and no line tells of it", record.Key, field.HubSpot));
            }
        }
    }

    // A blank says something only where the value that it cleared had been on both sides: else first contact fills it.
    private bool WasAgreed(TrueRecord record, FieldMapping field, CellChange cleared, CellChange set) =>
        cleared.Value is { } stood && book.Agreed(record.Key, field.HubSpot, stood, cleared.At, set.At);

    private static string? Means(FieldMapping field, string? value) => field.RefersTo is null ? Meanings.Of(field, value) : value;

    private bool Reached(FieldMapping field, RecordKey partner, CellChange set, SystemName from)
    {
        if (!town.Records.TryGetValue(partner, out var other) || !other.Cells.TryGetValue(field.NameIn(partner.System), out var seen)) return false;
        var value = set.Value;
        // A blank has no number of its own, so only what stood there then or came later counts.
        if (Means(field, value) is null) return seen.Exists(change => change.At >= set.At - CallTime && Means(field, change.Value) is null) || Means(field, other.At(field.NameIn(partner.System), set.At - CallTime)) is null;
        return field.RefersTo switch
        {
            null => seen.Exists(change => Meanings.Of(field, change.Value) == Meanings.Of(field, value)),
            Reference.Owner => town.Owners.Namesakes(from, value) is var same && seen.Exists(change => change.Value is { } id && (same.Active.Contains(id) || same.Inactive.Contains(id))),
            _ => book.Partners(new RecordKey(from, from == SystemName.HubSpot ? "companies" : "Account", value!)) is var firms && seen.Exists(change => firms.Any(firm => firm.Id == change.Value || town.SurvivorOf(firm) == change.Value)),
        };
    }
}
