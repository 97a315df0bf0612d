using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>Credentials that configuration or the environment gives once, at start.</summary>
internal sealed class FixedCredentials(OssCredentials credentials) : ICredentialSource
{
    private readonly CredentialsOutcome.Available _credentials = new(credentials);

    public ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken) => new(_credentials);
}
