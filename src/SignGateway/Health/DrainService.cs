using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Telemetry;

namespace SignGateway.Health;

/// <summary>
/// Ends the process so that nobody notices: first it is not ready, and goes on serving until that has got about; then what waits gets its answer. Only after that
/// the server stops listening and finishes what is under way, and what writes in the background writes its last.
/// </summary>
internal sealed partial class DrainService(
    DrainState drain, IServiceProvider services, IHostEnvironment environment, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService
{
    private CancellationTokenRegistration _signal;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _signal = lifetime.ApplicationStopping.Register(drain.Begin);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Not yet stopping means that the application stops its host itself: nobody sends it requests who would have to notice.
        var delay = lifetime.ApplicationStopping.IsCancellationRequested ? services.GetRequiredService<IOptions<DrainOptions>>().Value.DelayIn(environment) : TimeSpan.Zero;
        drain.Begin();
        if (delay > TimeSpan.Zero)
        {
            Draining(logger, delay);
            await Task.WhenAny(Task.Delay(delay, time, cancellationToken));
        }

        await drain.CloseAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => _signal.DisposeAsync().AsTask();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3006, LogLevel.Information, "The gateway is no longer ready; for {Delay} it goes on serving whoever has not noticed")]
    private static partial void Draining(ILogger logger, TimeSpan delay);
}
