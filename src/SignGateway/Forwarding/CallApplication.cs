using System.Net.Http.Headers;
using SignGateway.Webhooks;

namespace SignGateway.Forwarding;

/// <summary>Posts one message to the application and reads its answer. Whatever goes wrong there is an answer too.</summary>
internal sealed class CallApplication(IHttpClientFactory http, IForwardDestinations destinations, TimeProvider time)
{
    public const string HttpClientName = "SignGateway.Forward";

    /// <summary>How many calls are under way at once. An application that hangs holds up this many callbacks; the others are answered without it.</summary>
    public const int MaxCalls = 256;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private int _calls;

    public async Task<ForwardedAnswer> ExecuteAsync(ForwardTarget target, ForwardMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _calls) <= MaxCalls
                ? await CallAsync(target, message, cancellationToken)
                : ForwardedAnswer.Without(ForwardErrors.Busy);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    private async Task<ForwardedAnswer> CallAsync(ForwardTarget target, ForwardMessage message, CancellationToken cancellationToken)
    {
        if (destinations.Choose(target.To) is not { } destination)
            return ForwardedAnswer.Without(ForwardErrors.Unreachable);
        var answer = await PostAsync(destination.Address, target, message, cancellationToken);
        destination.Tried?.Invoke(answer.Error switch
        {
            ForwardErrors.Timeout => ForwardContact.TimedOut,
            ForwardErrors.Unreachable or ForwardErrors.Closed => ForwardContact.Failed,
            _ => ForwardContact.Answered,
        });
        return answer;
    }

    private async Task<ForwardedAnswer> PostAsync(Uri address, ForwardTarget target, ForwardMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(address, target, message);
            using var response = await http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await ApplicationAnswer.ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ForwardedAnswer.Without(ForwardErrors.Timeout);
        }
        catch (HttpRequestException exception)
        {
            return ForwardedAnswer.Without(CodeOf(exception.HttpRequestError));
        }
    }

    private HttpRequestMessage Request(Uri address, ForwardTarget target, ForwardMessage message)
    {
        var body = message.ToBody();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        foreach (var (name, value) in WebhookHeaders.Of(message.Id, time.GetUtcNow(), body, target.Secrets))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string CodeOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError => ForwardErrors.Unreachable,
        HttpRequestError.ConfigurationLimitExceeded => ForwardErrors.TooLarge,
        _ => ForwardErrors.Closed,
    };
}
