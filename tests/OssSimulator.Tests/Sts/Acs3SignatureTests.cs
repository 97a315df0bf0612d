using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OssSimulator.Sts;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

public sealed class Acs3SignatureTests
{
    private const string File = "sts-acs3.json";
    private const string Form = "application/x-www-form-urlencoded";

    public static TheoryData<string> All => Vectors.Ids(File);

    public static TheoryData<string> AssumeRoles => [.. Vectors.Of(File)
        .Where(vector => vector["input"]!["headersToSign"]!.Text("x-acs-action") == "AssumeRole")
        .Select(vector => vector.Text("id"))];

    [Theory]
    [MemberData(nameof(All))]
    public void signs_every_published_call(string id)
    {
        var vector = Vectors.Get(File, id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var authorization = Acs3Authorization.Parse(expected.Text("authorization"))!;
        var canonical = Acs3Signature.CanonicalRequest(
            input.Text("method"),
            Strings(input["query"]!),
            authorization.SignedHeaders,
            name => input["headersToSign"]![name]?.GetValue<string>(),
            Encoding.UTF8.GetBytes(input.Text("bodyUtf8")));

        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        Assert.Equal(expected.Text("stringToSign"), Acs3Signature.StringToSign(canonical));
        Assert.Equal(expected.Text("signature"), Acs3Signature.Compute(input.Text("accessKeySecret"), expected.Text("stringToSign")));
        Assert.Equal((input.Text("accessKeyId"), expected.Text("signature")), (authorization.AccessKeyId, authorization.Signature));
    }

    [Theory]
    [MemberData(nameof(AssumeRoles))]
    public async Task lends_a_role_to_every_published_caller(string id)
    {
        var vector = Vectors.Get(File, id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        await using var simulator = await RunningSimulator.StartAsync(options =>
        {
            options.TimeProvider = new FixedTime(StsAnswer.Time(input["headersToSign"]!.Text("x-acs-date")));
            options.AccessKeys = [new(input.Text("accessKeyId"), input.Text("accessKeySecret"), input["securityToken"]?.GetValue<string>())];
            options.Roles = [new("acs:ram::1234567890123456:role/oss-upload-gateway")];
        });

        using var answer = await simulator.SendAsync(Replay(simulator.Server.Url, input, expected));
        await StsAnswer.IssuedAsync(answer);
    }

    private static HttpRequestMessage Replay(Uri origin, JsonNode input, JsonNode expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(input.Text("method")), new Uri(origin, "/?" + input.Text("canonicalQuery")));
        foreach (var (name, value) in Strings(input["headersToSign"]!).Where(header => header.Key != "content-type"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", expected.Text("authorization"));
        if (input["headersToSign"]!["content-type"] is not null)
        {
            request.Content = new StringContent(input.Text("bodyUtf8"), new MediaTypeHeaderValue(Form));
        }

        return request;
    }

    private static Dictionary<string, string> Strings(JsonNode node) =>
        node.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
}
