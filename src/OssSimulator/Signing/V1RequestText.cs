using System.Text;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>The text that a V1 request signature covers. Of the query it covers sub-resources only, and everything as it is, not encoded.</summary>
internal static class V1RequestText
{
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "acl", "append", "asyncFetch", "bucketInfo", "callback", "callback-var", "cname", "comp", "continuation-token", "cors", "delete", "encryption",
        "endTime", "img", "inventory", "inventoryId", "lifecycle", "live", "location", "logging", "objectMeta", "partNumber", "policy", "position",
        "qos", "qosInfo", "referer", "replication", "replicationLocation", "replicationProgress", "requestPayment", "response-cache-control",
        "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type", "response-expires",
        "restore", "security-token", "sequential", "startTime", "stat", "status", "style", "styleName", "symlink", "tagging", "uploadId", "uploads",
        "versionId", "versioning", "versions", "vip", "vod", "vpcip", "website", "worm", "wormExtend", "wormId", "x-oss-ac-forward-allow",
        "x-oss-ac-source-ip", "x-oss-ac-subnet-mask", "x-oss-ac-vpc-id", "x-oss-async-process", "x-oss-process", "x-oss-request-payer",
        "x-oss-traffic-limit",
    };

    public static string Build(string method, RequestTarget target, IReadOnlyDictionary<string, string> headers, string time)
    {
        var text = new StringBuilder()
            .Append(method).Append('\n')
            .Append(headers.GetValueOrDefault("Content-MD5")).Append('\n')
            .Append(headers.GetValueOrDefault("Content-Type")).Append('\n')
            .Append(time).Append('\n');
        var signed = headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .Where(header => header.Name.StartsWith("x-oss-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in signed) text.Append(name).Append(':').Append(value).Append('\n');

        text.Append('/').Append(target.Bucket).Append('/').Append(target.Key);
        var separator = '?';
        foreach (var (name, value) in target.Query.Where(pair => SubResources.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(name);
            if (value.Length > 0) text.Append('=').Append(value);
            separator = '&';
        }

        return text.ToString();
    }
}
