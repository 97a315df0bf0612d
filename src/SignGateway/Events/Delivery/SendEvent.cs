using System.Net;
using System.Net.Http.Headers;
using SignGateway.Events.Addresses;
using SignGateway.Events.Outbox;
using SignGateway.Webhooks;

namespace SignGateway.Events.Delivery;

/// <summary>Posts one event, within a time and without following wherever the answer leads. No reason holds a word of what was sent or answered.</summary>
internal sealed class SendEvent(IHttpClientFactory http, TimeProvider time)
{
    public const string HttpClientName = "SignGateway.Events";

    /// <summary>How long an endpoint may take, its whole answer included.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    // An answer that is read lets its connection be used again; nobody is interested in what it says.
    private const int MaxAnswerBytes = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<SendOutcome> ExecuteAsync(EventTarget target, OutboxEvent told, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = Request(target, told);
        try
        {
            using var response = await http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await ReadAwayAsync(response, either.Token);
            return response.IsSuccessStatusCode
                ? new SendOutcome.Accepted()
                : new SendOutcome.Refused((int)response.StatusCode, WishOf(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Unanswered($"it did not answer within {TimeLimit.TotalSeconds} s");
        }
        catch (HttpRequestException exception)
        {
            return new SendOutcome.Unanswered(Reason(exception));
        }
    }

    private HttpRequestMessage Request(EventTarget target, OutboxEvent told)
    {
        var body = EventBody.Write(told);
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
        foreach (var (name, value) in WebhookHeaders.Of(told.Id.ToString(), time.GetUtcNow(), body, target.Secrets))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(nameof(SignGateway), null));
        request.Options.Set(CheckedConnection.Target, target);
        return request;
    }

    // The status has said it all: an endless or broken answer costs its connection, and changes nothing.
    private static async Task ReadAwayAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var answer = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[4096];
            for (var total = 0; total < MaxAnswerBytes;)
            {
                var read = await answer.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                    return;
                total += read;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
        }
    }

    private TimeSpan? WishOf(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    private static string Reason(HttpRequestException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException refusal)
                return refusal.Message;
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its name does not resolve",
            HttpRequestError.SecureConnectionError => "the TLS handshake failed",
            HttpRequestError.ConnectionError => "it cannot be reached",
            _ => "the connection broke, or what came is no HTTP",
        };
    }
}
