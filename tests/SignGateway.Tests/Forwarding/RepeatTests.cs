using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Forwarding;
using SignGateway.Forwarding.InMemory;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Forwarding;

/// <summary>Two replicas on one ledger, and deliveries of one callback that come to both.</summary>
public sealed class RepeatTests : IAsyncLifetime
{
    private readonly InMemoryUploadLedger _ledger = new();
    private readonly InMemoryForwardedAnswers _answers = new();
    private StandInApplication _application = null!;
    private TestGateway _one = null!;
    private TestGateway _other = null!;
    private JsonObject _grant = null!;
    private OssCallback _callback = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await StandInApplication.StartAsync();
        _one = await StartAsync();
        _other = await StartAsync();
        _grant = await _one.SignAsync();
        _callback = new OssCallback(_grant);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task a_repeat_on_another_replica_waits_for_what_the_first_hears()
    {
        var may = new TaskCompletionSource();
        _application.Answer = async context =>
        {
            await may.Task;
            await StandInApplication.WriteAsync(context, "42");
        };
        var first = _callback.SendAsync(_one);
        await _application.HeardAsync();
        var second = _callback.SendAsync(_other);
        await PassAsync(_other, TimeSpan.FromSeconds(1));
        Assert.False(second.IsCompleted);

        may.SetResult();

        var (_, told) = await first;
        var (_, repeated) = await _other.Time.PassUntilAsync(second, TimeSpan.FromMilliseconds(1));
        Assert.Equal((42, false), ((int)told["app"]!, (bool)told["duplicate"]!));
        told["duplicate"] = true;
        Assert.Equal(told.ToJsonString(), repeated.ToJsonString());
        Assert.Single(_application.Messages);
    }

    [Fact]
    public async Task many_at_the_same_instant_on_both_get_the_same()
    {
        var deliveries = Task.WhenAll(Enumerable.Range(0, 20).Select(number => _callback.SendAsync(number % 2 == 0 ? _one : _other)));
        while (!deliveries.IsCompleted)
        {
            _one.Time.Pass(TimeSpan.FromMilliseconds(1));
            _other.Time.Pass(TimeSpan.FromMilliseconds(1));
            await Task.WhenAny(deliveries, Task.Delay(1));
        }

        var answers = await deliveries;
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "/photos/1"), (answer.Status, (string)answer.Body["app"]!["next"]!)));
        Assert.Single(answers, answer => !(bool)answer.Body["duplicate"]!);
        Assert.Single(_application.Messages);
    }

    [Fact]
    public async Task a_repeat_that_has_waited_long_enough_says_that_the_answer_is_not_known_yet_and_a_later_one_has_it()
    {
        var may = new TaskCompletionSource();
        _application.Answer = async context =>
        {
            await may.Task;
            await StandInApplication.WriteAsync(context, "42");
        };
        var first = _callback.SendAsync(_one);
        await _application.HeardAsync();
        var started = _other.Time.GetUtcNow();

        var (status, early) = await _other.Time.PassUntilAsync(_callback.SendAsync(_other), TimeSpan.FromMilliseconds(10));

        Assert.Equal((HttpStatusCode.OK, "pending"), (status, (string)early["appError"]!));
        Assert.True(_other.Time.GetUtcNow() - started >= TimeSpan.FromSeconds(2));
        may.SetResult();
        await first;
        Assert.Equal(42, (int)(await _callback.SendAsync(_other)).Body["app"]!);
    }

    [Fact]
    public async Task nobody_waits_for_a_replica_that_died_long_ago()
    {
        await DieAfterRecordingAsync();
        _other.Time.Pass(TimeSpan.FromMinutes(11));

        var (status, answer) = await _callback.SendAsync(_other);

        Assert.Equal((HttpStatusCode.OK, "interrupted"), (status, (string)answer["appError"]!));
        Assert.Null(answer["app"]);
        Assert.Empty(_application.Messages);
    }

    [Fact]
    public async Task a_callback_after_a_confirm_does_not_tell_the_application()
    {
        _one.Oss.Answer = _ => new StoredObject(_grant).Head();
        var (_, confirmed, _) = await _one.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");

        var (_, answer) = await _callback.SendAsync(_other);

        Assert.Equal(("not_forwarded", "not_forwarded"), ((string)confirmed["appError"]!, (string)answer["appError"]!));
        Assert.True((bool)answer["duplicate"]!);
        Assert.Empty(_application.Messages);
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(_application.Settings, services => services
        .AddSingleton<IUploadLedger>(_ledger)
        .AddSingleton<IForwardedAnswers>(_answers)
        .AddSingleton<IReplayGuard, AbsentGuard>());

    // The record is there, and that is all.
    private async Task DieAfterRecordingAsync()
    {
        var issued = (await _ledger.FindAsync(UploadId.Parse((string)_grant["id"]!), CancellationToken.None))!;
        var stored = issued with
        {
            State = UploadState.Stored,
            Size = (int)_callback.Values["size"]!,
            ETag = (string)_callback.Values["etag"]!,
            StoredAt = _one.Time.GetUtcNow(),
            RecordedBy = RecordedBy.Callback,
            Evidence = Evidence.Callback,
        };
        await _ledger.RecordAsync(stored with { Answer = UploadJson.ToText(stored) }, CancellationToken.None);
    }

    private static async Task PassAsync(TestGateway gateway, TimeSpan time)
    {
        for (var step = 0; step < 100; step++)
        {
            gateway.Time.Pass(time / 100);
            await Task.Delay(1);
        }
    }
}
