using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>A genuine callback of a recorded upload that tells of another ETag or size: no repeat, so the gateway looks, and the bucket is right.</summary>
public sealed class SecondObjectTests : IAsyncLifetime
{
    private const string Second = "0123456789ABCDEF0123456789ABCDEF";

    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;
    private OssCallback _second = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await _gateway.SignAsync();
        await new OssCallback(_grant).SendAsync(_gateway);
        _second = new OssCallback(_grant);
        _second.Values["etag"] = Second;
        _second.Values["size"] = 7;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task the_record_follows_if_the_bucket_has_the_second()
    {
        Put(Second, 7);
        var (status, answer) = await _second.SendAsync(_gateway);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)answer["duplicate"]!);
        Assert.Equal(7, (long)answer["size"]!);
        Assert.Equal("object", (string)answer["evidence"]!);
        Assert.Equal(Second, (string)(await _gateway.FindAsync(_grant))["etag"]!);
        Assert.Equal(answer.ToJsonString(), (await _second.SendAsync(_gateway)).Body.ToJsonString());
    }

    [Fact]
    public async Task the_record_stays_if_the_bucket_has_the_first()
    {
        _bucket.Put(_grant);
        var (status, answer) = await _second.SendAsync(_gateway);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(48213, (long)answer["size"]!);
        Assert.Equal("object", (string)(await _gateway.FindAsync(_grant))["evidence"]!);
    }

    [Fact]
    public async Task a_callback_that_was_forged_before_the_upload_ends_with_the_real_size()
    {
        Assert.Equal(48213, (long)(await _gateway.FindAsync(_grant))["size"]!);
        Put(Second, 7);
        await _second.SendAsync(_gateway);
        var upload = await _gateway.FindAsync(_grant);
        Assert.Equal(("stored", 7L, "object"), ((string)upload["state"]!, (long)upload["size"]!, (string)upload["evidence"]!));
    }

    [Fact]
    public async Task an_object_that_is_not_what_was_granted_is_rejected()
    {
        Put(Second, 7).Ticket = null;
        var (status, problem) = await _second.SendAsync(_gateway);
        Assert.Equal((403, "ticket_mismatch"), ((int)status, (string)problem["code"]!));
        Assert.Equal("rejected", (string)(await _gateway.FindAsync(_grant))["state"]!);
    }

    [Fact]
    public async Task with_OSS_away_the_answer_is_503_and_the_next_delivery_is_heard()
    {
        _bucket.Trouble = HttpStatusCode.ServiceUnavailable;
        var (status, problem) = await _second.SendAsync(_gateway);
        Assert.Equal((503, "oss_unavailable"), ((int)status, (string)problem["code"]!));

        _bucket.Trouble = null;
        Put(Second, 7);
        Assert.Equal(7, (long)(await _second.SendAsync(_gateway)).Body["size"]!);
    }

    [Fact]
    public async Task of_a_deleted_upload_is_refused_and_swept_up()
    {
        _bucket.Put(_grant);
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        Put(Second, 7);

        var (status, problem) = await _second.SendAsync(_gateway);

        Assert.Equal((403, "ticket_invalid"), ((int)status, (string)problem["code"]!));
        await _gateway.SweepAsync();
        for (var attempt = 0; attempt < 500 && _bucket.Holds(_grant); attempt++)
            await Task.Delay(10);
        Assert.False(_bucket.Holds(_grant));
    }

    private StoredObject Put(string etag, long size)
    {
        var stored = _bucket.Put(_grant);
        stored.ETag = etag;
        stored.Size = size;
        return stored;
    }
}
