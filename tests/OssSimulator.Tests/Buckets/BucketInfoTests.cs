using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Buckets;

public sealed class BucketInfoTests
{
    [Fact]
    public async Task tells_where_a_bucket_is()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Ask());
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("<Location>oss-cn-hangzhou</Location>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task tells_it_to_nobody_unsigned()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Server.Url, "demo-bucket/?bucketInfo")));
        await Refusal.ReadAsync(answer, 403, "AccessDenied");
    }

    [Fact]
    public async Task refuses_a_signature_for_another_region()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Region = "cn-shanghai");
        using var answer = await simulator.SendAsync(Ask());
        Assert.Contains("region", (string)(await Refusal.ReadAsync(answer, 400, "InvalidArgument")).Element("Message")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task sends_who_asks_for_a_bucket_of_another_region_to_its_endpoint()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.BucketsElsewhere["far-bucket"] = "oss-eu-central-1.aliyuncs.com");
        var request = Ask();
        request.Bucket = "far-bucket";
        using var answer = await simulator.SendAsync(request);
        Assert.Equal("oss-eu-central-1.aliyuncs.com", (string)(await Refusal.ReadAsync(answer, 403, "AccessDenied")).Element("Endpoint")!);
    }

    private static SignedRequest Ask() => new SignedRequest(HttpMethod.Get, "").Asking("bucketInfo");
}
