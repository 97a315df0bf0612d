using System.Text.Json.Nodes;
using SignGateway.Protocol.Requests;
using Xunit;

namespace SignGateway.Protocol.Tests.Requests;

/// <summary>Every step of an upload, signed as OSS's own SDK signs it.</summary>
public sealed class UploadSignatureTests
{
    public static TheoryData<string> Headers => Ids("header");

    public static TheoryData<string> Queries => Ids("query");

    [Theory]
    [MemberData(nameof(Headers))]
    public void signs_a_step_in_its_header(string id)
    {
        var (input, expected) = Find(id);
        var canonical = RequestSignatureV4.CanonicalRequest(Request(input));

        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        Assert.Equal(expected.Text("stringToSign"), RequestSignatureV4.StringToSign(canonical, input.Text("region"), input.Time()));
        var header = RequestSignatureV4.AuthorizationHeader(Request(input), input.Credentials(), input.Text("region"), input.Time());
        Assert.EndsWith($"Signature={expected.Text("signature")}", header, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void signs_a_step_in_its_query(string id)
    {
        var (input, expected) = Find(id);
        var life = TimeSpan.FromSeconds(input["expiresSeconds"]!.GetValue<int>());
        var query = RequestSignatureV4.PresignedQuery(Request(input), input.Credentials(), input.Text("region"), input.Time(), life);

        Assert.Equal(expected["signedQueries"].Texts().OrderBy(pair => pair.Key, StringComparer.Ordinal), query.SkipLast(1));
        Assert.Equal(new("x-oss-signature", expected.Text("signature")), query[^1]);
    }

    private static TheoryData<string> Ids(string form) =>
        [.. Vectors.File("upload-v4")["vectors"]!.AsArray().Where(vector => vector!["input"]!.Text("form") == form).Select(vector => vector!.Text("id"))];

    private static (JsonNode Input, JsonNode Expected) Find(string id) => (Vectors.Find("upload-v4", id)["input"]!, Vectors.Find("upload-v4", id)["expected"]!);

    private static SigningRequest Request(JsonNode input) => new(
        input.Text("method"),
        input.Text("bucket"),
        input.Text("object"),
        input["headers"].Texts(),
        input["queries"].Texts().ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        [.. input["additionalHeaders"]!.AsArray().Select(name => name!.GetValue<string>())]);
}
