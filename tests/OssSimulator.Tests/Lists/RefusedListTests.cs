using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Lists;

public sealed class RefusedListTests
{
    public static TheoryData<bool, bool, bool> Styles => new MatrixTheoryData<bool, bool, bool>([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task answers_whoever_signed_every_parameter(bool inQuery, bool virtualHosted, bool signHost)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = ObjectList.Request(("prefix", "ü /+"), ("start-after", ""), ("max-keys", "7"), ("encoding-type", "url"));
        request.Expires = inQuery ? 600 : null;
        request.VirtualHosted = virtualHosted;
        request.SignHost = signHost;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/demo-bucket?list-type=2")]
    [InlineData("/demo-bucket/?list-type=2")]
    public async Task refuses_whoever_did_not_sign(string target)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Server.Url, target)));
        await Refusal.ReadAsync(answer, 403, "AccessDenied");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_parameters_that_were_not_signed(bool inQuery)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = ObjectList.Request(("max-keys", "1"));
        request.Expires = inQuery ? 600 : null;
        var sent = request.Build(simulator.Server.Url);
        sent.RequestUri = new Uri(sent.RequestUri!.AbsoluteUri.Replace("max-keys=1", "max-keys=2", StringComparison.Ordinal));
        using var answer = await simulator.SendAsync(sent);
        await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData("max-keys", "")]
    [InlineData("max-keys", "0")]
    [InlineData("max-keys", "-1")]
    [InlineData("max-keys", "1001")]
    [InlineData("max-keys", "ten")]
    [InlineData("encoding-type", "base64")]
    [InlineData("encoding-type", "")]
    [InlineData("continuation-token", "")]
    [InlineData("continuation-token", "?")]
    [InlineData("continuation-token", "_w")]
    public async Task refuses_values_it_cannot_use(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(ObjectList.Request((name, value)));
        var error = await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Equal((name, value), (error.Element("ArgumentName")!.Value, error.Element("ArgumentValue")!.Value));
    }

    [Theory]
    [InlineData("prefix")]
    [InlineData("delimiter")]
    [InlineData("start-after")]
    [InlineData("marker")]
    public async Task refuses_names_longer_than_a_key_may_be(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var fits = await simulator.SendAsync(ObjectList.Request((name, new string('a', 1023))));
        Assert.Equal(200, (int)fits.StatusCode);
        using var answer = await simulator.SendAsync(ObjectList.Request((name, new string('a', 1024))));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Theory]
    [InlineData("acl")]
    [InlineData("versions")]
    public async Task says_what_it_cannot_do(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(ObjectList.Request((name, "")));
        await Refusal.ReadAsync(answer, 501, "NotImplemented");
    }

    [Theory]
    [InlineData("HEAD", "k")]
    [InlineData("GET", "k")]
    [InlineData("DELETE", "k")]
    [InlineData("GET", "")]
    public async Task knows_only_its_buckets(string method, string key)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedRequest(new HttpMethod(method), key) { Bucket = "other-bucket" };
        if (key.Length == 0) request.Query["list-type"] = "2";
        using var answer = await simulator.SendAsync(request);
        if (method == "HEAD") Assert.Equal((404, 1), ((int)answer.StatusCode, answer.Headers.GetValues("x-oss-request-id").Count()));
        else await Refusal.ReadAsync(answer, 404, "NoSuchBucket");
    }
}
