using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Telemetry;

/// <summary>What is traced of one upload hangs together, from the request that signs to the application's word.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private TestGateway _gateway = null!;

    public TraceTests() => _listener = new ActivityListener
    {
        ShouldListenTo = source => source.Name is GatewayActivities.Name,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = _ended.Enqueue,
    };

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:VerifyObject"] = "Before" });

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task recording_goes_on_with_the_trace_of_the_request_that_signed()
    {
        ActivitySource.AddActivityListener(_listener);
        var grant = await StoredAsync();
        var (sign, callback, record) = (Of(grant, "sign"), Of(grant, "callback"), Of(grant, "record"));
        Assert.Equal((sign.TraceId, sign.SpanId), (record.TraceId, record.ParentSpanId));
        Assert.NotEqual(sign.TraceId, callback.TraceId);
        Assert.Equal(sign.SpanId, Assert.Single(callback.Links).Context.SpanId);
        Assert.Equal(callback.SpanId, Assert.Single(record.Links).Context.SpanId);
        Assert.Equal("recorded", callback.GetTagItem("sign_gateway.outcome"));
        var look = Of(grant, "look");
        Assert.Equal(sign.TraceId, look.TraceId);
        Assert.Contains(_ended, activity => activity.OperationName == "verify" && activity.ParentSpanId == callback.SpanId);
    }

    [Fact]
    public async Task a_confirm_is_linked_to_the_request_that_signed()
    {
        ActivitySource.AddActivityListener(_listener);
        var grant = await _gateway.SignAsync();
        _gateway.Oss.Answer = _ => new StoredObject(grant).Head();
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm")).Status);
        Assert.Equal(Of(grant, "sign").SpanId, Assert.Single(Of(grant, "confirm").Links).Context.SpanId);
    }

    [Fact]
    public async Task a_refusal_is_an_error_with_its_code()
    {
        ActivitySource.AddActivityListener(_listener);
        var callback = new OssCallback(await _gateway.SignAsync());
        callback.Values["size"] = -1;
        await callback.SendAsync(_gateway);
        var told = _ended.Last(activity => activity.OperationName == "callback" && (string?)activity.GetTagItem("error.type") == "ticket_mismatch");
        Assert.Equal(ActivityStatusCode.Error, told.Status);
    }

    [Fact]
    public async Task spans_tell_nothing_of_the_owner_the_key_or_the_file()
    {
        ActivitySource.AddActivityListener(_listener);
        var grant = await StoredAsync();
        var words = _ended.SelectMany(activity => activity.TagObjects.Select(tag => tag.Value?.ToString() ?? "").Append(activity.DisplayName)).ToList();
        Assert.NotEmpty(words);
        Assert.DoesNotContain(words, word => word.Contains("alice", StringComparison.Ordinal) || word.Contains("cat.png", StringComparison.Ordinal) || word.Contains((string)grant["key"]!, StringComparison.Ordinal));
    }

    private async Task<JsonObject> StoredAsync()
    {
        var grant = await _gateway.SignAsync();
        _gateway.Oss.Answer = _ => new StoredObject(grant).Head();
        Assert.Equal(HttpStatusCode.OK, (await new OssCallback(grant).SendAsync(_gateway)).Status);
        return grant;
    }

    // Other tests of this process are traced as well.
    private Activity Of(JsonObject grant, string name) =>
        Assert.Single(_ended, activity => activity.OperationName == name && (string?)activity.GetTagItem("sign_gateway.upload.id") == (string)grant["id"]!);
}
