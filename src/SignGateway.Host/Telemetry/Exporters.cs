using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SignGateway.Telemetry;

namespace SignGateway.Host.Telemetry;

/// <summary>What listens to the gateway and to the framework, and sends what it hears to the collector; at its end, all that is left.</summary>
internal sealed class Exporters : IDisposable
{
    private const string Service = "sign-gateway";

    /// <summary>Whose instruments are exported.</summary>
    public static readonly IReadOnlyList<string> Meters =
    [
        GatewayMeter.Name, "SignGateway.Storage",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    private static readonly string[] Sources = [GatewayActivities.Name, "Microsoft.AspNetCore", "System.Net.Http"];

    private readonly MeterProvider _meters;
    private readonly TracerProvider _tracers;

    public Exporters(Replica replica, IConfiguration configuration)
    {
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(Service, serviceVersion: Version(), serviceInstanceId: replica.Name)
            .AddTelemetrySdk()
            // Last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have their say.
            .AddEnvironmentVariableDetector();
        // The exporter's other variables may stand wherever settings may.
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddMeter([.. Meters])
            .AddOtlpExporter()
            .Build();
        _tracers = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddSource(Sources)
            .AddOtlpExporter()
            .Build();
    }

    public void Dispose()
    {
        _tracers.Dispose();
        _meters.Dispose();
    }

    private static string Version() =>
        typeof(Exporters).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
