using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

/// <summary>Tries now and then what no request may have tried for a while, so that it is known since when something is away.</summary>
internal sealed class DependencyWatch(IServiceProvider services, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            // Asked for this late because this is made before options are checked.
            await services.GetRequiredService<ProbeDependencies>().ExecuteAsync(Patience, stoppingToken);
        }
    }
}
