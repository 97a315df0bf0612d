using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Health;

internal static class HealthServices
{
    public static void AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<DrainOptions>(configuration, DrainOptions.Section)
            .Validate(
                options => options.DrainDelay is not { } delay || (delay >= TimeSpan.Zero && delay <= DrainOptions.Longest),
                $"{DrainOptions.Section}:DrainDelay must lie between 0 and {DrainOptions.Longest.TotalMinutes} minutes, such as 00:00:05.");
        services.AddHostedService<DrainService>();
        services.AddHostedService<HealthGauges>();
        services.AddOptions<HostOptions>().PostConfigure<IOptions<DrainOptions>, IHostEnvironment>(AddDelay);
    }

    // What is under way keeps all the time that the application gives it.
    private static void AddDelay(HostOptions host, IOptions<DrainOptions> options, IHostEnvironment environment)
    {
        try
        {
            host.ShutdownTimeout += options.Value.DelayIn(environment);
        }
        catch (OptionsValidationException)
        {
            // The start refuses them, together with whatever else is wrong.
        }
    }
}
