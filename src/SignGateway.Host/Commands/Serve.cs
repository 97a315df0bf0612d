using SignGateway.Host.Demo;
using SignGateway.Host.Hosting;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>serve</c>, which is meant where none is named.</summary>
internal static class Serve
{
    public static Command Command { get; } = new(
        "serve",
        "Serves until it is told to stop. What is meant where no command is named.",
        """
        Usage: serve [--SECTION:KEY VALUE]...

        Runs the gateway: its routes, the sweep, the delivery of events. Wrong settings stop the start, all of them named.
        SIGTERM and Ctrl+C end it once what has begun is answered.

        In Development everything that is not configured points at a local stand-in for OSS, which is started too. Elsewhere it needs at least a public
        URL, a bucket, credentials, a ticket key (command keys new) and somebody who signs tokens. docs/settings.md lists all settings.

        Example:
          SignGateway.Host serve --urls http://localhost:8080 --environment Development
        """) { Run = (app, _) => RunAsync(app) };

    private static async Task<int> RunAsync(WebApplication app)
    {
        await app.StartAsync();
        Welcome.Print(app, app.Services.GetRequiredService<DemoSignIn>());
        await app.WaitForShutdownAsync();
        return ExitCode.Done;
    }
}
