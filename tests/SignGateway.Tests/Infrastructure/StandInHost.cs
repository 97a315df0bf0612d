using System.Net;

namespace SignGateway.Tests.Infrastructure;

/// <summary>What the gateway's outgoing calls reach. A call that no test planned fails.</summary>
internal sealed class StandInHost : HttpMessageHandler
{
    private readonly List<string> _calls = [];

    /// <summary>How a call is answered; null fails as an unreachable host does.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; set; } = request =>
        throw new InvalidOperationException($"No test planned {request.Method} {request.RequestUri}.");

    /// <summary>Whether the bucket keeps versions.</summary>
    public bool KeepsVersions { get; init; }

    /// <summary>Calls wait for this before they are answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Which calls do; all, unless a test says otherwise.</summary>
    public Func<HttpRequestMessage, bool> IsGated { get; set; } = _ => true;

    /// <summary>Every call so far, as verb and URL.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public static HttpResponseMessage Text(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Asked once at every start, by nobody's plan.
        if (request.RequestUri!.Query == "?versioning")
            return Text(KeepsVersions ? "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>" : "<VersioningConfiguration/>");
        lock (_calls)
            _calls.Add($"{request.Method} {request.RequestUri}");
        if (IsGated(request))
            await Gate.WaitAsync(cancellationToken);
        var response = Answer(request) ?? throw new HttpRequestException("The host cannot be reached.");
        response.RequestMessage = request;
        return response;
    }
}
