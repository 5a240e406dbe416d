using Integration.Connectors.Ports;

namespace Integration.Salesforce.Tokens;

/// <summary>The refresh token in use. An org may rotate it with every use, and the old one is void from then on.</summary>
/// <param name="login">The configured login; null for logins without a refresh token.</param>
/// <param name="warn">Told when a rotated token could not be stored.</param>
internal sealed class RefreshTokenKeeper(RefreshTokenLogin? login, Action<string> warn)
{
    private readonly Lock gate = new();
    private string? current;

    /// <summary>The newest token known: kept in memory, else from the file, else as configured.</summary>
    /// <exception cref="ConnectorHaltException">The file is there and cannot be read.</exception>
    public string Current
    {
        get
        {
            lock (gate) return current ??= Stored() ?? login?.RefreshToken ?? "";
        }
    }

    /// <summary>Takes a token that an answer brought; stored before it is used, since a crash between the two would lock us out.</summary>
    public void Keep(string rotated)
    {
        lock (gate)
        {
            if (rotated == Current) return;
            current = rotated;
            if (login?.RefreshTokenPath is not { } path)
            {
                warn("Salesforce rotated the refresh token and no refreshTokenPath is set: the next start will be refused. Set one, or switch rotation off.");
                return;
            }
            try
            {
                // Beside the file and moved over it: half a token is none.
                var fresh = path + ".new";
                var mine = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows()) mine.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using (var writer = new StreamWriter(fresh, mine)) writer.Write(rotated);
                File.Move(fresh, path, overwrite: true);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                warn($"Salesforce rotated the refresh token and '{path}' cannot be written ({unwritable.GetType().Name}): the next start will be refused. Make it writable.");
            }
        }
    }

    private string? Stored()
    {
        if (login?.RefreshTokenPath is not { } path || !File.Exists(path)) return null;
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? text : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Not the configured token instead: it may be the rotated one's void predecessor, and using it may end the grant.
            throw new ConnectorHaltException(new Fault(FaultClass.Side, "REFRESH_TOKEN_UNREADABLE", $"The refresh token's file '{path}' cannot be read ({unreadable.GetType().Name}).", "Make it readable for the service."));
        }
    }
}
