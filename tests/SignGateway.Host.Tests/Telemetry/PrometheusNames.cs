using System.Diagnostics.Metrics;

namespace SignGateway.Host.Tests.Telemetry;

/// <summary>What an instrument is called in Prometheus after the collector's renaming.</summary>
internal static class PrometheusNames
{
    public static IEnumerable<string> Of(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "1" when IsGauge(kind) => "_ratio",
            _ => "",
        });
        if (kind == typeof(Histogram<>))
            return [$"{name}_bucket", $"{name}_count", $"{name}_sum"];
        return [kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? $"{name}_total" : name];
    }

    private static bool IsGauge(Type kind) => kind == typeof(Gauge<>) || kind == typeof(ObservableGauge<>);
}
