namespace SignGateway.Host.Telemetry;

/// <summary>
/// Metrics and traces go to a collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one, the variable that collectors, operators and every other program know. Where it is
/// not set nothing is made, and nobody listens.
/// </summary>
internal static class Exporting
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static bool ExportsTelemetry(this IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Endpoint]);

    public static void AddExporting(this WebApplicationBuilder builder, List<string> faults)
    {
        if (!builder.Configuration.ExportsTelemetry())
            return;
        if (!Uri.TryCreate(builder.Configuration[Endpoint], UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            faults.Add($"{Endpoint} is no http or https URL; write where the collector takes OTLP, such as http://collector:4317.");
            return;
        }

        builder.Services.AddSingleton<Exporters>();
        builder.Services.AddHostedService<ExportService>();
    }
}
