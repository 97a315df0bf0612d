using SignGateway.Protocol.Multipart;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Protocol.Tests.Multipart;

public sealed class PartQueriesTests
{
    private const string UploadId = "0004B9894A22E5B1888A1E29F823+/";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1, null)]
    [InlineData(10_000, null)]
    [InlineData(7, "a+token/of=base64")]
    public void signs_each_part_as_one_URL_alone_is_signed(int number, string? token)
    {
        var credentials = new OssCredentials("id", "secret", token);
        var request = new SigningRequest(
            "PUT", "bucket", "a b/猫.bin", new Dictionary<string, string>(), new Dictionary<string, string?> { ["partNumber"] = $"{number}", ["uploadId"] = UploadId }, []);

        var query = new PartQueries("bucket", "a b/猫.bin", UploadId, credentials, "cn-hangzhou", Now, Life).Of(number);

        Assert.Equal(RequestSignatureV4.ToText(RequestSignatureV4.PresignedQuery(request, credentials, "cn-hangzhou", Now, Life)), query);
        Assert.StartsWith($"partNumber={number}&uploadId={Uri.EscapeDataString(UploadId)}&x-oss-credential=id%2F20260101%2F", query, StringComparison.Ordinal);
        Assert.Equal(token is not null, query.Contains("x-oss-security-token=a%2Btoken%2Fof%3Dbase64", StringComparison.Ordinal));
    }

    [Fact]
    public void every_part_has_a_signature_of_its_own()
    {
        var queries = new PartQueries("bucket", "key", UploadId, new OssCredentials("id", "secret"), "cn-hangzhou", Now, Life);
        Assert.Equal(100, Enumerable.Range(1, 100).Select(number => queries.Of(number)[^64..]).Distinct().Count());
    }
}
