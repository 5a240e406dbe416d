namespace Integration.Hosting.Buses;

/// <summary>Where the broker is and who we are there.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="VirtualHost"><c>/</c> by default.</param>
/// <param name="User">User name.</param>
/// <param name="Password">Never printed.</param>
/// <param name="IsTls">True for <c>amqps</c>.</param>
public sealed record BusAddress(string Host, ushort Port, string VirtualHost, string User, string Password, bool IsTls)
{
    private const string Form = "write amqp://user:password@host:5672/vhost, or amqps://… for TLS";

    /// <summary>Reads an AMQP URI.</summary>
    /// <exception cref="FormatException">It is none; the message says what is missing, without the text itself, which may hold a password.</exception>
    public static BusAddress Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)) throw Bad("is not a URI");
        if (uri.Scheme is not ("amqp" or "amqps")) throw Bad($"has the scheme '{uri.Scheme}'");
        if (uri.Host.Length == 0) throw Bad("names no host");
        var login = uri.UserInfo.Split(':', 2);
        if (login[0].Length == 0) throw Bad("names no user");
        if (login.Length < 2) throw Bad("has no password");
        var tls = uri.Scheme == "amqps";
        var port = uri.Port > 0 ? uri.Port : tls ? 5671 : 5672;
        // RFC of the URI scheme: "/%2F" is the virtual host "/". An empty path is taken as the same, as all clients do.
        var path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new BusAddress(uri.Host, checked((ushort)port), path.Length == 0 ? "/" : path, Uri.UnescapeDataString(login[0]), Uri.UnescapeDataString(login[1]), tls);
    }

    /// <summary>Without user and password.</summary>
    public override string ToString() => $"{(IsTls ? "amqps" : "amqp")}://{Host}:{Port}/{(VirtualHost == "/" ? "" : VirtualHost)}";

    private static FormatException Bad(string what) => new($"INTEGRATION_BUS {what}: {Form}");
}
