using SignGateway.Doctor;
using SignGateway.Host.Development;
using SignGateway.Profiles;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string ProfileOption = "--profile";
    private const string JsonSwitch = "--json";

    public static Command Command { get; } = new(
        "doctor",
        "Looks at everything that uploads depend on, and says what to do about what is wrong.",
        """
        Usage: doctor [--profile NAME] [--json] [--SECTION:KEY VALUE]...

          --profile NAME   only what this profile needs
          --json           one JSON object instead of lines

        Configuration, clock, credentials, bucket, region, rights, CORS, the callback's public URL as OSS sees it, Redis, database and ticket keys; then a whole
        upload with its callback, which is taken away again. You need it before the first upload, after each change of a role, bucket, proxy or certificate, and
        when something does not work. Beside gateways that serve it needs PostgreSQL: on SQLite the data folder belongs to one process, so ask on the admin page.
        Exit status 1 says that something is wrong.

        Example:
          SignGateway.Host doctor --profile avatars
        """)
    {
        Switches = [JsonSwitch],
        Options = [ProfileOption],
        Run = RunAsync,
        Complain = Complain,
    };

    // With wrong settings there is nothing to look at but them.
    private static int Complain(IReadOnlyCollection<string> faults, CommandArguments arguments)
    {
        var findings = faults.Select(fault => Finding.Fault(
            "configuration_invalid", fault, "Set it in appsettings.json, in the environment (with __ for :) or on the command line; nothing else was looked at."));
        var printer = Printer(arguments);
        printer.Add(new CheckedPart("configuration", [.. findings], TimeSpan.Zero));
        return End(printer);
    }

    // Where the stand-in for OSS lives in the gateway's own process, that process serves meanwhile: there is nobody else for OSS to call.
    private static async Task<int> RunAsync(WebApplication app, CommandArguments arguments)
    {
        var profiles = app.Services.GetRequiredService<ProfileCatalog>();
        var name = arguments.Find(ProfileOption);
        if (name is not null && profiles.Find(name) is null)
            return Help.Complain(Command, $"there is no profile '{name}'; there are {string.Join(", ", profiles.All.Select(profile => profile.Name))}.");

        var serves = app.Services.GetService<SimulatorService>() is not null;
        using var stop = new StopSignals();
        try
        {
            if (serves)
                await app.StartAsync(stop.Token);
            return await ExamineAsync(app.Services, arguments, [.. profiles.All.Where(profile => name is null || profile.Name == name)], stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("doctor: it was told to stop, and did not look at the rest.");
            return ExitCode.Incomplete;
        }
        finally
        {
            if (serves)
                await app.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> ExamineAsync(IServiceProvider services, CommandArguments arguments, IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        var printer = Printer(arguments);
        printer.Add(new CheckedPart("configuration", [Finding.Ok("configuration_ok", "No setting is wrong.")], TimeSpan.Zero));
        await foreach (var part in services.GetRequiredService<Examine>().ExecuteAsync(profiles, cancellationToken))
            printer.Add(part);
        return End(printer);
    }

    private static DoctorPrinter Printer(CommandArguments arguments) => new(arguments.Has(JsonSwitch), Console.Out);

    private static int End(DoctorPrinter printer)
    {
        printer.Finish();
        return printer.Report.Worst == FindingLevel.Fault ? ExitCode.Incomplete : ExitCode.Done;
    }
}
