namespace SignGateway.Admin.Statistics;

/// <summary>What is counted, and under which name, out of what the meter measures.</summary>
internal static class StatisticsNames
{
    public const string Refused = "refused.";
    public const string Sign = "sign";
    public const string Callback = "callback";

    /// <summary>The series of an overview.</summary>
    public static readonly string[] Series = ["grants", "callbacks", "duplicates", "confirms", "reconciled", "expired", "rejected", "deleted"];

    /// <summary>The name of a counter's measurement, given its one tag; null for what is not counted.</summary>
    public static string? Of(string instrument, string? tag) => (instrument, tag) switch
    {
        ("sign_gateway.grants", _) => "grants",
        ("sign_gateway.callbacks", "recorded") => "callbacks",
        ("sign_gateway.callbacks", "duplicate") => "duplicates",
        ("sign_gateway.callbacks", { } code) => Refused + code,
        ("sign_gateway.uploads.recorded", "confirm") => "confirms",
        ("sign_gateway.uploads.recorded", "reconcile") => "reconciled",
        ("sign_gateway.uploads.states", "expired" or "rejected" or "deleted") => tag,
        _ => null,
    };

    /// <summary>The name of a duration's measurement; null for what is not counted.</summary>
    public static string? Of(string instrument, double seconds) => instrument switch
    {
        "sign_gateway.grants.duration" => LatencyBuckets.Name(Sign, seconds),
        "sign_gateway.callbacks.duration" => LatencyBuckets.Name(Callback, seconds),
        _ => null,
    };

    /// <summary>The only tag of a measurement.</summary>
    public static string? TagOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 1 ? tags[0].Value as string : null;
}
