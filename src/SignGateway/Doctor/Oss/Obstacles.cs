namespace SignGateway.Doctor.Oss;

internal static class Obstacles
{
    private const string RegionNumber = "0002-00000710";
    private const string OtherEndpoint = "must be addressed using the specified endpoint";

    private static readonly string[] OfCredentials =
        ["InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurityToken", "SecurityTokenExpired", "AccessKeyIdAndSecurityTokenNotMatch"];

    public static Obstacle Of(OssReply reply) => reply switch
    {
        OssReply.Unanswered => Obstacle.Unreachable,
        OssReply.Unsigned => Obstacle.Credentials,
        OssReply.Answered({ Status: >= 500 }) => Obstacle.Unreachable,
        OssReply.Answered({ Code: "RequestTimeTooSkewed" }) => Obstacle.Clock,
        OssReply.Answered({ Code: "NoSuchBucket" }) => Obstacle.Bucket,
        OssReply.Answered(var answer) when OfCredentials.Contains(answer.Code) => Obstacle.Credentials,
        OssReply.Answered(var answer) when IsOtherRegion(answer) || IsOtherEndpoint(answer) => Obstacle.Region,
        _ => Obstacle.None,
    };

    public static bool IsOtherRegion(OssAnswer answer) =>
        answer.Code == "InvalidArgument" && (answer.Fault.Ec == RegionNumber || answer.Message.Contains("region", StringComparison.OrdinalIgnoreCase));

    public static bool IsOtherEndpoint(OssAnswer answer) => answer.Code == "AccessDenied" && answer.Message.Contains(OtherEndpoint, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why there is nothing to look at, as the end of a sentence, with the check that says more.</summary>
    public static string Reason(this Obstacle obstacle) => obstacle switch
    {
        Obstacle.Unreachable => "OSS does not answer; see bucket",
        Obstacle.Clock => "OSS refuses whatever has a wrong time; see clock",
        Obstacle.Credentials => "there are no credentials that OSS takes; see credentials",
        Obstacle.Region => "region and endpoint do not fit the bucket; see bucket",
        Obstacle.Bucket => "the bucket is not there; see bucket",
        _ => "nothing is in the way",
    };
}
