using System.Text.Json.Nodes;
using OssSimulator.Hosting;
using OssSimulator.Signing;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Signing;

/// <summary>Signatures of requests as an SDK of OSS itself makes them.</summary>
public sealed class UploadVectorTests
{
    public static TheoryData<string> V1 => Vectors.Ids("request-v1.json");

    public static TheoryData<string> V4 => Vectors.Ids("upload-v4.json");

    [Theory]
    [MemberData(nameof(V1))]
    public void signs_a_request_with_v1(string id)
    {
        var vector = Vectors.Get("request-v1.json", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var target = new RequestTarget(input.Text("bucket"), input.Text("object"), [.. Strings(input["queries"]!)]);
        var text = V1RequestText.Build(input.Text("method"), target, Strings(input["headers"]!), input.Text("time"));
        Assert.Equal(expected.Text("stringToSign"), text);
        Assert.Equal(expected.Text("signature"), V1Signature.Compute(input.Text("accessKeySecret"), text));
    }

    [Theory]
    [MemberData(nameof(V4))]
    public void signs_every_step_of_an_upload_with_v4(string id)
    {
        var vector = Vectors.Get("upload-v4.json", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var canonical = CanonicalRequest.Build(
            input.Text("method"),
            input.Text("bucket"),
            input.Text("object"),
            Strings(expected["signedQueries"]!),
            Strings(input["headers"]!),
            input["additionalHeaders"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        var lines = expected.Text("stringToSign").Split('\n');
        var scope = CredentialScope.Parse($"{input.Text("accessKeyId")}/{lines[2]}")!;
        Assert.Equal(expected.Text("stringToSign"), CanonicalRequest.StringToSign(lines[1], scope, canonical));
        Assert.Equal(expected.Text("signature"), V4Signature.Compute(input.Text("accessKeySecret"), scope.Day, scope.Region, expected.Text("stringToSign")));
    }

    private static Dictionary<string, string> Strings(JsonNode node) =>
        node.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase);
}
