using System.Text.Json.Nodes;
using SignGateway.Protocol.Requests;
using Xunit;

namespace SignGateway.Protocol.Tests.Requests;

public sealed class RequestSignatureV4Tests
{
    public static TheoryData<string> Headers => Vectors.Ids("header-v4");

    public static TheoryData<string> Queries => Vectors.Ids("presign-v4");

    [Theory]
    [MemberData(nameof(Headers))]
    public void signs_headers_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("header-v4", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var canonical = RequestSignatureV4.CanonicalRequest(Request(input));

        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        Assert.Equal(expected.Text("stringToSign"), RequestSignatureV4.StringToSign(canonical, input.Text("region"), input.Time()));
        Assert.Equal(expected.Text("authorization"), RequestSignatureV4.AuthorizationHeader(Request(input), input.Credentials(), input.Text("region"), input.Time()));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void signs_queries_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("presign-v4", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var life = input["expiresSeconds"]?.GetValue<long>() ?? input["expiresAtUnix"]!.GetValue<long>() - input["signTimeUnix"]!.GetValue<long>();
        var query = RequestSignatureV4.PresignedQuery(Request(input), input.Credentials(), input.Text("region"), input.Time(), TimeSpan.FromSeconds(life));
        var canonical = RequestSignatureV4.CanonicalRequest(Request(input) with { Query = query.SkipLast(1).ToDictionary(pair => pair.Key, pair => (string?)pair.Value) });

        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        Assert.Equal(expected.Text("stringToSign"), RequestSignatureV4.StringToSign(canonical, input.Text("region"), input.Time()));
        Assert.Equal(new("x-oss-signature", expected.Text("signature")), query[^1]);
        foreach (var (name, value) in expected["queryParameters"].Texts())
            Assert.Contains(new KeyValuePair<string, string>(name, value), query);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(604801)]
    public void refuses_a_life_that_oss_refuses(int seconds)
    {
        var request = Request(Vectors.Find("presign-v4", "presign-get")["input"]!);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            RequestSignatureV4.PresignedQuery(request, new("id", "secret"), "cn-hangzhou", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(seconds)));
    }

    private static SigningRequest Request(JsonNode input) => new(
        input.Text("method"),
        input.Text("bucket"),
        input.OptionalText("object"),
        input["headers"].Texts(),
        input["queries"].Texts().ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        [.. input["additionalHeaders"]!.AsArray().Select(name => name!.GetValue<string>())]);
}
