using OssSimulator;

namespace SignGateway.Host.Development;

/// <summary>Runs the simulator beside the gateway, with a server and a container of its own.</summary>
internal sealed class SimulatorService(SimulatorOptions options) : IHostedService, IAsyncDisposable
{
    private SimulatorServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken) => _server = await SimulatorServer.StartAsync(options, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
