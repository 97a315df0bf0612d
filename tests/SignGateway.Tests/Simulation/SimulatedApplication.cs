using System.Globalization;
using System.Net;

namespace SignGateway.Tests.Simulation;

/// <summary>The application that is told of uploads. It never says the same thing twice, so that whoever heard what can be told apart.</summary>
internal sealed class SimulatedApplication(Wire wire) : IHttpClientFactory
{
    private readonly HashSet<string> _heard = [];

    public HttpClient CreateClient(string name) => new(new Calls(this)) { Timeout = Timeout.InfiniteTimeSpan };

    private Task<HttpResponseMessage> HearAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var id = request.Headers.GetValues("webhook-id").Single();
        return wire.CallAsync(() => Answer(id[..id.LastIndexOf('_')]), () => new HttpRequestException(HttpRequestError.ConnectionError), cancellationToken);
    }

    // No run brings content back that was replaced, so nothing is news twice.
    private HttpResponseMessage Answer(string content)
    {
        if (!_heard.Add(content))
            throw new BrokenInvariantException("the application was told of the same content twice");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_heard.Count.ToString(CultureInfo.InvariantCulture)) };
    }

    private sealed class Calls(SimulatedApplication application) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            application.HearAsync(request, cancellationToken);
    }
}
