using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Mappings;

/// <summary>Fields that are read of paired records although no mapping names them: what an Agreement judges by. They are never written by the sync.</summary>
public sealed record ExtraFields(ImmutableArray<(SystemName System, string Object, string Field)> All)
{
    /// <summary>None.</summary>
    public static ExtraFields None { get; } = new([]);

    /// <summary>Those of one object, distinct, in name order.</summary>
    public IReadOnlyList<string> Of(SystemName system, string objectName) =>
        [.. All.Where(each => each.System == system && each.Object == objectName).Select(each => each.Field).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
