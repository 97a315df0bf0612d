using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Objects;

public sealed class ProfileBucketTests
{
    private const string Images = """{"profile":"images","fileName":"a.png","contentType":"image/png"}""";

    [Fact]
    public async Task a_profile_may_have_a_bucket_in_a_region_of_its_own()
    {
        await using var gateway = await TestGateway.StartAsync(TwoRegions());

        var here = await gateway.SignAsync();
        var there = await gateway.SignAsync(Images);

        Assert.Equal(("example-bucket", "https://example-bucket.oss-cn-hangzhou.aliyuncs.com/"), ((string)here["bucket"]!, (string)here["url"]!));
        Assert.Equal(("image-bucket", "https://image-bucket.oss-ap-southeast-1.aliyuncs.com/"), ((string)there["bucket"]!, (string)there["url"]!));
        Assert.Contains("/ap-southeast-1/oss/", (string)there["fields"]!["x-oss-credential"]!, StringComparison.Ordinal);
        Assert.Contains("\"image-bucket\"", Policy(there), StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_batch_may_go_to_several_buckets()
    {
        await using var gateway = await TestGateway.StartAsync(TwoRegions());
        var (_, body, _) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: $$"""{"uploads":[{"fileName":"a.bin"},{{Images}}]}""");
        Assert.Equal(["example-bucket", "image-bucket"], body["grants"]!.AsArray().Select(grant => (string)grant!["bucket"]!));
    }

    [Fact]
    public async Task its_uploads_are_looked_at_linked_and_deleted_there()
    {
        await using var gateway = await TestGateway.StartAsync(TwoRegions());
        var grant = await gateway.SignAsync(Images);
        gateway.Oss.Answer = request => request.Method == HttpMethod.Head ? new StoredObject(grant).Head() : new HttpResponseMessage(HttpStatusCode.NoContent);

        await gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        var (_, link, _) = await gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/content", headers: ("Accept", "application/json"));
        await gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");

        Assert.All([.. gateway.Oss.Calls.Select(call => call.Split(' ')[1]), (string)link["url"]!],
            url => Assert.StartsWith("https://image-bucket.oss-ap-southeast-1.aliyuncs.com/", url, StringComparison.Ordinal));
        Assert.Equal(3, gateway.Oss.Calls.Count);
    }

    [Fact]
    public async Task where_every_profile_has_a_bucket_none_is_shared()
    {
        var settings = TwoRegions();
        settings["SignGateway:Oss:Bucket"] = null;
        settings["SignGateway:Oss:Region"] = null;
        settings["SignGateway:Profiles:default:Oss:Bucket"] = "own-bucket";
        settings["SignGateway:Profiles:default:Oss:Region"] = "cn-beijing";
        await using var gateway = await TestGateway.StartAsync(settings);
        Assert.Equal("own-bucket", (string)(await gateway.SignAsync())["bucket"]!);
    }

    [Fact]
    public async Task faults_are_named_by_the_profiles_own_keys()
    {
        var settings = TwoRegions();
        settings["SignGateway:Profiles:images:Oss:Region"] = "Singapore!";
        settings["SignGateway:Profiles:images:Oss:UrlStyle"] = "Sideways";
        settings["SignGateway:Profiles:images:Oss:Endpoint"] = "https://a/b";
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(settings));
        Assert.Equal(3, exception.Failures.Count());
        Assert.All(exception.Failures, failure => Assert.StartsWith("SignGateway:Profiles:images:Oss:", failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task one_bucket_in_two_regions_stops_the_start()
    {
        var settings = TwoRegions();
        settings["SignGateway:Profiles:images:Oss:Bucket"] = "example-bucket";
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(settings));
        Assert.Contains("example-bucket", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> TwoRegions() => new()
    {
        ["SignGateway:Profiles:images:Oss:Region"] = "ap-southeast-1",
        ["SignGateway:Profiles:images:Oss:Bucket"] = "image-bucket",
    };

    private static string Policy(JsonObject grant) => Encoding.UTF8.GetString(Convert.FromBase64String((string)grant["fields"]!["policy"]!));
}
