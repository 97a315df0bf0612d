using OssSimulator.Callbacks;

namespace OssSimulator;

/// <summary>What a simulator is started with.</summary>
public sealed class SimulatorOptions
{
    public const string DefaultAccessKeyId = "simulator-key-id";
    public const string DefaultAccessKeySecret = "simulator-key-secret";
    public const string DefaultBucket = "demo-bucket";

    /// <summary>Where to listen, and the origin told to callback receivers. Port 0 picks a free port on loopback;
    /// a host name other than <c>localhost</c> listens on every address and is announced as written.</summary>
    public Uri Url { get; set; } = new("http://localhost:5081");

    /// <summary>Objects and the callback key live here; one running simulator per folder.</summary>
    public string DataFolder { get; set; } = Path.Combine("data", "simulator");

    public string Region { get; set; } = "cn-hangzhou";

    public IList<string> Buckets { get; set; } = [DefaultBucket];

    public IList<AccessKey> AccessKeys { get; set; } = [new(DefaultAccessKeyId, DefaultAccessKeySecret)];

    public IList<string> CorsOrigins { get; set; } = ["*"];

    /// <summary>Refuses form fields that no policy condition names; OSS itself lets them through.</summary>
    public bool Strict { get; set; }

    /// <summary>How long one callback URL may take, answer included.</summary>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many callbacks are remembered.</summary>
    public int CallbackLogSize { get; set; } = 1000;

    /// <summary>What a variable without a value becomes in a JSON callback body; OSS is not documented here.</summary>
    public JsonMissingValue JsonMissingValue { get; set; }

    /// <summary>Largest request body; OSS draws the line at 5 GB.</summary>
    public long MaxRequestBytes { get; set; } = 5L * 1024 * 1024 * 1024;

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
