using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Erasures;

namespace Integration.Sync.Cycles;

/// <summary>Gathers evidence for a batch: every question of one kind goes out in one call.</summary>
internal sealed class Lookups(ILedger ledger, IConnector hubSpot, IConnector salesforce, MappingSet mappings, ReferenceLookups references)
{
    /// <summary>Reads every ref of the batch, both systems at once.</summary>
    public async Task ReadAsync(IReadOnlyList<PairWork> work, Lane lane, Func<PairWork, Observation?, Observation?, Evidence> evidence, CancellationToken stop)
    {
        var read = await ReadAsync(work.SelectMany(item => new[] { item.Pair.HubSpot.Ref, item.Pair.Salesforce.Ref }), system => AskedFields.Over(mappings, system, work), lane, stop);
        foreach (var item in work)
        {
            var seenHubSpot = Outcome(item, read, item.Pair.HubSpot.Ref);
            var seenSalesforce = Outcome(item, read, item.Pair.Salesforce.Ref);
            if (!item.IsPostponed) item.Evidence = evidence(item, seenHubSpot, seenSalesforce);
        }
    }

    /// <summary>Answers the open questions of pairs that decided to look.</summary>
    public async Task AnswerAsync(IReadOnlyList<PairWork> looking, Lane lane, CancellationToken stop)
    {
        var asked = looking.SelectMany(item => ((Decision.Look)item.Decision!).What.Select(what => (Item: item, What: what))).ToList();
        await KeyOwnersAsync(asked, lane, stop);
        await ErasedAsync(asked, stop);
        await SuccessorsAsync(asked, lane, stop);
        await RivalsAsync(asked, lane, stop);
        await FindsAsync(asked, lane, stop);
        await references.AnswerAsync([.. asked.Where(ask => ask.What is LookUp.Referred).Select(ask => (ask.Item, (LookUp.Referred)ask.What))], lane, stop);
    }

    private async Task KeyOwnersAsync(List<(PairWork Item, LookUp What)> asked, Lane lane, CancellationToken stop)
    {
        var keys = asked.Where(ask => ask.What is LookUp.KeyOwner).Select(ask => (ask.Item, ((LookUp.KeyOwner)ask.What).Key)).ToList();
        if (keys.Count == 0) return;
        var pairs = await ledger.PairsAsync([.. keys.Select(entry => entry.Key).Distinct()], stop);
        // After a restore of the ledger the owner may have found another record meanwhile, which lives: it takes this one no more.
        var others = keys.Select(entry => (entry.Item, entry.Key, Ref: pairs.GetValueOrDefault(entry.Key)?.Of(OwnSystem(entry.Item)).Ref)).ToList();
        var read = await ReadAsync(others.Select(other => other.Ref), mappings.Selection, lane, stop);
        foreach (var (item, key, other) in others)
        {
            var seen = Outcome(item, read, other);
            if (item.IsPostponed) continue;
            var known = pairs.TryGetValue(key, out var pair) && pair.Status is PairStatus.Active or PairStatus.Held && seen is not { Life.State: LifeState.Live };
            item.Evidence = item.Evidence! with { KeyLooked = true, KeyOwner = known ? key : null };
        }
    }

    private static SystemName OwnSystem(PairWork item) => item.Pair.HubSpot.Ref is null ? SystemName.Salesforce : SystemName.HubSpot;

    private async Task ErasedAsync(List<(PairWork Item, LookUp What)> asked, CancellationToken stop)
    {
        var names = asked.Where(ask => ask.What is LookUp.Erased).Select(ask => (ask.Item, Name: ErasureNames.Match(ask.Item.Mapping!.Name, ((LookUp.Erased)ask.What).Value))).ToList();
        if (names.Count == 0) return;
        var erased = await ledger.Erasures.ErasedAsync([.. names.Select(entry => entry.Name).Distinct(StringComparer.Ordinal)], stop);
        foreach (var (item, name) in names)
            if (erased.TryGetValue(name, out var proof)) item.Evidence = item.Evidence! with { ErasedAt = proof.At };
    }

    private async Task SuccessorsAsync(List<(PairWork Item, LookUp What)> asked, Lane lane, CancellationToken stop)
    {
        var heirs = asked.Where(ask => ask.What is LookUp.Successor).Select(ask => (ask.Item, ((LookUp.Successor)ask.What).Key)).ToList();
        if (heirs.Count == 0) return;
        var owners = await ledger.PairsOfAsync([.. heirs.Select(heir => heir.Key).Distinct()], stop);
        var read = await ReadAsync(heirs.Select(heir => (RecordKey?)heir.Key), mappings.Selection, lane, stop);
        foreach (var (item, key) in heirs)
        {
            var seen = Outcome(item, read, key);
            if (item.IsPostponed) continue;
            var owner = owners.GetValueOrDefault(key);
            item.Evidence = item.Evidence! with { Successor = seen, SuccessorOwner = owner?.Id, SuccessorOwnerGivesWay = owner is not null && Absorption.GivesWay(owner, item.Pair, key.System) };
        }
    }

    private async Task RivalsAsync(List<(PairWork Item, LookUp What)> asked, Lane lane, CancellationToken stop)
    {
        var rivals = asked.Where(ask => ask.What is LookUp.Rivals).Select(ask => (ask.Item, ((LookUp.Rivals)ask.What).Keys)).ToList();
        var read = await ReadAsync(rivals.SelectMany(rival => rival.Keys).Select(key => (RecordKey?)key), mappings.Selection, lane, stop);
        foreach (var (item, keys) in rivals)
        {
            var seen = keys.Select(key => Outcome(item, read, key)).OfType<Observation>().ToList();
            if (!item.IsPostponed) item.Evidence = item.Evidence! with { Rivals = [.. seen] };
        }
    }

    private async Task FindsAsync(List<(PairWork Item, LookUp What)> asked, Lane lane, CancellationToken stop)
    {
        var questions = asked.Select(Question.Of).OfType<Question>().ToList();
        foreach (var group in questions.GroupBy(question => (question.System, question.Item.Mapping!.Name, (question.What as LookUp.Activity)?.Object)))
            if (group.Key.Object is { } made) await MadeAsync([.. group], group.Key.System, made, lane, stop);
            else await FindAsync([.. group], group.Key.System, group.First().Item.Mapping!, lane, stop);
    }

    private async Task MadeAsync(IReadOnlyList<Question> questions, SystemName system, string objectName, Lane lane, CancellationToken stop)
    {
        var finds = questions.Select((question, index) => new Find(index, question.Kind, question.Value)).ToList();
        var answer = await Of(system).FindAsync(new FindRequest(lane, [objectName], "", finds, new FieldSelection(new Dictionary<string, IReadOnlyList<string>>())), stop);
        var found = answer.Outcomes.DistinctBy(outcome => outcome.Ref).ToDictionary(outcome => outcome.Ref);
        for (var index = 0; index < questions.Count; index++)
        {
            var item = questions[index].Item;
            if (!found.TryGetValue(index, out var outcome)) item.Postpone(NoOutcome);
            else if (outcome.Fault is { } fault) item.Postpone(fault);
            else if (!item.IsPostponed) item.Evidence = item.Evidence! with { ActivityFound = [.. outcome.Found.Select(seen => seen.Key).Order()] };
        }
    }

    private static Fault NoOutcome => new(FaultClass.Transient, "NO-OUTCOME", "A look-up came back without an outcome.", "None: it is asked again.");

    private async Task FindAsync(IReadOnlyList<Question> questions, SystemName system, Mapping mapping, Lane lane, CancellationToken stop)
    {
        var found = await FindAsync(system, mapping, [.. questions.Select((question, index) => new Find(index, question.Kind, question.Value))], lane, stop);
        var records = found.Values.SelectMany(outcome => outcome.Found).DistinctBy(seen => seen.Key).ToList();
        var owners = await ledger.PairsOfAsync([.. records.Select(seen => seen.Key)], stop);
        var origins = await OriginsAsync(questions, records, system, mapping, lane, stop);
        var made = records.Select(seen => seen.PairKey).OfType<Guid>().Distinct().ToList();
        var makers = made.Count == 0 ? new Dictionary<Guid, Pair>() : await ledger.PairsAsync(made, stop);
        for (var index = 0; index < questions.Count; index++)
        {
            var question = questions[index];
            if (!found.TryGetValue(index, out var outcome))
                question.Item.Postpone(NoOutcome);
            else if (outcome.Fault is { } fault)
                question.Item.Postpone(fault);
            else if (!question.Item.IsPostponed)
                question.Answer([.. outcome.Found.Select(seen => Candidate(seen, owners, origins, makers))], outcome.MayLag);
        }
    }

    // A Contact that matches may be the conversion of a lead that another pair holds: needed for candidates as well as for the record itself.
    private async Task<IReadOnlyDictionary<RecordKey, Guid>> OriginsAsync(
        IReadOnlyList<Question> questions, List<Observation> records, SystemName system, Mapping mapping, Lane lane, CancellationToken stop)
    {
        var origins = new Dictionary<RecordKey, Guid>();
        if (system != SystemName.Salesforce || mapping.SalesforceObjects.Length < 2 || questions.All(question => question.Kind is not (FindKind.ByMatch or FindKind.ByDomain))) return origins;
        var contacts = records.Where(seen => seen.Key.Object != mapping.SalesforceObjects[0]).ToList();
        if (contacts.Count == 0) return origins;
        var leads = await FindAsync(system, mapping, [.. contacts.Select((contact, index) => new Find(index, FindKind.ConvertedInto, contact.Key.Id))], lane, stop);
        var pairs = await ledger.PairsOfAsync([.. leads.Values.SelectMany(outcome => outcome.Found).Select(lead => lead.Key).Distinct()], stop);
        foreach (var (index, outcome) in leads)
            foreach (var lead in outcome.Found)
                // A tombstone gives its lead to whoever comes anew, and so its lead's Contact.
                if (pairs.TryGetValue(lead.Key, out var pair) && pair.Status != PairStatus.Tombstone) origins[contacts[index].Key] = pair.Id;
        return origins;
    }

    private async Task<Dictionary<int, FindOutcome>> FindAsync(SystemName system, Mapping mapping, IReadOnlyList<Find> finds, Lane lane, CancellationToken stop)
    {
        var answer = await Of(system).FindAsync(new FindRequest(lane, mapping.ObjectsIn(system), mapping.Match.NameIn(system), finds, mappings.Selection(system)), stop);
        return answer.Outcomes.DistinctBy(outcome => outcome.Ref).ToDictionary(outcome => outcome.Ref);
    }

    // Both systems at once, in the order of the keys; a system of which no record is asked gets no call.
    private async Task<Dictionary<RecordKey, ReadOutcome>> ReadAsync(IEnumerable<RecordKey?> keys, Func<SystemName, FieldSelection> fields, Lane lane, CancellationToken stop)
    {
        var wanted = keys.OfType<RecordKey>().Distinct().Order().GroupBy(key => key.System);
        var answers = await Task.WhenAll(wanted.Select(group => Of(group.Key).ReadAsync(new ReadRequest(lane, [.. group], fields(group.Key)), stop)));
        return answers.SelectMany(answer => answer.Outcomes).DistinctBy(outcome => outcome.Key).ToDictionary(outcome => outcome.Key);
    }

    private static Observation? Outcome(PairWork item, Dictionary<RecordKey, ReadOutcome> read, RecordKey? key)
    {
        if (key is null) return null;
        if (!read.TryGetValue(key.Value, out var outcome))
        {
            item.Postpone(new Fault(FaultClass.Transient, "NO-OUTCOME", "A read came back without an outcome.", "None: it is read again."));
            return null;
        }
        if (outcome.Fault is { } fault) item.Postpone(fault);
        return outcome.Seen;
    }

    private static Candidate Candidate(Observation seen, IReadOnlyDictionary<RecordKey, Pair> owners, IReadOnlyDictionary<RecordKey, Guid> origins, IReadOnlyDictionary<Guid, Pair> makers)
    {
        var maker = seen.PairKey is { } key ? makers.GetValueOrDefault(key) : null;
        var owner = owners.GetValueOrDefault(seen.Key);
        return new Candidate(seen, owner?.Id, owner is not null && Absorption.IsAbsorbable(owner), origins.TryGetValue(seen.Key, out var origin) ? origin : null)
        {
            OwnerStatus = owner?.Status,
            OwnerOwn = owner?.Of(seen.Key.System).Ref,
            OwnerOther = owner is { Status: PairStatus.Active or PairStatus.Held, HubSpot.Ref: { } inHubSpot, Salesforce.Ref: { } inSalesforce } ? (seen.Key.System == SystemName.HubSpot ? inSalesforce : inHubSpot) : null,
            IsBeingMade = maker?.Into(seen.Key.System) is { Kind: IntentKind.Create },
        };
    }

    private IConnector Of(SystemName system) => system == SystemName.HubSpot ? hubSpot : salesforce;
}
