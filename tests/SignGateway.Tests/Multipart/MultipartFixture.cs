using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Multipart;

/// <summary>A gateway whose profile takes uploads in parts of 100 KiB and gives them an hour, over a bucket that takes them.</summary>
internal sealed class MultipartFixture : IAsyncDisposable
{
    public const long PartSize = 100 * 1024;

    private MultipartFixture(TestGateway gateway, StandInBucket bucket, StandInParts parts)
    {
        Gateway = gateway;
        Bucket = bucket;
        Parts = parts;
    }

    public TestGateway Gateway { get; }

    public StandInBucket Bucket { get; }

    public StandInParts Parts { get; }

    public static async Task<MultipartFixture> StartAsync(
        Dictionary<string, string?>? settings = null, StandInHost? sts = null, Action<IServiceCollection>? register = null)
    {
        var bucket = new StandInBucket();
        var parts = new StandInParts(bucket);
        Dictionary<string, string?> all = new()
        {
            ["SignGateway:Profiles:default:Methods:0"] = "Post",
            ["SignGateway:Profiles:default:Methods:1"] = "Multipart",
            ["SignGateway:Profiles:default:PartSize"] = "102400",
            ["SignGateway:Profiles:default:MultipartLifetime"] = "01:00:00",
            ["SignGateway:Profiles:default:VerifyObject"] = "Background",
            ["SignGateway:Profiles:forms:GrantLifetime"] = "00:10:00",
            // The gateway's own sweep sleeps; each test sweeps when it means to.
            ["SignGateway:Reconcile:Interval"] = "1.00:00:00",
        };
        foreach (var (key, value) in settings ?? [])
            all[key] = value;
        var gateway = await TestGateway.StartAsync(all, register, sts: sts);
        gateway.Oss.Answer = parts.Answer;
        return new MultipartFixture(gateway, bucket, parts);
    }

    /// <summary>A grant for a file of three parts, the last of 17 bytes.</summary>
    public Task<JsonObject> SignAsync(string user = "alice") =>
        Gateway.SignAsync($$$"""{"method":"multipart","fileName":"film.mp4","contentType":"video/mp4","size":{{{(2 * PartSize) + 17}}},"vars":{"album":"7"}}""", user);

    public async Task<(HttpStatusCode Status, JsonObject Body)> UrlsAsync(JsonObject grant, string json = """{"numbers":[1,2,3]}""", string user = "alice")
    {
        var (status, body, _) = await Gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/parts", user, json);
        return (status, body);
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> ListAsync(JsonObject grant, string query = "", string user = "alice")
    {
        var (status, body, _) = await Gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/parts{query}", user);
        return (status, body);
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> CompleteAsync(JsonObject grant, string user = "alice")
    {
        var (status, body, _) = await Gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/complete", user);
        return (status, body);
    }

    public async Task<HttpStatusCode> DeleteAsync(JsonObject grant) => (await Gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}")).Status;

    public async Task<string> StateAsync(JsonObject grant) => (string)(await Gateway.FindAsync(grant))["state"]!;

    /// <summary>How many calls to OSS began so.</summary>
    public int Calls(string verb, string part) => Gateway.Oss.Calls.Count(call => call.StartsWith(verb, StringComparison.Ordinal) && call.Contains(part, StringComparison.Ordinal));

    public async Task SweepAfterAsync(TimeSpan time)
    {
        Gateway.Time.Pass(time);
        await Gateway.SweepAsync();
    }

    /// <summary>The object that OSS makes of the parts.</summary>
    public void PutTogether(JsonObject grant)
    {
        Bucket.Put(Parts.Headers[0], (string)grant["key"]!, (long)grant["maxBytes"]!);
        Parts.Begun.Clear();
    }

    /// <summary>The callback that was asked for with the last request to put parts together.</summary>
    public OssCallback CallbackOf(JsonObject grant) => new(new JsonObject
    {
        ["bucket"] = "example-bucket",
        ["key"] = (string)grant["key"]!,
        ["fields"] = new JsonObject { ["callback"] = Parts.Seen!["x-oss-callback"], ["x-oss-content-type"] = "video/mp4", ["x:album"] = "7" },
    }) { Values = { ["size"] = (long)grant["maxBytes"]!, ["operation"] = "CompleteMultipartUpload" } };

    /// <summary>From here on OSS calls back before it answers.</summary>
    public void CallBack(JsonObject grant) => Parts.Instead["complete"] = () =>
    {
        PutTogether(grant);
        return CallbackOf(grant).SendAsync(Gateway).GetAwaiter().GetResult().Status == HttpStatusCode.OK
            ? StandInHost.Text("{}")
            : StandInParts.Refusal(HttpStatusCode.NonAuthoritativeInformation, "CallbackFailed");
    };

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
