using System.Net;
using Polly;
using Polly.Retry;

namespace SignGateway.Objects;

/// <summary>
/// Asks OSS once more, at once, where the connection broke or OSS stumbled; all that the gateway asks can be asked twice. 503 is not among it:
/// that is how OSS says that it is asked too much. Whoever asks decides how long both may take.
/// </summary>
internal sealed class OneMoreAttempt : DelegatingHandler
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                .Handle<HttpRequestException>()
                .HandleResult(response => response.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout),
        })
        .Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await Pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
}
