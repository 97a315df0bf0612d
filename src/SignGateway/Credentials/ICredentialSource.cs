namespace SignGateway.Credentials;

/// <summary>Who the gateway is to OSS. Called for every signature, so an implementation keeps what it fetched.</summary>
public interface ICredentialSource
{
    /// <summary>The credentials to sign with now.</summary>
    ValueTask<CredentialsOutcome> GetAsync(CancellationToken cancellationToken);
}
