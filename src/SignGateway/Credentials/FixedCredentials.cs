using Microsoft.Extensions.Options;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>Credentials that configuration or the environment gives once, at start.</summary>
internal sealed class FixedCredentials : ICredentialSource
{
    private readonly CredentialsOutcome.Available _credentials;

    public FixedCredentials(IOptions<CredentialOptions> options)
    {
        var (id, secret, token) = options.Value.Resolve();
        _credentials = new CredentialsOutcome.Available(new OssCredentials(id!, secret!, string.IsNullOrEmpty(token) ? null : token));
    }

    public ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken) => new(_credentials);
}
