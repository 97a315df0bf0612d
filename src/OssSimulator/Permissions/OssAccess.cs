using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Permissions;

/// <summary>What requests to OSS are called in policies, and whether a key may make them.</summary>
internal sealed class OssAccess(SimulatorOptions options, ServerClock clock, SimulatorFaults faults)
{
    public bool Allows(KnownKey key, OssOperation operation, RequestTarget target)
    {
        var access = Of(operation, target);
        return !faults.Credentials.DeniedActions.Contains(access.Action, StringComparer.OrdinalIgnoreCase) && key.Allows(access);
    }

    /// <summary>A HEAD needs the right to read, every step of a multipart upload the right to put. A list is of the bucket, whatever its prefix.</summary>
    private RamAccess Of(OssOperation operation, RequestTarget target) => operation switch
    {
        OssOperation.ListObjects or OssOperation.ListObjectsV2 => OfBucket("oss:ListObjects", target),
        OssOperation.GetBucketInfo => OfBucket("oss:GetBucketInfo", target),
        OssOperation.ListMultipartUploads => OfBucket("oss:ListMultipartUploads", target),
        OssOperation.HeadObject or OssOperation.GetObject => OfObject("oss:GetObject", target),
        OssOperation.DeleteObject => OfObject("oss:DeleteObject", target),
        OssOperation.ListParts => OfObject("oss:ListParts", target),
        OssOperation.AbortMultipartUpload => OfObject("oss:AbortMultipartUpload", target),
        _ => OfObject("oss:PutObject", target),
    };

    private RamAccess OfBucket(string action, RequestTarget target) => new(action, Resource(target.Bucket), target.Parameter("prefix") ?? "", clock.Now);

    private RamAccess OfObject(string action, RequestTarget target) => new(action, Resource($"{target.Bucket}/{target.Key}"), At: clock.Now);

    private string Resource(string path) => $"acs:oss:oss-{options.Region}:{SimulatorAddress.OwnerId}:{path}";
}
