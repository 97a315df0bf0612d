using System.Text;

namespace SignGateway.Credentials.Fetchers;

/// <summary>Asks the services that hand out credentials: within a time, for an answer of limited size, and without a word of what was sent or answered in any reason.</summary>
internal sealed class CredentialHttp(IHttpClientFactory http, TimeProvider time)
{
    public const string StsClient = "SignGateway.Sts";

    /// <summary>For services beside the gateway, which no proxy should see.</summary>
    public const string LocalClient = "SignGateway.Metadata";

    public const int MaxAnswerBytes = 64 * 1024;

    public static readonly TimeSpan StsTime = TimeSpan.FromSeconds(5);

    public async Task<HttpOutcome> SendAsync(string clientName, HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.CreateClient(clientName).SendAsync(request, either.Token);
            // Not as a string: an answer may name an encoding that nobody knows.
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(either.Token));
            return new HttpOutcome.Answered((int)response.StatusCode, body, response.Headers.Date);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HttpOutcome.Unanswered($"{host} did not answer within {limit.TotalSeconds} s");
        }
        catch (HttpRequestException exception)
        {
            return new HttpOutcome.Unanswered($"{host} {Trouble(exception.HttpRequestError)}");
        }
    }

    private static string Trouble(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "cannot be found: its name does not resolve",
        HttpRequestError.SecureConnectionError => "cannot be trusted: the TLS handshake failed",
        HttpRequestError.ConfigurationLimitExceeded => $"answered with more than {MaxAnswerBytes} bytes",
        _ => "cannot be reached",
    };
}
