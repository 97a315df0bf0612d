namespace SignGateway.Credentials;

/// <summary>Who the gateway is to OSS. Called for every signature, so an implementation keeps what it fetched.</summary>
public interface ICredentialSource
{
    /// <summary>Credentials that live at least this long from now, so that nothing signed with them ends before its time.</summary>
    ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken);
}
