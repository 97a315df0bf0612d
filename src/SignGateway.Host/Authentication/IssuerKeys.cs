using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>
/// The keys that the Authority publishes. A key id that is not among them has them fetched anew, and the request waits for it, so a key that was rotated
/// in is taken at once; but whoever makes key ids up causes one fetch in ten seconds, whether it succeeds or fails. (The framework's own manager
/// refuses the first token of a new key, holds every request while it fetches, and counts good fetches only.)
/// </summary>
internal sealed class IssuerKeys(Func<CancellationToken, Task<OpenIdConnectConfiguration>> fetch, TimeProvider time, ILogger logger)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly OpenIdConnectConfiguration None = new();

    private readonly Lock _lock = new();
    private volatile OpenIdConnectConfiguration? _current;
    private Task _fetching = Task.CompletedTask;
    private DateTimeOffset _mayFetchAt;
    private DateTimeOffset _staleAt;

    /// <summary>What was fetched last; null until a fetch has succeeded.</summary>
    public OpenIdConnectConfiguration? Current => _current;

    /// <summary>The keys that tokens are validated with now; another list whenever they were fetched anew.</summary>
    public IEnumerable<SecurityKey> SigningKeys => (_current ?? None).SigningKeys;

    /// <summary>Makes sure of the keys for a token: waits only if its key is unknown. False if there are no keys at all.</summary>
    public async Task<bool> LearnAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (_current is { } current && (keyId is null || current.SigningKeys.Any(key => key.KeyId == keyId)))
        {
            // Old keys are good enough for this request.
            if (IsStale())
                _ = Fetching();
            return true;
        }

        await Fetching().WaitAsync(cancellationToken);
        return _current is not null;
    }

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_current ?? None);

    // The handler asks after a token has failed; the keys were made sure of before.
    public void RequestRefresh()
    {
    }

    private bool IsStale()
    {
        lock (_lock)
            return time.GetUtcNow() >= _staleAt;
    }

    /// <summary>The fetch that runs, or a new one if the last began long enough ago.</summary>
    private Task Fetching()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_fetching.IsCompleted || now < _mayFetchAt)
                return _fetching;
            _mayFetchAt = now + (_current is null ? FirstInterval : Interval);
            return _fetching = FetchAsync();
        }
    }

    // Shared by all that wait for it, so nobody's request may cancel it; the client's timeout ends it.
    private async Task FetchAsync()
    {
        await Task.Yield();
        try
        {
            var fetched = await fetch(CancellationToken.None);
            if (fetched.SigningKeys.Count == 0)
            {
                logger.KeysNotFetched("the issuer publishes none.");
                return;
            }

            lock (_lock)
            {
                // The first fetch is nobody's doing: a key may be rotated in right after it.
                if (_current is null)
                    _mayFetchAt = default;
                _staleAt = time.GetUtcNow() + MaxAge;
                _current = fetched;
            }

            logger.KeysFetched(fetched.SigningKeys.Count);
        }
        catch (Exception exception)
        {
            // Whatever a strange document makes the library throw, the keys that are there stay.
            logger.KeysNotFetched(exception.GetBaseException().Message);
        }
    }
}
