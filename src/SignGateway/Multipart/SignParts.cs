using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>
/// Signs URLs for parts of an upload. Each lives as long as a grant does, so a long upload asks again and again, and outlives whatever signed it before.
/// </summary>
internal sealed class SignParts(BucketCatalog buckets, ProfileCatalog profiles, GrantCredentials credentials, StartMultipart start, TimeProvider time)
{
    /// <summary>The URLs, or why there are none.</summary>
    public async Task<(Problem? Problem, PartUrls? Urls)> ExecuteAsync(UploadRecord upload, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var (problem, begun) = await start.ExecuteAsync(upload, cancellationToken);
        if (problem is not null)
            return (problem, null);
        var count = OpenUpload.PlanOf(begun).Count;
        if (numbers.Any(number => number > count))
            return (KnownProblems.RequestMalformed.Because($"The upload has parts 1 to {count}."), null);
        if (profiles.Find(begun.Profile) is not { } profile || buckets.Find(begun.Bucket, begun.Profile) is not { } bucket)
            return (KnownProblems.ProfileUnknown, null);
        var (unsigned, identity) = await credentials.GetAsync(profile, cancellationToken);
        if (unsigned is not null)
            return (unsigned, null);

        var now = time.GetUtcNow();
        var life = Shorter(profile.Options.GrantLifetime, begun.ExpiresAt - now);
        if (life < TimeSpan.FromSeconds(1))
            return (KnownProblems.UploadNotOpen.Because("Its time is over; sign a new upload."), null);
        life = TimeSpan.FromSeconds(Math.Floor(life.TotalSeconds));
        return (null, new PartUrls([.. bucket.Address.PresignParts(begun.Key, begun.Parts!.OssId, numbers, identity!, now, life)], now, now + life));
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
