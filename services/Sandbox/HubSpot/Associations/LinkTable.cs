using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Associations;

/// <summary>One link as seen from one end.</summary>
internal sealed record Link(long ToId, IReadOnlyList<int> TypeIds);

/// <summary>Links between records, kept from both ends. Rules: facts/hubspot.md section 3.5.</summary>
internal sealed class LinkTable(PortalState state)
{
    private readonly Dictionary<(ObjectType From, long Id, ObjectType To), SortedDictionary<long, SortedSet<int>>> ends = [];

    public IEnumerable<(ObjectType From, long Id, ObjectType To, long ToId, int TypeId)> All =>
        ends.SelectMany(end => end.Value.SelectMany(link => link.Value.Select(type => (end.Key.From, end.Key.Id, end.Key.To, link.Key, type))));

    public IReadOnlyList<Link> Of(ObjectType from, long id, ObjectType to) =>
        ends.TryGetValue((from, id, to), out var links) ? [.. links.Select(link => new Link(link.Key, [.. link.Value]))] : [];

    public bool Linked(ObjectType from, long id, ObjectType to, long toId) => ends.TryGetValue((from, id, to), out var links) && links.ContainsKey(toId);

    /// <exception cref="HubSpotRefusedException">400: unknown type, wrong direction or unknown record.</exception>
    public void CheckNew(ObjectType from, IReadOnlyList<AssociationInput> inputs)
    {
        foreach (var input in inputs)
        {
            if (input.TypeIds.Count == 0) throw Refusals.Validation("Association types must not be empty.");
            foreach (var id in input.TypeIds)
                Check(Type(id, from, null), input.ToId);
        }
    }

    public void Link(HubSpotRecord from, AssociationInput input, Caller by)
    {
        foreach (var id in input.TypeIds) Add(Type(id, from.Type, null), from.Id, input.ToId, by);
    }

    /// <summary>The type of this id, when it leads the right way.</summary>
    public static AssociationType Type(int id, ObjectType from, ObjectType? to)
    {
        var type = AssociationTypes.Find(id);
        if (type is null || type.From != from || (to is not null && type.To != to))
            throw Refusals.Validation(string.Create(CultureInfo.InvariantCulture, $"No association type exists for {from.Plural} with typeId {id}{(to is null ? "" : " to " + to.Plural)}. Direction matters: check the id for this direction."));
        return type;
    }

    public void Check(AssociationType type, long toId)
    {
        if (state.Table(type.To).FindThroughMerges(toId) is not { Archived: false })
            throw Refusals.Validation(string.Create(CultureInfo.InvariantCulture, $"{type.To.LegacyName} {toId} is not valid or does not exist."), HubSpotError.In("id", toId.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Adds one type. A primary brings the unlabelled link along and takes the place of the former primary.</summary>
    /// <remarks>An id that was merged away stands for the record that remains: a link to it would lead nowhere.</remarks>
    public void Add(AssociationType type, long fromId, long toId, Caller by)
    {
        toId = state.Table(type.To).FindThroughMerges(toId)?.Id ?? toId;
        if (type.IsPrimary)
        {
            foreach (var former in Of(type.From, fromId, type.To))
                if (former.ToId != toId && former.TypeIds.Contains(type.Id)) Drop(type, fromId, former.ToId, by);
            Add(AssociationTypes.Default(type.From, type.To)!, fromId, toId, by);
        }
        if (!Set(type.From, fromId, type.To, toId, type.Id)) return;
        Set(type.To, toId, type.From, fromId, type.Inverse);
        Tell(type, fromId, toId, removed: false, by);
        if (type.From.IsEngagement) CountEngagement(type, toId);
        else if (type.To.IsEngagement) CountEngagement(AssociationTypes.Find(type.Inverse)!, fromId);
    }

    /// <summary>Exactly these types between two records.</summary>
    public void Replace(ObjectType from, long fromId, ObjectType to, long toId, IReadOnlyList<AssociationType> types, Caller by)
    {
        foreach (var old in Of(from, fromId, to).Where(link => link.ToId == toId).SelectMany(link => link.TypeIds))
            if (AssociationTypes.Find(old) is { Label: not null } label && !types.Contains(label)) Drop(label, fromId, toId, by);
        foreach (var type in types) Add(type, fromId, toId, by);
    }

    /// <summary>Takes one type away; the unlabelled one takes all with it.</summary>
    public void Drop(AssociationType type, long fromId, long toId, Caller by)
    {
        if (type.Label is null)
        {
            Remove(type.From, fromId, type.To, toId, by);
            return;
        }
        if (Unset(type.From, fromId, type.To, toId, type.Id))
        {
            Unset(type.To, toId, type.From, fromId, type.Inverse);
            Tell(type, fromId, toId, removed: true, by);
        }
    }

    public void Remove(ObjectType from, long fromId, ObjectType to, long toId, Caller by)
    {
        foreach (var id in Of(from, fromId, to).Where(link => link.ToId == toId).SelectMany(link => link.TypeIds).ToList())
        {
            var type = AssociationTypes.Find(id)!;
            Unset(from, fromId, to, toId, id);
            Unset(to, toId, from, fromId, type.Inverse);
            Tell(type, fromId, toId, removed: true, by);
        }
    }

    /// <summary>A merge moves all links to the record that remains, without events.</summary>
    public void Move(ObjectType type, long fromId, long toId)
    {
        foreach (var (from, id, to, other, typeId) in All.Where(link => link.From == type && link.Id == fromId).ToList())
        {
            Unset(from, id, to, other, typeId);
            Unset(to, other, from, id, AssociationTypes.Find(typeId)!.Inverse);
            Set(from, toId, to, other, typeId);
            Set(to, other, from, toId, AssociationTypes.Find(typeId)!.Inverse);
        }
    }

    public bool Set(ObjectType from, long id, ObjectType to, long toId, int typeId)
    {
        if (!ends.TryGetValue((from, id, to), out var links)) ends[(from, id, to)] = links = [];
        if (!links.TryGetValue(toId, out var types)) links[toId] = types = [];
        state.Revision++;
        return types.Add(typeId);
    }

    private bool Unset(ObjectType from, long id, ObjectType to, long toId, int typeId)
    {
        if (!ends.TryGetValue((from, id, to), out var links) || !links.TryGetValue(toId, out var types) || !types.Remove(typeId)) return false;
        if (types.Count == 0) links.Remove(toId);
        if (links.Count == 0) ends.Remove((from, id, to));
        state.Revision++;
        return true;
    }

    private void Tell(AssociationType type, long fromId, long toId, bool removed, Caller by)
    {
        var now = state.Now;
        state.Outbox.AssociationChange(type, fromId, toId, removed, by, now);
        state.Outbox.AssociationChange(AssociationTypes.Find(type.Inverse)!, toId, fromId, removed, by, now);
    }

    // The poller then sees a change that no mapped field explains: facts/hubspot.md section 8.
    private void CountEngagement(AssociationType type, long toId)
    {
        var table = state.Table(type.To);
        if (table.Find(toId) is not { } record || table.Properties.Any("num_notes") is null) return;
        var now = state.Now;
        var count = int.Parse(record["num_notes"] ?? "0", CultureInfo.InvariantCulture) + 1;
        var bag = record.Bag.With(
        [
            new("num_notes", new PropertyValue(count.ToString(CultureInfo.InvariantCulture), now, Caller.Calculated, record.Bag.Find("num_notes"))),
            new("notes_last_updated", new PropertyValue(WireTime.Iso(now), now, Caller.Calculated, record.Bag.Find("notes_last_updated"))),
        ]);
        state.Store(record.Next(++state.Revision, now, bag, record.ArchivedAt));
    }
}
