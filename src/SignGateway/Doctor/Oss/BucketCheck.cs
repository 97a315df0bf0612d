using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;

namespace SignGateway.Doctor.Oss;

/// <summary>Whether the bucket is there, and whether region and endpoint are its own; also where browsers reach it, if that is elsewhere.</summary>
internal sealed class BucketCheck(AskOss ask, BucketCatalog buckets) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public string Name => "bucket";

    public int Order => 30;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var bucket in ProbedBucket.Of(buckets, profiles))
        {
            var address = bucket.Client.Address;
            findings.Add(bucket.About(Judge(address, await ask.LookAsync(bucket.Client, cancellationToken))));
            if (address.PostUrl != address.InternalUrl("") && await LookFromOutsideAsync(address, cancellationToken) is { } outside)
                findings.Add(bucket.About(outside));
        }

        return findings;
    }

    private static Finding Judge(OssAddress address, OssReply reply) => (Obstacles.Of(reply), reply) switch
    {
        (Obstacle.Clock or Obstacle.Credentials, _) => Finding.Skipped("bucket_skipped", $"Whether the bucket {address.Bucket} is there is not known: {Obstacles.Of(reply).Reason()}."),
        (Obstacle.Unreachable, _) => Unreachable(address.InternalUrl(""), reply),
        (Obstacle.Bucket, OssReply.Answered(var answer)) => Finding.Fault(
            "bucket_missing",
            $"{answer.Words}: there is no bucket {address.Bucket} at {address.InternalUrl("")}.",
            $"Compare SignGateway:Oss:Bucket with the OSS console, or make the bucket in {address.Region}, with the ACL private."),
        (Obstacle.Region, OssReply.Answered(var answer)) => OtherRegion(address, answer),
        (_, OssReply.Answered({ IsSuccess: true } answer)) => Located(address, answer),
        (_, OssReply.Answered({ Code: "AccessDenied" })) => Finding.Ok(
            "bucket_ok", $"The bucket {address.Bucket} is there and takes signatures for {address.Region}; the right oss:GetBucketInfo, with which it would tell its region, is not needed."),
        (_, OssReply.Answered(var answer)) => Finding.Fault(
            "bucket_refused", $"{answer.Words} when asked about the bucket {address.Bucket}. {answer.Message}".TrimEnd(), "Paste OSS's answer into the admin page's view Explain, or look for its EC in the OSS documentation."),
        _ => Finding.Skipped("bucket_skipped", "OSS was not asked."),
    };

    private static Finding Located(OssAddress address, OssAnswer answer)
    {
        var location = OssXml.Parse(answer.Body)?.All("Bucket").FirstOrDefault()?.Part("Location");
        return location is null || SigningKeyV4.Region(location) == address.Region
            ? Finding.Ok("bucket_ok", $"The bucket {address.Bucket} is in {address.Region}, and the endpoint is its own.")
            : Finding.Fault("region_wrong", $"The bucket {address.Bucket} is in {SigningKeyV4.Region(location)}, and SignGateway:Oss:Region says {address.Region}.", $"Set SignGateway:Oss:Region to {SigningKeyV4.Region(location)}.");
    }

    private static Finding OtherRegion(OssAddress address, OssAnswer answer)
    {
        var where = answer.Error?.Get("Endpoint") is { Length: > 0 } endpoint && Uri.CheckHostName(endpoint) == UriHostNameType.Dns ? endpoint : null;
        return Obstacles.IsOtherEndpoint(answer)
            ? Finding.Fault(
                "endpoint_wrong",
                $"{answer.Words}: the bucket {address.Bucket} is not to be had at {address.InternalUrl("")}{(where is null ? "" : $", but at {where}")}.",
                where is null
                    ? "Set SignGateway:Oss:Region and Endpoint to those of the bucket, as the OSS console shows them."
                    : $"Set SignGateway:Oss:Region to the region in {where}, and Endpoint (and InternalEndpoint) to it or to nothing.")
            : Finding.Fault(
                "region_wrong",
                $"{answer.Words}: OSS does not take signatures for {address.Region} at {address.InternalUrl("")}.",
                "Set SignGateway:Oss:Region to the bucket's region, as the OSS console shows it, such as cn-hangzhou.");
    }

    private async Task<Finding?> LookFromOutsideAsync(OssAddress address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address.PostUrl);
        var reply = await ask.SendAsync(request, Patience, cancellationToken);
        return (Obstacles.Of(reply), reply) switch
        {
            // Who is inside a private network may have no way to where browsers are.
            (Obstacle.Unreachable, _) => Unreachable(address.PostUrl, reply) with { Level = FindingLevel.Warning },
            (Obstacle.Bucket or Obstacle.Region, OssReply.Answered(var answer)) => Finding.Fault(
                "public_endpoint_wrong", $"{answer.Words}: browsers do not find the bucket {address.Bucket} at {address.PostUrl}.", "Set SignGateway:Oss:Endpoint to the bucket's public endpoint, or to a domain that is bound to the bucket (UrlStyle Cname)."),
            _ => null,
        };
    }

    private static Finding Unreachable(string url, OssReply reply) => Finding.Fault(
        "oss_unreachable",
        reply switch
        {
            OssReply.Unanswered(var reason) => $"OSS does not answer at {url}: {reason}.",
            OssReply.Answered(var answer) => $"{answer.Words} at {url}.",
            _ => $"OSS does not answer at {url}.",
        },
        "Compare SignGateway:Oss:Endpoint and InternalEndpoint with the OSS console; an internal endpoint is reached only from within its region. Look at DNS, firewall and proxy between.");
}
