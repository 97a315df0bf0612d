using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

public sealed class ExplainEndpointTests : IAsyncLifetime
{
    private const int MaxText = 64 * 1024;

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task the_audit_log_hears_the_kind_and_the_length_and_not_the_text()
    {
        var text = "<Error><Code>NoSuchKey</Code><Message>猫</Message></Error>";
        await _gateway.ExplainAsync(text);
        var entry = Assert.Single((await _gateway.ReadAsync("/audit"))["items"]!.AsArray())!;
        Assert.Equal(
            """{"at":"2026-01-01T12:00:00Z","who":"ann","action":"explain","target":null,"before":null,"after":{"kind":"error","bytes":"59"}}""",
            entry.ToJsonString());
        Assert.DoesNotContain(_gateway.Log.Lines, line => line.Contains('猫'));
    }

    [Fact]
    public async Task what_cannot_be_written_to_the_audit_log_is_not_answered()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IAuditStore>(new AbsentAudit()));
        var (status, problem) = await gateway.AskAsync("/explain", HttpMethod.Post, """{"text":"hello"}""");
        Assert.Equal((503, "ledger_unavailable"), (status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData("a", MaxText)]
    [InlineData("猫", MaxText / 3)]
    [InlineData("\u0001", MaxText)]
    public async Task the_longest_text_is_taken_and_a_longer_one_is_not(string character, int count)
    {
        var longest = new JsonObject { ["text"] = string.Concat(Enumerable.Repeat(character, count)) }.ToJsonString();
        var longer = new JsonObject { ["text"] = string.Concat(Enumerable.Repeat(character, count + 1)) }.ToJsonString();
        Assert.Equal(200, (await _gateway.AskAsync("/explain", HttpMethod.Post, longest)).Status);
        Assert.Equal(400, (await _gateway.AskAsync("/explain", HttpMethod.Post, longer)).Status);
        Assert.Single((await _gateway.ReadAsync("/audit"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":"a","text":"b"}""")]
    public async Task a_request_without_one_text_is_refused(string json) => await RefusedAsync(json);

    [Fact]
    public async Task a_body_without_end_is_refused() => await RefusedAsync(new string(' ', 8 * MaxText));

    [Fact]
    public async Task it_is_posted_and_nothing_else()
    {
        var (status, problem) = await _gateway.AskAsync("/explain");
        Assert.Equal((405, "method_not_allowed"), (status, (string)problem["code"]!));
    }

    private async Task RefusedAsync(string json)
    {
        var (status, problem) = await _gateway.AskAsync("/explain", HttpMethod.Post, json);
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
        Assert.Empty((await _gateway.ReadAsync("/audit"))["items"]!.AsArray());
    }

    private sealed class AbsentAudit : IAuditStore
    {
        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => throw new LedgerUnavailableException("away");

        public Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken) => throw new LedgerUnavailableException("away");

        public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, AuditId? before, CancellationToken cancellationToken) => throw new LedgerUnavailableException("away");

        public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new LedgerUnavailableException("away");
    }
}
