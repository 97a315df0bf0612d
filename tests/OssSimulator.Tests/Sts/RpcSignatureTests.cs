using System.Globalization;
using System.Text.Json.Nodes;
using OssSimulator.Sts;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

/// <summary>Calls signed the older way, as some SDKs still do.</summary>
public sealed class RpcSignatureTests
{
    private const string File = "sts-rpc-v1.json";

    public static TheoryData<string> All => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(All))]
    public void signs_every_published_call(string id)
    {
        var vector = Vectors.Get(File, id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var parameters = input["params"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
        var text = RpcSignature.StringToSign(input.Text("method"), parameters);
        Assert.Equal(expected.Text("stringToSign"), text);
        Assert.Equal(expected.Text("signature"), RpcSignature.Compute(input.Text("accessKeySecret"), text));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task lends_a_role(string method)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Build(simulator, Parameters(), method));
        var key = await StsAnswer.IssuedAsync(answer);
        using var put = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, "k") { Body = [1] }.As(key));
        Assert.Equal(200, (int)put.StatusCode);
    }

    [Theory]
    [InlineData("Timestamp", "2026-03-14T09:26:53Z")]
    [InlineData("Timestamp", "2026-03-14T09:26:53.123Z")]
    public async Task takes_times_with_and_without_milliseconds(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Build(simulator, Parameters(name, value)));
        await StsAnswer.IssuedAsync(answer);
    }

    [Theory]
    [InlineData("Timestamp", "2026-03-14 09:26:53", 400, "InvalidTimeStamp.Format")]
    [InlineData("Timestamp", "2026-03-14T09:41:54Z", 400, "InvalidTimeStamp.Expired")]
    [InlineData("AccessKeyId", "nobody", 404, "InvalidAccessKeyId.NotFound")]
    [InlineData("SecurityToken", "any", 400, "InvalidSecurityToken.MismatchWithAccessKey")]
    [InlineData("SignatureMethod", "HMAC-MD5", 400, "IncompleteSignature")]
    [InlineData("SignatureVersion", "2.0", 400, "IncompleteSignature")]
    [InlineData("SignatureNonce", "", 400, "MissingParameter")]
    [InlineData("Version", "2014-05-26", 400, "InvalidVersion")]
    public async Task refuses_what_is_wrong(string name, string value, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Build(simulator, Parameters(name, value)));
        await StsAnswer.RefusedAsync(answer, status, code);
    }

    [Fact]
    public async Task refuses_what_was_changed_on_the_way()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Build(simulator, Parameters());
        request.RequestUri = new Uri(request.RequestUri!.AbsoluteUri.Replace("RoleSessionName=gateway", "RoleSessionName=another", StringComparison.Ordinal));
        using var answer = await simulator.SendAsync(request);
        await StsAnswer.RefusedAsync(answer, 400, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task refuses_a_call_that_was_made_before()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await simulator.SendAsync(Build(simulator, Parameters()));
        await StsAnswer.IssuedAsync(first);
        using var second = await simulator.SendAsync(Build(simulator, Parameters()));
        await StsAnswer.RefusedAsync(second, 400, "SignatureNonceUsed");
    }

    private static SortedDictionary<string, string> Parameters(string? other = null, string value = "")
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "AssumeRole",
            ["Version"] = "2015-04-01",
            ["Format"] = "JSON",
            ["RoleArn"] = SimulatorOptions.DefaultRoleArn,
            ["RoleSessionName"] = "gateway",
            ["AccessKeyId"] = SimulatorOptions.DefaultAccessKeyId,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = "0.42",
            ["Timestamp"] = RunningSimulator.Start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (other is not null) parameters[other] = value;
        return parameters;
    }

    private static HttpRequestMessage Build(RunningSimulator simulator, SortedDictionary<string, string> parameters, string method = "GET")
    {
        var text = RpcSignature.StringToSign(method, parameters);
        parameters["Signature"] = RpcSignature.Compute(SimulatorOptions.DefaultAccessKeySecret, text);
        if (method == "POST") return new HttpRequestMessage(HttpMethod.Post, simulator.Server.Url) { Content = new FormUrlEncodedContent(parameters) };
        var query = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Server.Url, "/?" + query));
    }
}
