using BenchmarkDotNet.Attributes;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Benchmarks.Decisions;

/// <summary>The pure decisions, one at a time on one core.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private static readonly FieldMapping Title = PeoplePairs.Mapping.Fields[6];
    private static readonly FieldState InStep = new FieldState().WithBases(FieldValue.Of("CEO"), FieldValue.Of("CEO"));
    private static readonly FieldValue Ceo = FieldValue.Of("CEO");
    private static readonly FieldValue Cto = FieldValue.Of("CTO");
    private static readonly FieldValue Chair = FieldValue.Of("Chair");
    private readonly Pair pair = PeoplePairs.Linked(new Guid(1, 0, 0, new byte[8]), 1);
    private readonly Evidence same = PeoplePairs.Read(1, edited: false);
    private readonly Evidence edited = PeoplePairs.Read(1, edited: true);
    private readonly SyncLimits limits = new();

    /// <summary>Both sides edited the field: the longest way through the merge.</summary>
    [Benchmark]
    public FieldVerdict MergeConflict() => FieldMerge.Decide(Title, InStep, Cto, Chair);

    /// <summary>Nothing moved: by far the most frequent field.</summary>
    [Benchmark]
    public FieldVerdict MergeUnchanged() => FieldMerge.Decide(Title, InStep, Ceo, Ceo);

    /// <summary>A pair of twenty fields that is in step.</summary>
    [Benchmark]
    public Decision DecideUnchanged() => Decide<Decision.Settle>(same);

    /// <summary>A pair of twenty fields, one of which was edited in HubSpot.</summary>
    [Benchmark]
    public Decision DecideEdited() => Decide<Decision.Write>(edited);

    // Another kind of decision would mean that the benchmark measures something else than it says.
    private Decision Decide<T>(Evidence evidence) where T : Decision =>
        Reconcile.Decide(pair, PeoplePairs.Mapping, evidence, limits, PeoplePairs.Now.AddMinutes(1)) is T decision ? decision : throw new InvalidOperationException($"the pair was not decided with a {typeof(T).Name}");
}
