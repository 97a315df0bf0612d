using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>What becomes of a callback while something that it needs is away, slow or busy.</summary>
public sealed class DependencyTests
{
    [Fact]
    public async Task with_the_ledger_away_the_answer_is_503_and_the_next_delivery_is_recorded()
    {
        var ledger = new FaultyLedger();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IUploadLedger>(ledger));
        var callback = new OssCallback(await gateway.SignAsync());
        ledger.Fault = _ => throw new LedgerUnavailableException("away");

        var (status, body) = await callback.SendAsync(gateway);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ledger_unavailable"), (status, (string)body["code"]!));
        ledger.Fault = _ => Task.CompletedTask;
        Assert.False((bool)(await callback.SendAsync(gateway)).Body["duplicate"]!);
    }

    [Fact]
    public async Task a_ledger_that_does_not_answer_costs_a_second_and_a_half_at_most()
    {
        var ledger = new FaultyLedger();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IUploadLedger>(ledger));
        var callback = new OssCallback(await gateway.SignAsync());
        ledger.Fault = token => Task.Delay(Timeout.Infinite, token);
        var started = gateway.Time.GetUtcNow();

        var (status, body) = await gateway.Time.PassUntilAsync(callback.SendAsync(gateway), TimeSpan.FromMilliseconds(10));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ledger_unavailable"), (status, (string)body["code"]!));
        Assert.InRange(gateway.Time.GetUtcNow() - started, TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task with_the_guard_away_the_ledger_alone_decides()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());
        var callback = new OssCallback(await gateway.SignAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => callback.SendAsync(gateway)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers, answer => !(bool)answer.Body["duplicate"]!);
    }

    [Fact]
    public async Task a_claim_whose_holder_died_holds_nobody_off_for_long()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, BusyGuard>());
        var callback = new OssCallback(await gateway.SignAsync());
        var started = gateway.Time.GetUtcNow();

        var (status, _) = await gateway.Time.PassUntilAsync(callback.SendAsync(gateway), TimeSpan.FromMilliseconds(10));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange(gateway.Time.GetUtcNow() - started, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task what_is_recorded_is_answered_without_waiting_for_the_guard_to_keep_the_answer()
    {
        var guard = new SlowGuard();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard>(guard));
        var callback = new OssCallback(await gateway.SignAsync());

        var (status, first) = await callback.SendAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        var kept = Assert.Single(guard.Kept);
        Assert.Equal((string)first["id"]!, (string)JsonNode.Parse(kept)!["id"]!);
    }

    private sealed class SlowGuard : IReplayGuard
    {
        public List<string> Kept { get; } = [];

        public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken) => Task.FromResult<GuardClaim>(new GuardClaim.Held("token"));

        public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken)
        {
            Kept.Add(answer);
            return new TaskCompletionSource().Task;
        }

        public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BusyGuard : IReplayGuard
    {
        public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken) => Task.FromResult<GuardClaim>(new GuardClaim.Busy());

        public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
