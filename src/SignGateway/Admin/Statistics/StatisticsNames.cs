namespace SignGateway.Admin.Statistics;

/// <summary>What is counted, and under which name, out of what the meter measures.</summary>
internal static class StatisticsNames
{
    public const string Refused = "refused.";
    public const string Sign = "sign";
    public const string Callback = "callback";

    // Each with the tag that tells what to count it as.
    private static readonly Dictionary<string, string?> Instruments = new()
    {
        ["sign_gateway.grants"] = "outcome",
        ["sign_gateway.grants.duration"] = null,
        ["sign_gateway.callbacks"] = "verdict",
        ["sign_gateway.callbacks.duration"] = null,
        ["sign_gateway.uploads.recorded"] = "road",
        ["sign_gateway.uploads.states"] = "state",
    };

    /// <summary>The series of an overview.</summary>
    public static readonly string[] Series = ["grants", "callbacks", "duplicates", "confirms", "reconciled", "expired", "rejected", "deleted"];

    /// <summary>Whether anything here is counted from an instrument; nobody listens to the others on account of this.</summary>
    public static bool AreMadeOf(string instrument) => Instruments.ContainsKey(instrument);

    /// <summary>The name of a counter's measurement, given the tag that matters; null for what is not counted.</summary>
    public static string? Of(string instrument, string? tag) => (instrument, tag) switch
    {
        ("sign_gateway.grants", "issued" or "repeated") => "grants",
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

    /// <summary>The tag of a measurement that matters.</summary>
    public static string? TagOf(string instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = Instruments[instrument];
        foreach (var (key, value) in tags)
        {
            if (key == name)
                return value as string;
        }

        return null;
    }
}
