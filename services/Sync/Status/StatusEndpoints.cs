using System.Globalization;
using Integration.Core.Records;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Integration.Sync.Status;

/// <summary>What operators and the console ask: numbers, holds, the story of a record. Reads the ledger and nothing else.</summary>
public static class StatusEndpoints
{
    private const int HeldDefault = 100;
    private const int HeldMax = 1000;

    /// <summary>Maps them. Needs ILedger, MappingSet and TimeProvider.</summary>
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sync/status", StatusAsync).WithSummary("The numbers of the sync; pending and inFlight 0 = quiet")
            .Produces<SyncStatus>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/sync/held", HeldAsync).WithSummary("What is held, with reason and mend")
            .Produces<HeldPage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/records/{system}/{objectName}/{id}", RecordAsync).WithSummary("The story of one record: pair, both sides, lineage of each field, journal")
            .Produces<RecordStory>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<IResult> StatusAsync(ILedger ledger, TimeProvider time, CancellationToken stop) =>
        AnswerAsync(async () => TypedResults.Ok(SyncStatus.Of(await ledger.StatusAsync(time.GetUtcNow(), stop))));

    private static Task<IResult> HeldAsync(string? after, string? limit, ILedger ledger, CancellationToken stop) => AnswerAsync(async () =>
    {
        var count = HeldDefault;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > HeldMax))
            return Refused("limit", $"write a number from 1 to {HeldMax}, or leave it out for {HeldDefault}");
        Guid? from = null;
        if (after is not null)
        {
            if (!Guid.TryParse(after, out var id)) return Refused("after", "write the value of 'next' of the page before, or leave it out for the first page");
            from = id;
        }
        return TypedResults.Ok(HeldPage.Of(await ledger.HeldAsync(from, count, stop), count));
    });

    private static Task<IResult> RecordAsync(string system, string objectName, string id, ILedger ledger, MappingSet mappings, CancellationToken stop) => AnswerAsync(async () =>
    {
        if (KeyFault(system, objectName, id, mappings) is { } fault) return fault;
        var key = new RecordKey(Enum.Parse<SystemName>(system, ignoreCase: true), objectName, id);
        var story = await RecordStory.TellAsync(ledger, mappings, key, stop);
        return story is null
            ? TypedResults.Problem(title: "No pair owns this record", detail: $"{key} was never told of: check the id, or wait for the feed that reads {objectName}", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(story);
    });

    private static ProblemHttpResult? KeyFault(string system, string objectName, string id, MappingSet mappings)
    {
        if (!char.IsAsciiLetter(system[0]) || !Enum.TryParse<SystemName>(system, ignoreCase: true, out var name)) return Refused("system", "write hubspot or salesforce");
        var objects = mappings.All.SelectMany(mapping => mapping.ObjectsIn(name)).Distinct().ToList();
        if (!objects.Contains(objectName)) return Refused("object", $"no mapping looks at it: write {string.Join(" or ", objects)}");
        var isGood = name == SystemName.HubSpot
            ? id.Length <= 20 && id.All(char.IsAsciiDigit)
            : id.Length == 18 && id.All(char.IsAsciiLetterOrDigit);
        return isGood ? null : Refused("id", name == SystemName.HubSpot ? "write the record's number, digits only" : "write the record's id with 18 letters and digits; the 15-character form is not unique when case is lost");
    }

    private static ProblemHttpResult Refused(string what, string mend) =>
        TypedResults.Problem(title: $"'{what}' is not valid", detail: mend, statusCode: StatusCodes.Status400BadRequest);

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (LedgerUnavailableException unavailable)
        {
            return TypedResults.Problem(title: "The ledger cannot be read", detail: unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
