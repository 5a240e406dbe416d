using System.Collections.Frozen;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Associations;

/// <summary>One direction of a HubSpot-defined association.</summary>
/// <param name="Id">Type id from <paramref name="From"/> to <paramref name="To"/>.</param>
/// <param name="Inverse">Type id of the same link seen from the other end.</param>
/// <param name="Label">Null for the unlabelled type.</param>
internal sealed record AssociationType(int Id, ObjectType From, ObjectType To, int Inverse, string? Label)
{
    public bool IsPrimary => Label == "Primary";
}

/// <summary>The HubSpot-defined types between the objects of the portal. Those a lead sync needs: facts/hubspot.md section 3.5.</summary>
internal static class AssociationTypes
{
    public static IReadOnlyList<AssociationType> All { get; } =
    [
        .. Pair(279, ObjectType.Contact, ObjectType.Company, 280),
        .. Pair(1, ObjectType.Contact, ObjectType.Company, 2, "Primary"),
        .. Pair(4, ObjectType.Contact, ObjectType.Deal, 3),
        .. Pair(341, ObjectType.Deal, ObjectType.Company, 342),
        .. Pair(5, ObjectType.Deal, ObjectType.Company, 6, "Primary"),
        .. Pair(202, ObjectType.Note, ObjectType.Contact, 201),
        .. Pair(190, ObjectType.Note, ObjectType.Company, 189),
        .. Pair(214, ObjectType.Note, ObjectType.Deal, 213),
        .. Pair(204, ObjectType.Task, ObjectType.Contact, 203),
        .. Pair(192, ObjectType.Task, ObjectType.Company, 191),
        .. Pair(216, ObjectType.Task, ObjectType.Deal, 215),
        .. Pair(194, ObjectType.Call, ObjectType.Contact, 193),
        .. Pair(182, ObjectType.Call, ObjectType.Company, 181),
        .. Pair(206, ObjectType.Call, ObjectType.Deal, 205),
        .. Pair(198, ObjectType.Email, ObjectType.Contact, 197),
        .. Pair(186, ObjectType.Email, ObjectType.Company, 185),
        .. Pair(210, ObjectType.Email, ObjectType.Deal, 209),
        .. Pair(200, ObjectType.Meeting, ObjectType.Contact, 199),
        .. Pair(188, ObjectType.Meeting, ObjectType.Company, 187),
        .. Pair(212, ObjectType.Meeting, ObjectType.Deal, 211),
    ];

    private static readonly FrozenDictionary<int, AssociationType> ById = All.ToFrozenDictionary(type => type.Id);

    public static AssociationType? Find(int id) => ById.GetValueOrDefault(id);

    public static AssociationType? Default(ObjectType from, ObjectType to) => All.FirstOrDefault(type => type.From == from && type.To == to && type.Label is null);

    public static AssociationType? Primary(ObjectType from, ObjectType to) => All.FirstOrDefault(type => type.From == from && type.To == to && type.IsPrimary);

    private static AssociationType[] Pair(int id, ObjectType from, ObjectType to, int inverse, string? label = null) =>
        [new(id, from, to, inverse, label), new(inverse, to, from, id, label)];
}
