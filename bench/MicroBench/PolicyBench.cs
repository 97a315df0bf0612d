using BenchmarkDotNet.Attributes;
using SignGateway.Protocol.Policies;

namespace MicroBench;

/// <summary>The policy of a form with a callback, and its signature with the day's key at hand.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class PolicyBench
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string Callback = Convert.ToBase64String(new byte[600]);

    private readonly byte[] _key = SigningKeyV4.Derive("bench-key-secret", Now, "cn-hangzhou");
    private readonly DateTimeOffset _expiresAt = Now.AddMinutes(10);
    private string _encoded = "";

    [GlobalSetup]
    public void SetUp() => _encoded = Document();

    [Benchmark]
    public string Document() => Write(_expiresAt);

    [Benchmark]
    public string Signature() => PostSignatureV4.Sign(_key, _encoded);

    [Benchmark(Baseline = true)]
    public string DocumentAndSignature() => PostSignatureV4.Sign(_key, Document());

    private static string Write(DateTimeOffset expiresAt) => new PolicyDocument(expiresAt)
        .Exactly("bucket", "bench-bucket")
        .ContentLengthRange(48213, 48213)
        .Equal("key", "uploads/2026/01/02/0f1e2d3c4b5a69788796/01jgfjjz00000000000000000a.png")
        .Equal("x-oss-content-type", "image/png")
        .Equal("Content-Disposition", "attachment; filename=\"cat photo.png\"")
        .Equal("x-oss-forbid-overwrite", "true")
        .Equal("success_action_status", "200")
        .Equal("callback", Callback)
        .Equal("x:album", "7")
        .Exactly("x-oss-signature-version", PostSignatureV4.Algorithm)
        .Exactly("x-oss-credential", PostSignatureV4.Credential("bench-key-id", Now, "cn-hangzhou"))
        .Exactly("x-oss-date", PostSignatureV4.Date(Now))
        .ToBase64();
}
