using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;

namespace SignGateway.Uploads;

/// <summary>Makes short-lived links to an upload's object.</summary>
public sealed class UploadContent
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromSeconds(60);

    private readonly BucketCatalog _buckets;
    private readonly ProfileCatalog _profiles;

    /// <summary>Presigns for these buckets.</summary>
    public UploadContent(BucketCatalog buckets, ProfileCatalog profiles)
    {
        _buckets = buckets;
        _profiles = profiles;
    }

    /// <summary>A link that shows the object if its profile lets it, the bucket has a domain of its own, and it is not asked for as a download.</summary>
    public async Task<OssOutcome<string>> LinkAsync(UploadRecord upload, bool attachment, CancellationToken cancellationToken)
    {
        if (_buckets.Find(upload.Bucket, upload.Profile) is not { } bucket)
            return new OssOutcome<string>.Unavailable($"the configuration names no bucket {upload.Bucket}");
        var shown = !attachment && bucket.Address.IsCustomDomain && _profiles.Find(upload.Profile)?.Shows(upload.ContentType) == true;
        var disposition = FileName.TryParse(upload.FileName, out var fileName) ? fileName.ToContentDisposition(!shown) : "attachment";
        return await bucket.PresignGetAsync(upload.Key, disposition, upload.ContentType, LinkLife, cancellationToken);
    }
}
