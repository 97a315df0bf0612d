using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Forwarding;
using SignGateway.Forwarding.InMemory;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Forwarding;

/// <summary>An application gets two seconds of the callback's four, or what is left of them.</summary>
public sealed class ForwardTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FaultyLedger _ledger = new();
    private readonly FaultyAnswers _answers = new();
    private StandInApplication _application = null!;
    private TestGateway _gateway = null!;
    private OssCallback _callback = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await StandInApplication.StartAsync();
        _gateway = await TestGateway.StartAsync(_application.Settings, services => services.AddSingleton<IUploadLedger>(_ledger).AddSingleton<IForwardedAnswers>(_answers));
        _callback = new OssCallback(await _gateway.SignAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task one_that_hangs_is_given_up_after_two_seconds()
    {
        _application.Answer = HangAsync;
        Assert.InRange(await TimesOutAsync(), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task one_that_hangs_within_its_answer_is_given_up_as_well()
    {
        _application.Answer = async context =>
        {
            await StandInApplication.WriteAsync(context, "{\"a\":");
            await context.Response.Body.FlushAsync();
            await HangAsync(context);
        };
        Assert.InRange(await TimesOutAsync(), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task one_that_drips_is_given_up_as_well()
    {
        _application.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await StandInApplication.WriteAsync(context, " ");
                await context.Response.Body.FlushAsync();
                await Task.Delay(1);
            }
        };
        Assert.InRange(await TimesOutAsync(), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task it_gets_less_where_others_were_slow_before_it()
    {
        _application.Answer = HangAsync;
        _gateway.Keys.Gate = Task.Delay(TimeSpan.FromSeconds(1.9), _gateway.Time);
        _ledger.Fault = token => Task.Delay(TimeSpan.FromSeconds(1), _gateway.Time, token);

        Assert.InRange(await TimesOutAsync(), TimeSpan.FromSeconds(3.2), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task a_store_that_does_not_keep_its_answer_costs_no_more_than_the_deadline()
    {
        _application.Answer = HangAsync;
        _gateway.Keys.Gate = Task.Delay(TimeSpan.FromSeconds(1.9), _gateway.Time);
        _answers.Fault = token => Task.Delay(Timeout.Infinite, token);

        Assert.InRange(await TimesOutAsync(), TimeSpan.FromSeconds(3.2), TimeSpan.FromSeconds(4.1));
    }

    [Fact]
    public async Task an_answer_that_could_not_be_kept_is_given_all_the_same()
    {
        _answers.Fault = _ => throw new LedgerUnavailableException("away");

        var (status, answer) = await _callback.SendAsync(_gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("/photos/1", (string)answer["app"]!["next"]!);
        // The replay guard has it still.
        Assert.Equal("/photos/1", (string)(await _callback.SendAsync(_gateway)).Body["app"]!["next"]!);
    }

    [Fact]
    public async Task an_application_that_hangs_holds_up_so_many_callbacks_and_no_more()
    {
        _application.Answer = HangAsync;
        var callbacks = new List<Task<(HttpStatusCode, System.Text.Json.Nodes.JsonObject Body)>>();
        for (var number = 0; number < CallApplication.MaxCalls; number++)
        {
            callbacks.Add(new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway));
            await _application.HeardAsync();
        }

        Assert.Equal("busy", (string)(await _callback.SendAsync(_gateway)).Body["appError"]!);

        var answers = await _gateway.Time.PassUntilAsync(Task.WhenAll(callbacks), Step);
        Assert.All(answers, answer => Assert.Equal("timeout", (string)answer.Body["appError"]!));
        _application.Answer = context => StandInApplication.WriteAsync(context, "1");
        Assert.Equal(1, (int)(await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway)).Body["app"]!);
    }

    private static async Task HangAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private async Task<TimeSpan> TimesOutAsync()
    {
        var started = _gateway.Time.GetUtcNow();
        var (status, answer) = await _gateway.Time.PassUntilAsync(_callback.SendAsync(_gateway), Step);
        Assert.Equal((HttpStatusCode.OK, "timeout"), (status, (string)answer["appError"]!));
        return _gateway.Time.GetUtcNow() - started;
    }

    private sealed class FaultyAnswers : IForwardedAnswers
    {
        private readonly InMemoryForwardedAnswers _inner = new();

        public Func<CancellationToken, Task> Fault { get; set; } = _ => Task.CompletedTask;

        public async Task<ForwardedAnswer> KeepAsync(UploadId id, string content, ForwardedAnswer answer, CancellationToken cancellationToken)
        {
            await Fault(cancellationToken);
            return await _inner.KeepAsync(id, content, answer, cancellationToken);
        }

        public async Task<ForwardedAnswer?> FindAsync(UploadId id, string content, CancellationToken cancellationToken)
        {
            await Fault(cancellationToken);
            return await _inner.FindAsync(id, content, cancellationToken);
        }
    }
}
