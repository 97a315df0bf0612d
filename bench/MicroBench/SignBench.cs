using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Grants;
using SignGateway.Uploads;

namespace MicroBench;

/// <summary>A sign request with its note in a ledger in memory: its parts, and all of it but server and authentication.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class SignBench
{
    private readonly LocalGateway _gateway = new();
    private readonly Caller _caller = new("alice", new HashSet<string>());
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private IssueGrants? _issue;
    private IReadOnlyList<GrantRequest> _requests = [];
    private Grant? _grant;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _issue = _gateway.Services.GetRequiredService<IssueGrants>();
        using var json = JsonDocument.Parse(LocalGateway.Request);
        if (_gateway.Services.GetRequiredService<GrantRequestParser>().Parse(json.RootElement, _caller, out var request) is { } problem)
            throw new InvalidOperationException(problem.Code);
        _requests = [request!];
        _grant = await IssueAsync();
    }

    [Benchmark]
    public int WriteGrant()
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer);
        _grant!.Write(writer, "/v1/uploads");
        writer.Flush();
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public async Task<object> Issue() => await IssueAsync();

    /// <summary>What of the whole is the request itself and not the gateway.</summary>
    [Benchmark]
    public HttpContext ContextAlone() => _gateway.SignContext(Stream.Null);

    [Benchmark]
    public Task CompleteSign() => _gateway.SignAsync(Stream.Null);

    private async Task<Grant> IssueAsync() => ((GrantOutcome.Issued)await _issue!.ExecuteAsync(_caller, _requests, isBatch: false, claim: null, CancellationToken.None)).Grants[0];
}
