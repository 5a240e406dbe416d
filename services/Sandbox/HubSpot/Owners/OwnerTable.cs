using System.Globalization;

namespace Integration.Sandbox.HubSpot.Owners;

/// <summary>Someone who can own records. Wire shape and rules: facts/hubspot.md section 3.6.</summary>
/// <param name="Id">What goes into <c>hubspot_owner_id</c>.</param>
/// <param name="UserId">The user behind it; kept when archived, though reads then show null.</param>
/// <param name="Archived">Deactivated; old records keep the id.</param>
public sealed record HubSpotOwner(string Id, string Email, string FirstName, string LastName, long UserId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool Archived);

/// <summary>The owners of one portal; two live ones and an archived one to begin with.</summary>
internal sealed class OwnerTable
{
    private static readonly DateTimeOffset Founded = new(2024, 12, 25, 13, 1, 35, 228, TimeSpan.Zero);
    private static readonly HubSpotOwner[] First =
    [
        new("41629779", "rep@sandbox.test", "Rep", "One", 9586504, Founded, Founded, false),
        new("41629780", "marketing@sandbox.test", "Rep", "Two", 9586505, Founded, Founded, false),
        new("42103462", "left.rep@example.test", "", "", 9685555, Founded, Founded, true),
    ];

    private readonly List<HubSpotOwner> owners = [.. First];

    public IEnumerable<HubSpotOwner> All => owners;

    public HubSpotOwner? Find(string id) => owners.Find(owner => owner.Id == id);

    public HubSpotOwner? OfUser(long userId) => owners.Find(owner => owner.UserId == userId);

    public HubSpotOwner? OfEmail(string email) => owners.Find(owner => string.Equals(owner.Email, email, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<HubSpotOwner> List(bool archived) => owners.Where(owner => owner.Archived == archived);

    /// <summary>Adds an owner, or replaces the one of this email.</summary>
    public HubSpotOwner Put(string email, string firstName, string lastName, bool archived, DateTimeOffset now)
    {
        var index = owners.FindIndex(owner => string.Equals(owner.Email, email, StringComparison.OrdinalIgnoreCase));
        if (index >= 0) return owners[index] = owners[index] with { FirstName = firstName, LastName = lastName, Archived = archived, UpdatedAt = now };
        var id = owners.Max(owner => long.Parse(owner.Id, CultureInfo.InvariantCulture)) + 1;
        var made = new HubSpotOwner(id.ToString(CultureInfo.InvariantCulture), email, firstName, lastName, owners.Max(owner => owner.UserId) + 1, now, now, archived);
        owners.Add(made);
        return made;
    }

    public void Replace(IEnumerable<HubSpotOwner> all)
    {
        owners.Clear();
        owners.AddRange(all);
    }
}
