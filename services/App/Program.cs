using Integration.App.Commands;
using Integration.App.Terminals;

Func<string, string?> environment = Environment.GetEnvironmentVariable;
return await CommandLine.RunAsync(args, new CommandContext(Terminal.System(environment), environment, TimeProvider.System));
