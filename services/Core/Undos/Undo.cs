using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.Undos;

/// <summary>The pure decision of an undo: what is put back, and what is left with which reason.</summary>
/// <param name="Pair">The pair with the intents that put values back; at most one a side. Without intents there is nothing to do.</param>
/// <param name="Lines">One for each field and record of the plan.</param>
public sealed record UndoStep(Pair Pair, ImmutableArray<UndoLine> Lines);

/// <summary>Decides one pair's undo on what was just read of both sides.</summary>
/// <remarks>
/// A value is put back only where nobody changed anything since: the record still holds what the run wrote, and the other side what it
/// held when both last agreed. Then the two differ on purpose, each at its base, and the sync does nothing until a person changes one.
/// </remarks>
public static class Undo
{
    /// <summary>Decides.</summary>
    /// <param name="pair">The pair as claimed.</param>
    /// <param name="mapping">Its mapping as of now.</param>
    /// <param name="plan">What the run did to it.</param>
    /// <param name="evidence">Fresh reads of both refs, and ids for the intents.</param>
    /// <param name="run">The run that is taken back.</param>
    /// <param name="deletesCreated">Whether records that the run made are deleted.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="now">Our clock.</param>
    public static UndoStep Decide(Pair pair, Mapping mapping, UndoPlan plan, Evidence evidence, string run, bool deletesCreated, SyncLimits limits, DateTimeOffset now)
    {
        var lines = ImmutableArray.CreateBuilder<UndoLine>();
        var whole = pair.IntoHubSpot is not null || pair.IntoSalesforce is not null ? "a write is under way; repeat the undo when it is done"
            : pair.Status is PairStatus.Superseded or PairStatus.Tombstone ? $"the pair is a {pair.Status.ToString().ToLowerInvariant()}: its records were merged or deleted since"
            : null;
        var into = new Dictionary<SystemName, Intent>();
        foreach (var written in plan.Fields)
        {
            if (plan.Created.Contains(written.Record)) continue;
            var why = whole ?? Why(pair, mapping, evidence, written);
            lines.Add(new UndoLine(written.Record, written.Field, why is null ? UndoOutcome.Restored : UndoOutcome.Skipped, why ?? ""));
            if (why is not null) continue;
            var system = written.Record.System;
            var field = RowOf(mapping, pair, written)!;
            var intent = into.GetValueOrDefault(system) ?? New(IntentKind.Update, written.Record, evidence, limits, now);
            into[system] = intent with
            {
                Values = intent.Values.With(written.Field, written.Before),
                Prior = intent.Prior.With(written.Field, written.After),
                Cause = intent.Cause.With(field.NameIn(system.Other()), evidence.Of(system.Other())!.Values[field.NameIn(system.Other())]),
                Rules = intent.Rules.SetItem(written.Field, $"undo {run}"),
            };
        }
        foreach (var record in plan.Deleted) lines.Add(new UndoLine(record, null, UndoOutcome.Skipped, "a deleted record returns only from its system's recycle bin; it is linked again then"));
        foreach (var record in plan.Created)
        {
            var why = whole ?? WhyNotDelete(pair, mapping, evidence, record, deletesCreated);
            lines.Add(new UndoLine(record, null, why is null ? UndoOutcome.Deleted : UndoOutcome.Skipped, why ?? ""));
            if (why is null) into[record.System] = New(IntentKind.Delete, record, evidence, limits, now) with { Prior = evidence.Of(record.System)!.Values };
        }
        foreach (var (system, intent) in into) pair = pair.WithIntent(system, intent);
        return new UndoStep(pair, lines.ToImmutable());
    }

    private static string? Why(Pair pair, Mapping mapping, Evidence evidence, WrittenField written)
    {
        var system = written.Record.System;
        if (RowOf(mapping, pair, written) is not { } field) return "the mapping no longer names the field";
        // What a person refused is not given back by a command.
        if (field.IsConsent) return "consent is never taken back";
        if (pair.Of(system).Ref != written.Record) return "the record was converted or merged since";
        if (evidence.Of(system) is not { Life.State: LifeState.Live } fresh || evidence.Of(system.Other()) is not { Life.State: LifeState.Live } other) return "a record of the pair is not there any more";
        var (now, counterpart, state) = (fresh.Values[written.Field], other.Values[field.NameIn(system.Other())], pair.Field(field.HubSpot));
        if (now.IsMissing || counterpart.IsMissing) return "the field cannot be read";
        if (written.Before.IsMissing) return "what stood there before is not known";
        if (now == written.Before) return "the prior value stands there already";
        if (now != written.After) return "somebody changed it since";
        if (state.Base(system) != now || state.Base(system.Other()) != counterpart) return $"{system.Other()} changed since and the change is not carried over yet";
        return null;
    }

    private static string? WhyNotDelete(Pair pair, Mapping mapping, Evidence evidence, RecordKey record, bool deletesCreated)
    {
        if (!deletesCreated) return "created by the run; --delete-created deletes it";
        if (pair.Of(record.System).Ref != record) return "the record was converted or merged since";
        if (evidence.Of(record.System) is not { Life.State: LifeState.Live } fresh) return "the record is not there any more";
        var edited = mapping.Fields.Where(field => record.System == SystemName.HubSpot || field.AppliesTo(record.Object))
            .Any(field => pair.Field(field.HubSpot).Base(record.System) is { IsMissing: false } basis && fresh.Values[field.NameIn(record.System)] is { IsMissing: false } value && value != basis);
        return edited ? "somebody changed it since" : null;
    }

    private static FieldMapping? RowOf(Mapping mapping, Pair pair, WrittenField written)
    {
        var salesforceObject = written.Record.System == SystemName.Salesforce ? written.Record.Object : pair.Salesforce.Ref?.Object;
        return mapping.Fields.FirstOrDefault(field => field.NameIn(written.Record.System) == written.Field && (salesforceObject is null || field.AppliesTo(salesforceObject)));
    }

    private static Intent New(IntentKind kind, RecordKey target, Evidence evidence, SyncLimits limits, DateTimeOffset now) => new()
    {
        Id = target.System == SystemName.HubSpot ? evidence.IntentIntoHubSpot : evidence.IntentIntoSalesforce,
        System = target.System,
        Kind = kind,
        Object = target.Object,
        Target = target,
        SentAt = now,
        NotBefore = now + limits.SettleTime,
    };
}
