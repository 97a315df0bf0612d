using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignGateway.Credentials;
using SignGateway.Credentials.Fetchers;
using SignGateway.Protocol.Values;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>Shared credentials over a service that a test plays.</summary>
internal sealed class SharedUnderTest : IAsyncDisposable
{
    private static readonly FetchOutcome Down = new FetchOutcome.Failed("STS is down");
    private readonly LoggerFactory _loggers;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public SharedUnderTest(byte jitter = 0)
    {
        Fetcher = new StandInFetcher(Time);
        _loggers = new LoggerFactory([Log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        Shared = new SharedCredentials(Fetcher, "SignGateway:Credentials", new GatewayMeter(_meters.GetRequiredService<IMeterFactory>()), Time, new SetRandom(jitter), _loggers.CreateLogger<SharedCredentials>());
        Start = Time.GetUtcNow();
    }

    public SetTime Time { get; } = new();

    public RememberedLog Log { get; } = new();

    public StandInFetcher Fetcher { get; }

    public SharedCredentials Shared { get; }

    public DateTimeOffset Start { get; }

    /// <summary>How much time has passed at each fetch.</summary>
    public IEnumerable<TimeSpan> Fetches => Fetcher.Times.Select(time => time - Start);

    public async Task<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken = default) => await Shared.GetAsync(life, cancellationToken);

    /// <summary>Credentials, which must live as long as was asked.</summary>
    public async Task<OssCredentials> ServedAsync(TimeSpan life)
    {
        var (credentials, end) = Assert.IsType<CredentialsOutcome.Available>(await GetAsync(life));
        Assert.True(end is null || end - Time.GetUtcNow() >= life);
        return credentials;
    }

    public async Task<CredentialsOutcome.Unavailable> RefusedAsync(TimeSpan life) => Assert.IsType<CredentialsOutcome.Unavailable>(await GetAsync(life));

    /// <summary>Asks again and again while the service is down for a time; the times at which a caller was turned away.</summary>
    public async Task<List<TimeSpan>> OutageAsync(TimeSpan life, TimeSpan from, TimeSpan length, TimeSpan until, TimeSpan step)
    {
        List<TimeSpan> refused = [];
        await ServedAsync(life);
        for (var passed = TimeSpan.Zero; passed < until; passed += step)
        {
            Fetcher.Instead = passed >= from && passed < from + length ? Down : null;
            if (passed > TimeSpan.Zero)
                Time.Pass(step);
            if (await GetAsync(life) is CredentialsOutcome.Available(_, var end))
                Assert.True(end - Time.GetUtcNow() >= life);
            else
                refused.Add(passed);
        }

        return refused;
    }

    public async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        _loggers.Dispose();
        await _meters.DisposeAsync();
    }
}
