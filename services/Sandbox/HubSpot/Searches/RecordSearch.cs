using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>Searches the lagging index. Limits: facts/hubspot.md section 3.3.</summary>
internal sealed class RecordSearch(PortalState state)
{
    public const int LimitMax = 200;
    private const int ReachMax = 10_000;
    private const int GroupsMax = 5;
    private const int FiltersInGroupMax = 6;
    private const int FiltersMax = 18;

    private static readonly string[] ContactText = ["firstname", "lastname", "email", "phone", "hs_additional_emails", "fax", "mobilephone", "company"];

    public SearchPage Run(ObjectType type, SearchRequest request)
    {
        Check(request);
        var conditions = new SearchConditions(state, type);
        var groups = request.FilterGroups.Select(group => group.Select(conditions.Of).ToArray()).ToArray();
        var sort = request.SortBy is { } name
            ? state.Table(type).Properties.Find(name) ?? throw Refusals.Validation($"There was a problem with the request. Property '{name}' does not exist.")
            : null;
        var hits = new List<HubSpotRecord>();
        foreach (var record in state.Table(type).Index.At(state.Now))
        {
            if (record.Archived) continue;
            if (groups.Length > 0 && !Array.Exists(groups, group => Array.TrueForAll(group, condition => condition(record)))) continue;
            if (request.Query is { Length: > 0 } query && !TextMatches(type, record, query)) continue;
            hits.Add(record);
        }
        Sort(hits, sort, request.Descending);
        var page = hits.Skip(request.After).Take(request.Limit).ToList();
        var next = request.After + page.Count;
        return new SearchPage(hits.Count, page, next < hits.Count ? next : null);
    }

    private static void Check(SearchRequest request)
    {
        if (request.FilterGroups.Count > GroupsMax) throw Refusals.Validation($"There was a problem with the request. At most {GroupsMax} filterGroups are allowed.");
        if (request.FilterGroups.Any(group => group.Count > FiltersInGroupMax)) throw Refusals.Validation($"There was a problem with the request. At most {FiltersInGroupMax} filters are allowed in a group.");
        if (request.FilterGroups.Sum(group => group.Count) > FiltersMax) throw Refusals.Validation($"There was a problem with the request. At most {FiltersMax} filters are allowed.");
        if (request.Limit is < 1 or > LimitMax) throw Refusals.Validation($"limit must be between 1 and {LimitMax}.");
        if (request.After < 0 || request.After + request.Limit > ReachMax)
            throw Refusals.Validation($"There was a problem with the request. Paging past {ReachMax} results is not supported.");
    }

    private static bool TextMatches(ObjectType type, HubSpotRecord record, string query)
    {
        var fields = type == ObjectType.Contact ? ContactText : [.. type.DefaultProperties];
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => Array.Exists(fields, field => record[field]?.Contains(word, StringComparison.OrdinalIgnoreCase) == true));
    }

    private static void Sort(List<HubSpotRecord> hits, PropertyDefinition? by, bool descending)
    {
        if (by is null)
        {
            hits.Sort(static (a, b) => a.CreatedAt != b.CreatedAt ? a.CreatedAt.CompareTo(b.CreatedAt) : a.Id.CompareTo(b.Id));
            return;
        }
        var sign = descending ? -1 : 1;
        if (SearchKeys.IsOrdered(by))
        {
            var key = SearchKeys.Number(by);
            hits.Sort((a, b) => sign * Nullable.Compare(key(a), key(b)) is var order && order != 0 ? order : a.Id.CompareTo(b.Id));
            return;
        }
        hits.Sort((a, b) => sign * string.Compare(a[by.Name], b[by.Name], StringComparison.OrdinalIgnoreCase) is var order && order != 0 ? order : a.Id.CompareTo(b.Id));
    }
}
