using Integration.App.Commands;
using Integration.App.Roles;
using Integration.Hosting.Buses;

namespace Integration.App.Running;

/// <summary>What the command line and the environment say of one process.</summary>
internal sealed record RunSettings
{
    public required IReadOnlyList<Role> Roles { get; init; }
    public required string Data { get; init; }
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>The bus; roles in several processes need a broker.</summary>
    /// <exception cref="StopsHereException">Some roles are elsewhere and no broker connects them.</exception>
    /// <exception cref="FormatException">A variable is wrong.</exception>
    public BusOptions Bus(Func<string, string?> environment)
    {
        var bus = BusOptions.Of(environment);
        if (bus.Broker is null && Roles.Count < RoleNames.All.Count)
            throw new StopsHereException(ExitCode.Usage,
                $"with --roles {string.Join(',', Roles.Select(role => role.Word()))} the other roles are in other processes, and no bus connects them", "set INTEGRATION_BUS=amqp://user:password@host, or leave --roles out");
        return bus;
    }
}
