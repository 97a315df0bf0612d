using Microsoft.Extensions.Options;
using SignGateway.Privacy;
using SignGateway.Uploads;

namespace SignGateway.Host.Hosting;

/// <summary>The command <c>erase</c>. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class Erase
{
    private const int Incomplete = 1;
    private const int Misused = 2;

    public static int Refuse(string fault)
    {
        Console.Error.WriteLine($"erase: {fault}");
        Console.Error.WriteLine(EraseArguments.Usage);
        return Misused;
    }

    public static async Task<int> RunAsync(IServiceProvider services, EraseArguments arguments)
    {
        if (services.GetRequiredService<IOptions<IdentityOptions>>().Value.OwnerNamesIssuer && !arguments.Owner.Contains('|', StringComparison.Ordinal))
            Console.Error.WriteLine("erase: several issuers are configured, and no --issuer is given: this is about uploads from a time with one issuer only.");

        using var stop = new StopSignals();
        try
        {
            if (!await CommandLedger.PrepareAsync(services, "erase", stop.Token))
                return Incomplete;
        }
        catch (LedgerUnavailableException exception)
        {
            Console.Error.WriteLine($"erase: {exception.Message}");
            return Incomplete;
        }

        var report = await services.GetRequiredService<EraseUser>().ExecuteAsync(arguments.Owner, arguments.DryRun, stop.Token);
        Console.WriteLine(arguments.Json ? EraseReportText.Json(report, arguments.DryRun) : EraseReportText.Lines(report, arguments.DryRun));
        if (arguments.DryRun)
            return report.StoppedBecause is null && report.Failed == 0 ? 0 : Incomplete;
        if (!report.IsComplete)
            Console.Error.WriteLine($"erase is not complete: {report.StoppedBecause ?? $"for {report.Failed} uploads OSS did not answer"}. Run it again; what is erased stays so.");
        return report.IsComplete ? 0 : Incomplete;
    }
}
