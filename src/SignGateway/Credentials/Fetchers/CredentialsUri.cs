using System.Diagnostics;

namespace SignGateway.Credentials.Fetchers;

/// <summary>A service of the operator's own that answers with credentials.</summary>
internal sealed class CredentialsUri(Uri address, CredentialHttp http, TimeProvider time) : ICredentialFetcher
{
    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await http.SendAsync(CredentialHttp.LocalClient, request, CredentialHttp.StsTime, cancellationToken) switch
        {
            HttpOutcome.Answered { Status: 200 } answered => CredentialAnswer.Read(answered, "the credentials URI", time.GetUtcNow()),
            HttpOutcome.Answered(var status, _, _) => new FetchOutcome.Failed($"the credentials URI answered {status}"),
            HttpOutcome.Unanswered(var reason) => new FetchOutcome.Failed($"the credentials URI failed: {reason}"),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }
}
