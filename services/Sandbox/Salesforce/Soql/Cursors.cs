using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Query locators: the rows of a long answer, kept until they are read or too old.</summary>
internal sealed class Cursors(TimeProvider time, Random random, SalesforceOrgOptions options)
{
    // A client that never reads its last page must not keep every answer alive.
    private const int OpenMax = 200;
    private readonly Dictionary<string, (QueryAnswer Answer, int PageSize, DateTimeOffset Opened)> open = new(StringComparer.Ordinal);

    /// <summary>The first page, and a locator when there is more.</summary>
    /// <param name="answer">What the statement found.</param>
    /// <param name="batchSize">Rows per page asked for; null = the most.</param>
    /// <param name="root"><c>/services/data/v68.0</c>.</param>
    public JsonObject First(QueryAnswer answer, int? batchSize, string root)
    {
        var size = Math.Clamp(batchSize ?? options.QueryPageMax, 1, options.QueryPageMax);
        if (answer.Count <= size || answer.Rows.Count == 0) return Page(answer, 0, answer.Count, null);
        while (open.Count >= OpenMax) open.Remove(open.MinBy(cursor => cursor.Value.Opened).Key);
        var key = string.Create(CultureInfo.InvariantCulture, $"0r8{random.Next(1, int.MaxValue):D10}AB");
        open[key] = (answer, size, time.GetUtcNow());
        return Page(answer, 0, size, $"{root}/query/{key}-{size}");
    }

    /// <exception cref="RefusedException">INVALID_QUERY_LOCATOR: unknown or expired; the query must start again from its watermark.</exception>
    public JsonObject Next(string locator, string root)
    {
        var dash = locator.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(locator.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !open.TryGetValue(locator[..dash], out var cursor) || time.GetUtcNow() - cursor.Opened >= options.LocatorLifetime || from > cursor.Answer.Count)
            throw RefusedException.Request("INVALID_QUERY_LOCATOR", "invalid query locator");
        var until = Math.Min(cursor.Answer.Count, from + Math.Min(cursor.PageSize, options.QueryPageMax));
        return Page(cursor.Answer, from, until - from, until < cursor.Answer.Count ? $"{root}/query/{locator[..dash]}-{until}" : null);
    }

    public void Clear() => open.Clear();

    private static JsonObject Page(QueryAnswer answer, int from, int count, string? next)
    {
        var page = new JsonObject { ["totalSize"] = answer.Count, ["done"] = next is null };
        if (next is not null) page["nextRecordsUrl"] = next;
        page["records"] = answer.Query.CountOnly ? new JsonArray() : answer.Write(from, count);
        return page;
    }
}
