using System.Text.Json;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

internal static class OverviewJson
{
    public static void Write(Utf8JsonWriter writer, Overview overview)
    {
        writer.WriteStartObject();
        writer.WriteString("window", overview.Window.Name);
        writer.WriteString("from", UploadJson.ToText(overview.From));
        writer.WriteString("to", UploadJson.ToText(overview.To));
        writer.WriteNumber("stepSeconds", overview.Window.StepSeconds);
        writer.WriteStartObject("series");
        foreach (var name in StatisticsNames.Series)
            WritePoints(writer, name, overview.Series[name]);
        writer.WriteEndObject();
        writer.WriteStartObject("refusals");
        foreach (var (name, points) in Refusals(overview))
            WritePoints(writer, name, points);
        writer.WriteEndObject();
        writer.WriteStartObject("latency");
        WriteLatency(writer, StatisticsNames.Sign, overview.Totals);
        WriteLatency(writer, StatisticsNames.Callback, overview.Totals);
        writer.WriteEndObject();
        WriteDependencies(writer, overview.Dependencies);
        writer.WriteNumber("replicas", overview.Replicas);
        writer.WriteEndObject();
    }

    /// <summary>The last step alone.</summary>
    public static void WriteLast(Utf8JsonWriter writer, Overview overview)
    {
        writer.WriteStartObject();
        writer.WriteString("from", UploadJson.ToText(overview.To - TimeSpan.FromSeconds(overview.Window.StepSeconds)));
        writer.WriteNumber("stepSeconds", overview.Window.StepSeconds);
        writer.WriteStartObject("series");
        foreach (var name in StatisticsNames.Series)
            writer.WriteNumber(name, overview.Series[name][^1]);
        writer.WriteEndObject();
        writer.WriteStartObject("refusals");
        foreach (var (name, points) in Refusals(overview))
            writer.WriteNumber(name, points[^1]);
        writer.WriteEndObject();
        WriteDependencies(writer, overview.Dependencies);
        writer.WriteNumber("replicas", overview.Replicas);
        writer.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter writer, IReadOnlyList<DependencyState> dependencies)
    {
        writer.WriteStartArray("dependencies");
        foreach (var dependency in dependencies)
        {
            writer.WriteStartObject();
            writer.WriteString("name", dependency.Name);
            writer.WriteString("state", dependency.State);
            writer.WriteString("since", UploadJson.ToText(dependency.Since));
            writer.WriteStartObject("detail");
            foreach (var (name, value) in dependency.Detail)
                writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<(string Code, long[] Points)> Refusals(Overview overview) => overview.Series
        .Where(pair => pair.Key.StartsWith(StatisticsNames.Refused, StringComparison.Ordinal))
        .Select(pair => (pair.Key[StatisticsNames.Refused.Length..], pair.Value))
        .OrderBy(pair => pair.Item1, StringComparer.Ordinal);

    private static void WritePoints(Utf8JsonWriter writer, string name, long[] points)
    {
        writer.WriteStartArray(name);
        foreach (var point in points)
            writer.WriteNumberValue(point);
        writer.WriteEndArray();
    }

    private static void WriteLatency(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(name);
        WritePercentile(writer, "p50", LatencyBuckets.Percentile(name, counts, 0.5));
        WritePercentile(writer, "p99", LatencyBuckets.Percentile(name, counts, 0.99));
        writer.WriteNumber("count", LatencyBuckets.Total(name, counts));
        writer.WriteEndObject();
    }

    private static void WritePercentile(Utf8JsonWriter writer, string name, double? milliseconds)
    {
        if (milliseconds is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }
}
