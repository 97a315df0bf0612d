using OssSimulator.Hosting;

namespace OssSimulator.Permissions;

/// <summary>What requests to OSS are called in policies.</summary>
internal sealed class OssAccess(SimulatorOptions options)
{
    public RamAccess Put(string bucket, string key) => new("oss:PutObject", Resource($"{bucket}/{key}"));

    /// <summary>A HEAD needs the right to read. A list is of the bucket, whatever its prefix.</summary>
    public RamAccess Of(string method, RequestTarget target)
    {
        if (target.Key.Length == 0) return new RamAccess("oss:ListObjects", Resource(target.Bucket), target.Parameter("prefix") ?? "");
        return new RamAccess(HttpMethods.IsDelete(method) ? "oss:DeleteObject" : "oss:GetObject", Resource($"{target.Bucket}/{target.Key}"));
    }

    private string Resource(string path) => $"acs:oss:oss-{options.Region}:{SimulatorAddress.OwnerId}:{path}";
}
