using OssSimulator.Callbacks;
using OssSimulator.Sts;

namespace OssSimulator;

/// <summary>What a simulator is started with.</summary>
public sealed class SimulatorOptions
{
    public const string DefaultAccessKeyId = "simulator-key-id";
    public const string DefaultAccessKeySecret = "simulator-key-secret";
    public const string DefaultBucket = "demo-bucket";
    public const string DefaultRoleArn = "acs:ram::1000000000000000:role/simulator-role";

    /// <summary>Where to listen, and the origin told to callback receivers. Port 0 picks a free port on loopback;
    /// a host name other than <c>localhost</c> listens on every address and is announced as written.</summary>
    public Uri Url { get; set; } = new("http://localhost:5081");

    /// <summary>Objects and the callback key live here; one running simulator per folder.</summary>
    public string DataFolder { get; set; } = Path.Combine("data", "simulator");

    public string Region { get; set; } = "cn-hangzhou";

    public IList<string> Buckets { get; set; } = [DefaultBucket];

    /// <summary>Buckets of other regions, each with the endpoint that it must be addressed by.</summary>
    public IDictionary<string, string> BucketsElsewhere { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Hosts that are bound to a bucket, as a custom domain is.</summary>
    public IDictionary<string, string> CustomDomains { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public IList<AccessKey> AccessKeys { get; set; } = [new(DefaultAccessKeyId, DefaultAccessKeySecret)];

    /// <summary>What STS lends out.</summary>
    public IList<RamRole> Roles { get; set; } = [new(DefaultRoleArn)];

    /// <summary>Whose tokens STS takes.</summary>
    public IList<OidcProvider> OidcProviders { get; set; } = [];

    /// <summary>The name of the role that the metadata service gives keys for; empty for a machine without one.</summary>
    public string InstanceRole { get; set; } = "simulator-role";

    /// <summary>Whether the metadata service refuses requests without a token, as a hardened machine's does.</summary>
    public bool MetadataTokensRequired { get; set; }

    /// <summary>How many characters the security tokens have that are issued here; real ones have no known limit.</summary>
    public int SecurityTokenLength { get; set; } = 824;

    /// <summary>Origins of the buckets' CORS rule; without one there is no rule.</summary>
    public IList<string> CorsOrigins { get; set; } = ["*"];

    /// <summary>What the CORS rule lets scripts read.</summary>
    public IList<string> CorsExposedHeaders { get; set; } = ["ETag", "x-oss-request-id", "x-oss-hash-crc64ecma"];

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
