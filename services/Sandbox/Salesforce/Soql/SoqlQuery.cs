namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>A parsed statement; names are as written, not yet matched with a schema.</summary>
internal sealed record SoqlQuery
{
    public IReadOnlyList<SelectItem> Items { get; init; } = [];
    /// <summary><c>SELECT COUNT()</c>: the number alone.</summary>
    public bool CountOnly { get; init; }
    public required string From { get; init; }
    public int FromAt { get; init; }
    public string? Alias { get; init; }
    public string? Scope { get; init; }
    public Condition? Where { get; init; }
    public IReadOnlyList<FieldPath> GroupBy { get; init; } = [];
    public Condition? Having { get; init; }
    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];
    public int? Limit { get; init; }
    public int Offset { get; init; }

    public bool Aggregated => GroupBy.Count > 0 || Items.Any(item => item is ValueItem { Operand.IsAggregate: true });
}

/// <param name="Text">As written: <c>Account.Owner.Name</c>.</param>
/// <param name="At">Offset in the statement, for errors.</param>
internal sealed record FieldPath(string Text, int At);

/// <summary>A field, or a function of one.</summary>
/// <param name="Function">Upper case, null for a bare field.</param>
/// <param name="Path">Null only in <c>COUNT()</c>.</param>
internal sealed record Operand(string? Function, FieldPath Path)
{
    public bool IsAggregate => Function is "COUNT" or "COUNT_DISTINCT" or "MIN" or "MAX" or "SUM" or "AVG";
}

internal abstract record SelectItem;

internal sealed record ValueItem(Operand Operand, string? Alias) : SelectItem;

internal sealed record ChildItem(SoqlQuery Query) : SelectItem;

/// <param name="Group">ALL, STANDARD or CUSTOM.</param>
internal sealed record FieldsItem(string Group, int At) : SelectItem;

internal sealed record TypeofItem(FieldPath Relationship, IReadOnlyList<(FieldPath Type, IReadOnlyList<FieldPath> Fields)> Whens, IReadOnlyList<FieldPath> Else) : SelectItem;

internal sealed record OrderItem(Operand Operand, bool Descending, bool NullsLast);

internal abstract record Condition;

internal sealed record AndCondition(IReadOnlyList<Condition> Terms) : Condition;

internal sealed record OrCondition(IReadOnlyList<Condition> Terms) : Condition;

internal sealed record NotCondition(Condition Term) : Condition;

internal sealed record Comparison(Operand Operand, string Operator, SoqlToken Value, int? LiteralNumber) : Condition;

internal sealed record InList(Operand Operand, bool Negated, IReadOnlyList<SoqlToken> Values) : Condition;

internal sealed record InQuery(Operand Operand, bool Negated, SoqlQuery Query) : Condition;

internal sealed record Includes(Operand Operand, bool Negated, IReadOnlyList<SoqlToken> Values) : Condition;
