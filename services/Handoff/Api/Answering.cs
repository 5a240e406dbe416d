using System.Text.Json;
using Integration.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Integration.Handoff.Api;

/// <summary>What every endpoint has in common: how it refuses, and how it reads a body.</summary>
internal static class Answering
{
    /// <summary>Largest body that is read.</summary>
    public const int BodyMax = 256 * 1024;

    public static ProblemHttpResult Refused(string what, string mend, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(title: what, detail: mend, statusCode: status);

    public static ProblemHttpResult NoCaller() => Refused("No known caller", "send 'Authorization: Bearer TOKEN' with a token of INTEGRATION_API_TOKENS", StatusCodes.Status401Unauthorized);

    /// <summary>The answer, or 503 while the ledger is away: nothing was taken, and the caller sends again.</summary>
    public static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (LedgerUnavailableException unavailable)
        {
            return Refused("The ledger cannot be used; nothing was taken", unavailable.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The body, or null when it is larger than allowed.</summary>
    public static async Task<byte[]?> BodyAsync(HttpRequest request, int max, CancellationToken stop)
    {
        if (request.ContentLength > max) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, stop)) > 0)
        {
            if (body.Length + read > max) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>A body as JSON; null with the refusal when it is none.</summary>
    public static async Task<(T? Value, ProblemHttpResult? Refusal)> ReadAsync<T>(HttpRequest request, string form, CancellationToken stop)
        where T : class
    {
        if (await BodyAsync(request, BodyMax, stop) is not { } body) return (null, Refused("The body is too large", $"send at most {BodyMax / 1024} KiB", StatusCodes.Status413PayloadTooLarge));
        try
        {
            return JsonSerializer.Deserialize<T>(body, Files.HandoffJson.Options) is { } value ? (value, null) : (null, Refused("The body is empty", $"send {form}"));
        }
        catch (JsonException wrong)
        {
            return (null, Refused("The body cannot be read", $"at {(string.IsNullOrEmpty(wrong.Path) ? "$" : wrong.Path)}: send {form}"));
        }
    }
}
