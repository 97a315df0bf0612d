using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using SignGateway.Telemetry;

namespace SignGateway.Health;

/// <summary>What <c>/health/ready</c> says, for whoever rather watches numbers. They are read when somebody collects them, and cost nothing before.</summary>
internal sealed class HealthGauges(IMeterFactory meters, DependencyStates dependencies, DrainState drain) : IHostedService
{
    private static readonly string[] States = [DependencyStates.Ok, DependencyStates.Degraded, DependencyStates.Down];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMeter.Name);
        meter.CreateObservableGauge("sign_gateway.ready", Ready, "1", "1 while the gateway is ready, 0 while it is not or drains.");
        meter.CreateObservableGauge("sign_gateway.dependency.status", Statuses, "1", "How a dependency stands: 1 for the state that it is in, 0 for the others.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private int Ready() => drain.IsDraining || dependencies.All.Any(dependency => dependency.State == DependencyStates.Down) ? 0 : 1;

    private IEnumerable<Measurement<int>> Statuses() =>
        from dependency in dependencies.All
        from state in States
        select new Measurement<int>(dependency.State == state ? 1 : 0, new("dependency", dependency.Name), new("state", state));
}
