using System.Net;

namespace SignGateway.Host.Tests.Draining;

/// <summary>Asks the gateway whether it is ready, as a load balancer does, and stops sending it requests when it is not.</summary>
internal sealed class Balancer(HostProcess host) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new();
    private volatile bool _isGone;

    /// <summary>Whether requests go elsewhere by now.</summary>
    public bool IsGone => _isGone;

    /// <summary>What ready said when it said no.</summary>
    public string? LastWord { get; private set; }

    public async Task WatchAsync()
    {
        while (!_isGone)
        {
            using var answer = await _http.GetAsync(new Uri(host.Url, "/health/ready"));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                LastWord = await answer.Content.ReadAsStringAsync();
                _isGone = true;
                return;
            }

            await Task.Delay(Interval);
        }
    }

    public void Dispose() => _http.Dispose();
}
