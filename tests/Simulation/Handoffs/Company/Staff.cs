using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Calendars;
using Integration.Core.Routing;
using Integration.Sandbox.Salesforce;

namespace Integration.Simulation.Tests.Handoffs.Company;

/// <summary>Three reps, of whom one takes no more than two at a time, and their manager, in a calendar that is always open: business time is wall time.</summary>
internal sealed class Staff
{
    public const string QueueId = "00G000000000777AAA";
    private static readonly string[] Names = ["Ana", "Bea", "Cem", "Max"];
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly List<string> ids = [];

    public Staff(SalesforceOrg org)
    {
        foreach (var name in Names)
        {
            var saved = org.Save(org.Integration, "User", null, [new Dictionary<string, object?>
            {
                ["LastName"] = name, ["Username"] = $"{name}@sim.test", ["Email"] = $"{name}@sim.test", ["Alias"] = name, ["CommunityNickname"] = name, ["IsActive"] = true, ["ProfileId"] = "00e000000000001AAA",
            }])[0];
            ids.Add(saved.Id ?? throw new InvalidOperationException(saved.Errors[0].Message));
        }
    }

    public Roster Roster => new()
    {
        Reps = [.. Names.Select((name, at) => new Rep { Name = name, SalesforceId = ids[at], Teams = at < 3 ? ["sales"] : [], Weight = at < 3 ? 1 : 0, OpenMax = at == 2 ? 2 : null, Manager = at < 3 ? "Max" : null })],
        Calendars = ImmutableSortedDictionary.Create<string, Calendar>(StringComparer.Ordinal).Add("always", new Calendar
        {
            Name = "always",
            Zone = TimeZoneInfo.Utc,
            Hours = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, TimeSpan.Zero, TimeSpan.FromDays(1)))],
        }),
    };

    /// <summary>The org's users of sales; who was deactivated still owns what he owned.</summary>
    public IReadOnlyList<Owner> Users => [.. Names.Select((name, at) => new Owner(ids[at], gone.Contains(name) ? OwnerKind.Inactive : OwnerKind.Active, $"{name}@sim.test"))];

    public string IdOf(int rep) => ids[rep];

    public static string NameOf(int rep) => Names[rep];

    public void Leaves(int rep) => gone.Add(Names[rep]);
}
