using System.Collections.Immutable;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.References;

/// <summary>What answers, in the other system, to a record or owner that a field refers to. Exactly one of the nested kinds.</summary>
public abstract record Counterpart
{
    private Counterpart()
    {
    }

    /// <summary>The record is linked.</summary>
    /// <param name="Id">Its counterpart's id.</param>
    public sealed record Linked(string Id) : Counterpart;

    /// <summary>The record has no counterpart yet.</summary>
    /// <param name="On">The record referred to: its link ends the wait.</param>
    public sealed record Waiting(RecordKey On) : Counterpart;

    /// <summary>Users with the owner's e-mail address. Several may share one (facts/salesforce.md, User).</summary>
    /// <param name="Id">The owner, in its own system.</param>
    /// <param name="Active">Ids of those who may be given records.</param>
    /// <param name="Inactive">Ids of those who own old records only.</param>
    public sealed record Users(string Id, ImmutableArray<string> Active, ImmutableArray<string> Inactive) : Counterpart;

    /// <summary>The record is owned by the service's own user, because every Salesforce record has an owner: it means the same as none.</summary>
    public sealed record Unowned : Counterpart;

    /// <summary>The owner is no person with an address.</summary>
    /// <param name="Id">The owner, in its own system.</param>
    /// <param name="Why">Continues "owner X": <c>is a queue</c>.</param>
    public sealed record Nobody(string Id, string Why) : Counterpart;

    /// <summary>Whether an id of the other system means the same record or person.</summary>
    internal bool Means(string id) => this switch
    {
        Linked linked => linked.Id == id,
        Users users => users.Active.Contains(id) || users.Inactive.Contains(id),
        _ => false,
    };

    /// <summary>The id to be written, "" for none at all; null = nothing may be.</summary>
    internal string? Writable => this switch
    {
        Linked linked => linked.Id,
        Unowned => "",
        // Two active users with one address are two people as far as we know: a guess would hand the record to the wrong one.
        Users { Active: [var only] } => only,
        _ => null,
    };

    /// <summary>Why there is nothing to be written, and what would change it.</summary>
    internal (string Code, Need Need) WhyNot(SystemName system) => this switch
    {
        Waiting waiting => (HoldCodes.FieldWaitsForRecord, new Need($"{waiting.On}.", waiting.On.ToString())),
        Users { Active.Length: > 1 } users => (HoldCodes.FieldNoOwner, new Need($"{system} owner {users.Id} has several in {system.Other()}: {string.Join(", ", users.Active)}.")),
        Users { Inactive.Length: > 0 } users => (HoldCodes.FieldNoOwner, new Need($"{system} owner {users.Id} is deactivated in {system.Other()}.")),
        Users users => (HoldCodes.FieldNoOwner, new Need($"{system} owner {users.Id}.")),
        Nobody nobody => (HoldCodes.FieldNoOwner, new Need($"{system} owner {nobody.Id} {nobody.Why}.")),
        _ => throw new InvalidOperationException($"a reference whose counterpart is {GetType().Name} is not held"),
    };
}
