using SignGateway.Credentials.Fetchers;
using SignGateway.Protocol.Values;

namespace SignGateway.Tests.Credentials;

/// <summary>A service that hands out tokens until a test says otherwise.</summary>
internal sealed class StandInFetcher(TimeProvider time) : ICredentialFetcher
{
    private readonly List<DateTimeOffset> _times = [];

    /// <summary>How long a token lives; null for ever.</summary>
    public TimeSpan? Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What comes of a fetch instead of a token, if anything.</summary>
    public FetchOutcome? Instead { get; set; }

    /// <summary>What a fetch throws, if anything.</summary>
    public Exception? Bug { get; set; }

    /// <summary>Fetches wait for this before they end.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>When each fetch began.</summary>
    public IReadOnlyList<DateTimeOffset> Times => _times;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        _times.Add(time.GetUtcNow());
        await Gate.WaitAsync(cancellationToken);
        if (Bug is not null)
            throw Bug;
        return Instead ?? new FetchOutcome.Fetched(new OssCredentials($"STS.{_times.Count}", "secret", "token"), time.GetUtcNow() + Life);
    }
}
