using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Admin.Explain;

/// <summary>The access keys that the gateway signs with at this moment.</summary>
internal sealed class OwnKeys(BucketCatalog buckets, ProfileCatalog profiles, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What the sources have; those that have nothing, or not soon, are left out.</summary>
    public async Task<IReadOnlyList<CredentialsOutcome.Available>> ReadAsync(CancellationToken cancellationToken)
    {
        List<CredentialsOutcome.Available> keys = [];
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var source in profiles.All.Select(profile => buckets.Of(profile).Credentials).Distinct())
            {
                if (await source.GetAsync(TimeSpan.Zero, both.Token) is CredentialsOutcome.Available key)
                    keys.Add(key);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What cannot be compared is explained all the same.
        }

        return keys;
    }
}
