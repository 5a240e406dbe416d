using System.Globalization;
using Integration.Connectors.Ports;

namespace Integration.Connectors.Http;

/// <summary>Faults of the way to a vendor, whatever the vendor. All are transient: only a look tells what became of a write.</summary>
public static class OutsideFaults
{
    /// <summary>Code of <see cref="NoConnection"/>.</summary>
    public const string NoConnectionCode = "NO_CONNECTION";

    private const string ByItself = "It is tried again by itself.";

    /// <summary>No answer in time; the work may still be done.</summary>
    public static Fault TimedOut(string system, TimeSpan after) =>
        Of("TIMEOUT", string.Create(CultureInfo.InvariantCulture, $"{system} gave no answer within {after.TotalSeconds:0} s."), ByItself);

    /// <summary>The connection broke after the request had left.</summary>
    public static Fault ConnectionLost(string system) => Of("CONNECTION_LOST", $"The connection to {system} broke before its answer was there.", ByItself);

    /// <summary>No connection could be made; nothing was sent.</summary>
    public static Fault NoConnection(string system, HttpRequestError error) =>
        Of(NoConnectionCode, $"{system} cannot be reached ({error}); nothing was sent.", "Check the address, DNS, proxy and certificates if it lasts.");

    /// <summary>A 2xx answer that is no JSON, such as a maintenance page.</summary>
    public static Fault NotJson(string system) => Of("NOT_JSON", $"{system} answered with something else than JSON, such as a maintenance page.", ByItself);

    /// <summary>A 2xx answer that stops in the middle.</summary>
    public static Fault Truncated(string system) => Of("TRUNCATED", $"{system}'s answer ended in the middle.", ByItself);

    /// <summary>Whole JSON of another shape than documented.</summary>
    public static Fault WrongShape(string system, string where) =>
        Of("WRONG_SHAPE", $"{system}'s answer has another shape than documented ({where}).", "If it lasts, the system's API changed: please report this with the version in use.");

    /// <summary>An answer beyond the limit.</summary>
    public static Fault TooLarge(string system, int bytesMax) =>
        Of("ANSWER_TOO_LARGE", string.Create(CultureInfo.InvariantCulture, $"{system}'s answer is larger than {bytesMax} bytes."), "Map fewer fields, or lower the page size.");

    /// <summary>Too many attempts failed lately; nothing was sent.</summary>
    public static Fault CircuitOpen(string system, TimeSpan retryAfter) =>
        Of("CIRCUIT_OPEN", $"{system} failed too often in the last half minute; calls rest.", ByItself) with { RetryAfter = retryAfter };

    /// <summary>An HTTP status without a body that says more.</summary>
    public static Fault Http(string system, int status) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"HTTP_{status}"), string.Create(CultureInfo.InvariantCulture, $"{system} answered with status {status}."), ByItself);

    private static Fault Of(string code, string reason, string mend) => new(FaultClass.Transient, code, reason, mend);
}
