using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Protocol.Callbacks;
using SignGateway.Telemetry;

namespace SignGateway.Callbacks;

/// <summary>
/// The public keys that callbacks announce. The official first key is built in; any other admitted key is fetched once,
/// however many callbacks wait for it, and kept. A name that cannot be fetched is not asked for again for a minute.
/// </summary>
internal sealed class CallbackKeySource
{
    public const string HttpClientName = "SignGateway.CallbackKeys";

    private const int MaxKeys = 8;
    private const int MaxKeyBytes = 8 * 1024;
    private static readonly TimeSpan FetchTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    // Whoever wants that key asks again. Anybody may name one that there never was, and it is not to look broken for ever.
    private static readonly TimeSpan FailureCounts = TimeSpan.FromMinutes(10);

    private readonly CallbackPublicKey _official;
    private readonly IReadOnlyCollection<string> _origins;
    private readonly IHttpClientFactory _http;
    private readonly DependencyStates _states;
    private readonly TimeProvider _time;
    private readonly ILogger<CallbackKeySource> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    // OSS names the same key in nearly every callback. A key that was had is good for ever.
    private volatile Known? _last;

    public CallbackKeySource(IOptions<CallbackOptions> options, IHttpClientFactory http, DependencyStates states, TimeProvider time, ILogger<CallbackKeySource> logger)
    {
        _official = CallbackPublicKey.TryParse(OfficialPublicKey.V1Pem)!;
        _origins = options.Value.PublicKeyUrls;
        _http = http;
        _states = states;
        _time = time;
        _logger = logger;
    }

    /// <summary>The key that the header names, if it is the one that was found last; else null.</summary>
    public CallbackPublicKey? FindAtOnce(string header) => _last is { } last && last.Header == header ? last.Key : null;

    /// <summary>The key that the header names; null if it is not admitted, or cannot be fetched or read.</summary>
    public async Task<CallbackPublicKey?> FindAsync(string header, CancellationToken cancellationToken)
    {
        if (!PublicKeyUrl.TryAdmit(header, _origins, out var url))
            return null;
        var key = url!.IsOfficial && url.Name == OfficialPublicKey.V1Name ? _official
            : Fetch(url) is { } fetch ? await fetch.WaitAsync(cancellationToken)
            : null;
        if (key is not null)
            _last = new Known(header, key);
        return key;
    }

    private Task<CallbackPublicKey?>? Fetch(PublicKeyUrl url)
    {
        var address = url.FetchUrl.AbsoluteUri;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_entries.TryGetValue(address, out var entry) && !entry.MayRetry(now))
                return entry.Key;
            if (entry is null && _entries.Count >= MaxKeys && !TryMakeRoom(now))
                return null;

            // Not under any caller's token: whoever waits next is served by the same fetch.
            entry = new Entry(FetchAsync(url), now);
            _entries[address] = entry;
            return entry.Key;
        }
    }

    private bool TryMakeRoom(DateTimeOffset now)
    {
        var useless = _entries.FirstOrDefault(pair => pair.Value.MayRetry(now)).Key;
        return useless is not null && _entries.Remove(useless);
    }

    private async Task<CallbackPublicKey?> FetchAsync(PublicKeyUrl url)
    {
        using var timeout = new CancellationTokenSource(FetchTime, _time);
        try
        {
            var client = _http.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = MaxKeyBytes;
            using var response = await client.GetAsync(url.FetchUrl, timeout.Token);
            if (!response.IsSuccessStatusCode)
                return NotHad(url, $"status {(int)response.StatusCode}");

            var key = CallbackPublicKey.TryParse(await response.Content.ReadAsStringAsync(timeout.Token));
            if (key is null)
                return NotHad(url, "not an RSA public key");
            _states.Report(DependencyStates.CallbackKey, DependencyStates.Ok, ("key", url.Name));
            return key;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return NotHad(url, exception.Message);
        }
    }

    private CallbackPublicKey? NotHad(PublicKeyUrl url, string reason)
    {
        CallbackLog.KeyNotFetched(_logger, url.FetchUrl.Host, url.Name, reason);
        _states.ReportFor(FailureCounts, DependencyStates.Ok, DependencyStates.CallbackKey, DependencyStates.Degraded, ("key", url.Name), ("reason", reason));
        return null;
    }

    private sealed record Known(string Header, CallbackPublicKey Key);

    private sealed record Entry(Task<CallbackPublicKey?> Key, DateTimeOffset FetchedAt)
    {
        public bool MayRetry(DateTimeOffset now) =>
            Key is { IsCompleted: true } && (!Key.IsCompletedSuccessfully || Key.Result is null) && now - FetchedAt >= RetryAfter;
    }
}
