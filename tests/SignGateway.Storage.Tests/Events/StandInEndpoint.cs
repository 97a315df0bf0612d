using System.Net;
using System.Text;

namespace SignGateway.Storage.Tests.Events;

/// <summary>Where events are posted to: away, or keeping what comes.</summary>
internal sealed class StandInEndpoint : HttpMessageHandler
{
    private readonly List<(string Id, string Body)> _received = [];

    public bool IsDown { get; set; }

    /// <summary>Called when an event is there and its answer is not on its way yet.</summary>
    public Action Receiving { get; set; } = () => { };

    /// <summary>All that came, in order, repeats too.</summary>
    public IReadOnlyList<(string Id, string Body)> Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new HttpRequestException(HttpRequestError.ConnectionError);

        var body = Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        lock (_received)
            _received.Add((request.Headers.GetValues("webhook-id").Single(), body));
        Receiving();
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }
}
