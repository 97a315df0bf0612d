namespace SignGateway.Host.Telemetry;

/// <summary>Begins to listen before anything else starts. The exporters end with the services that they listen to, after all of those have stopped.</summary>
internal sealed class ExportService(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<Exporters>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
