namespace SignGateway.Objects;

/// <summary>The buckets that the gateway works with. A port, for the same reason as <see cref="IBucket"/>.</summary>
public interface IBuckets
{
    /// <summary>The bucket of an upload; null if configuration names it no more.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="profile">The upload's profile, whose credentials come first; null if it is not known.</param>
    IBucket? Find(string bucket, string? profile);
}
