namespace SignGateway.Objects;

/// <summary>What every step that keeps the ledger in line with the bucket asks of the bucket. A port, so that these steps can be tried on a bucket that fails.</summary>
public interface IBucket
{
    /// <summary>HeadObject.</summary>
    Task<OssOutcome<ObjectHead>> HeadAsync(string key, CancellationToken cancellationToken);

    /// <summary>GetObject of the first bytes only, of an object that has at least so many.</summary>
    Task<OssOutcome<ObjectStart>> ReadStartAsync(string key, int count, CancellationToken cancellationToken);

    /// <summary>DeleteObject; an object that is not there is done too.</summary>
    Task<OssOutcome<bool>> DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>ListObjectsV2: one page of up to 1000 objects in the order of their keys.</summary>
    Task<OssOutcome<ObjectPage>> ListAsync(string prefix, string? continuationToken, CancellationToken cancellationToken);

    /// <summary>ListMultipartUploads: the ids of the uploads in parts of exactly this key that are neither complete nor aborted.</summary>
    Task<OssOutcome<IReadOnlyList<string>>> ListMultipartAsync(string key, CancellationToken cancellationToken);

    /// <summary>AbortMultipartUpload: its parts are gone and nothing can come of it; one that is not there is done too.</summary>
    Task<OssOutcome<bool>> AbortMultipartAsync(string key, string uploadId, CancellationToken cancellationToken);

    /// <summary>Whether the bucket is there: it lists its objects for us, or says that we may not.</summary>
    Task<bool> BucketAnswersAsync(CancellationToken cancellationToken);
}
