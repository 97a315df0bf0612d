using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SignGateway.Protocol.Values;

namespace SignGateway.Objects;

internal sealed partial class OssOptionsValidator : IValidateOptions<OssOptions>
{
    public ValidateOptionsResult Validate(string? name, OssOptions options)
    {
        var section = string.IsNullOrEmpty(name) ? OssOptions.Section : OssOptions.SectionOf(name);
        List<string> faults = [];
        if (options.Region is null || !RegionId().IsMatch(options.Region))
            faults.Add($"{section}:Region is '{options.Region}'; set the bucket's region, such as cn-hangzhou.");
        if (!BucketName.TryParse(options.Bucket, out _))
            faults.Add($"{section}:Bucket is '{options.Bucket}'; a bucket's name has 3 to 63 lower-case letters, digits and hyphens.");
        if (!Enum.IsDefined(options.UrlStyle))
            faults.Add($"{section}:UrlStyle must be VirtualHosted, Cname or Path.");
        if (options.UrlStyle == UrlStyle.Cname && string.IsNullOrWhiteSpace(options.Endpoint))
            faults.Add($"{section}:Endpoint is missing; UrlStyle 'Cname' needs the bucket's own domain.");
        CheckEndpoint($"{section}:Endpoint", options.Endpoint, faults);
        CheckEndpoint($"{section}:InternalEndpoint", options.InternalEndpoint, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckEndpoint(string key, string? endpoint, List<string> faults)
    {
        if (!string.IsNullOrWhiteSpace(endpoint) && OssAddress.ParseEndpoint(endpoint) is null)
            faults.Add($"{key} is '{endpoint}'; write a host, with http:// or https:// and a port if needed, and nothing after it.");
    }

    [GeneratedRegex(@"\A(oss-)?[a-z]{2,}-[a-z0-9-]+\z")]
    private static partial Regex RegionId();
}
