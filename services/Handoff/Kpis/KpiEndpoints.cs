using System.Globalization;
using Integration.Core.Kpis;
using Integration.Handoff.Api;
using Integration.Handoff.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Handoff.Kpis;

/// <summary>The figures over HTTP: one definition, one reckoning, the same answer for both teams.</summary>
internal static class KpiEndpoints
{
    private const int PageDefault = 100;
    private const int PageMax = 1_000;
    private const int TextMax = 300;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/kpis", GetAsync).WithSummary("Figures with numerator, denominator and the list behind each (id, period, view, team, source, product; records=1 for the list)")
            .Produces<KpiPage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> GetAsync(
        string? id, string? period, string? from, string? to, string? view, string? team, string? source, string? product, string? records, string? after, string? limit,
        KpiBooks books, TimeProvider time, CancellationToken stop) => Answering.AnswerAsync(async () =>
    {
        if (new[] { id, period, from, to, view, team, source, product }.FirstOrDefault(text => text?.Length > TextMax) is not null) return Answering.Refused("A filter is too long", $"write at most {TextMax} characters");
        if (from is null != to is null || (from is not null && period is not null)) return Answering.Refused("The window cannot be read", "write 'from' and 'to' together (2026-10-01, both days within), or 'period' alone");
        var ask = new KpiAsk { Id = id, Period = from is null ? period : $"{from}..{to}", View = view, Team = team, Source = source, Product = product };
        if (ask.Read(time.GetUtcNow(), out var ids, out var question) is { } wrong) return Answering.Refused(wrong.What, wrong.Mend);
        if (records is null or "0") return TypedResults.Json(new KpiPage([.. (await books.ReckonAsync(ids, question, stop)).Select(figure => KpiAnswer.Of(figure, Link(ask, figure)))]), HandoffJson.Options);
        if (records != "1" || id is null) return Answering.Refused("'records' is not valid", "write records=1 together with one 'id', or leave it out");
        if (!Number(after, 0, 0, int.MaxValue, out var skip) || !Number(limit, PageDefault, 1, PageMax, out var take))
            return Answering.Refused("'after' or 'limit' is not valid", $"write the value of 'next' of the page before as 'after', and a number from 1 to {PageMax} as 'limit'");
        var all = (await books.ReckonAsync(ids, question, stop))[0].Records;
        return TypedResults.Json(new KpiRecordPage(ids[0].ToString(), all.Length, [.. all.Skip(skip).Take(take).Select(KpiRecordLine.Of)], skip + take < all.Length ? skip + take : null), HandoffJson.Options);
    });

    /// <summary>Where the list behind a figure is: the same question, as it was asked.</summary>
    private static string Link(KpiAsk ask, KpiFigure figure)
    {
        (string Name, string? Value)[] parts = [("id", figure.Id.ToString()), ("period", ask.Period), ("view", ask.View), ("team", ask.Team), ("source", ask.Source), ("product", ask.Product), ("records", "1")];
        return "/api/kpis?" + string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    private static bool Number(string? text, int absent, int least, int most, out int number)
    {
        number = absent;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }
}
