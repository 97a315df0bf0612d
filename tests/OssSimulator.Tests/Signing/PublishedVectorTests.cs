using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OssSimulator.Policies;
using OssSimulator.Signing;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Signing;

public sealed class PublishedVectorTests
{
    public static TheoryData<string> FormV4 => Vectors.Ids("postobject-v4.json");

    public static TheoryData<string> FormV1 => Vectors.Ids("postobject-v1.json");

    public static TheoryData<string> Header => Vectors.Ids("header-v4.json");

    public static TheoryData<string> Query => Vectors.Ids("presign-v4.json");

    [Theory]
    [MemberData(nameof(FormV4))]
    public void signs_a_policy_with_v4(string id)
    {
        var vector = Vectors.Get("postobject-v4.json", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var scope = CredentialScope.Parse(expected.Text("xOssCredential"))!;
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(input.Text("policyJson")));

        Assert.Equal(expected.Text("policyBase64"), policy);
        Assert.Equal(expected["derivedKeysHex"]!.Text("signing"), Convert.ToHexStringLower(V4Signature.SigningKey(input.Text("accessKeySecret"), scope.Day, scope.Region)));
        Assert.Equal(expected.Text("signature"), V4Signature.Compute(input.Text("accessKeySecret"), scope.Day, scope.Region, policy));
    }

    [Theory]
    [MemberData(nameof(FormV4))]
    public void reads_every_published_policy(string id)
    {
        var vector = Vectors.Get("postobject-v4.json", id);
        Assert.Null(PolicyParser.Parse(vector["expected"]!.Text("policyBase64"), out var policy));
        Assert.NotEmpty(policy!.Conditions);
    }

    [Theory]
    [MemberData(nameof(FormV1))]
    public void signs_a_policy_with_v1(string id)
    {
        var vector = Vectors.Get("postobject-v1.json", id);
        Assert.Equal(vector["expected"]!.Text("signature"), V1Signature.Compute(vector["input"]!.Text("accessKeySecret"), vector["expected"]!.Text("policyBase64")));
    }

    [Theory]
    [MemberData(nameof(Header))]
    public void signs_a_request_in_its_header(string id)
    {
        var vector = Vectors.Get("header-v4.json", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        Check(input, expected, Strings(input["queries"]), expected.Text("authorization").Split("Signature=")[1]);
    }

    [Theory]
    [MemberData(nameof(Query))]
    public void signs_a_request_in_its_query(string id)
    {
        var vector = Vectors.Get("presign-v4.json", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var query = Strings(input["queries"]);
        var lines = expected.Text("stringToSign").Split('\n');
        query["x-oss-signature-version"] = "OSS4-HMAC-SHA256";
        query["x-oss-credential"] = $"{input.Text("accessKeyId")}/{lines[2]}";
        query["x-oss-date"] = lines[1];
        query["x-oss-expires"] = Life(input);
        if (input["securityToken"] is { } token) query["x-oss-security-token"] = token.GetValue<string>();
        if (input["additionalHeaders"]!.AsArray() is { Count: > 0 } additional) query["x-oss-additional-headers"] = string.Join(';', additional);
        Check(input, expected, query, expected.Text("signature"));
    }

    private static string Life(JsonNode input)
    {
        if (input["expiresSeconds"] is { } seconds) return seconds.GetValue<int>().ToString(CultureInfo.InvariantCulture);
        Assert.True(OssTime.TryParse(input.Text("xOssDate"), out var signedAt));
        return (input["expiresAtUnix"]!.GetValue<long>() - signedAt.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
    }

    private static void Check(JsonNode input, JsonNode expected, Dictionary<string, string> query, string signature)
    {
        var canonical = CanonicalRequest.Build(
            input.Text("method"),
            input.Text("bucket"),
            input.Text("object"),
            query,
            Strings(input["headers"]),
            input["additionalHeaders"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(expected.Text("canonicalRequest"), canonical);

        var lines = expected.Text("stringToSign").Split('\n');
        var scope = CredentialScope.Parse($"{input.Text("accessKeyId")}/{lines[2]}")!;
        var stringToSign = CanonicalRequest.StringToSign(lines[1], scope, canonical);
        Assert.Equal(expected.Text("stringToSign"), stringToSign);
        Assert.Equal(signature, V4Signature.Compute(input.Text("accessKeySecret"), scope.Day, scope.Region, stringToSign));
    }

    private static Dictionary<string, string> Strings(JsonNode? node) =>
        node!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "");
}
