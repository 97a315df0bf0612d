using System.Diagnostics;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>Whether there are credentials, and whether OSS knows them. What they may do is another check's.</summary>
internal sealed class CredentialCheck(AskOss ask, AskSts sts, BucketCatalog buckets) : IDoctorCheck
{
    private static readonly TimeSpan CallLife = TimeSpan.FromMinutes(1);

    public string Name => "credentials";

    public int Order => 20;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var shared in ProbedBucket.Of(buckets, profiles).GroupBy(bucket => bucket.Client.Credentials))
        {
            var bucket = new ProbedBucket(shared.First().Client, [.. shared.SelectMany(each => each.Profiles)]);
            findings.Add(bucket.About(await LookAsync(bucket, cancellationToken)));
        }

        return findings;
    }

    private async Task<Finding> LookAsync(ProbedBucket bucket, CancellationToken cancellationToken)
    {
        var (settings, section) = (sts.SettingsOf(bucket.Profiles[0]), sts.SectionOf(bucket.Profiles[0]));
        return await bucket.Client.Credentials.GetAsync(CallLife, cancellationToken) switch
        {
            CredentialsOutcome.Unavailable(var reason, _) => CredentialTrouble.Describe(reason, settings, section),
            CredentialsOutcome.Available(_, var end) => Judge(await ask.LookAsync(bucket.Client, cancellationToken), settings, section, end),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    private static Finding Judge(OssReply reply, CredentialOptions? settings, string section, DateTimeOffset? end)
    {
        var obstacle = Obstacles.Of(reply);
        if (reply is OssReply.Answered(var answer) && obstacle is Obstacle.Credentials)
            return Refused(answer, settings, section);
        return obstacle is Obstacle.None or Obstacle.Bucket
            ? Finding.Ok("credentials_ok", $"OSS knows the credentials of {section}{(end is { } time ? $", which end at {time:u}" : "")}.")
            : Finding.Skipped("credentials_skipped", $"There are credentials, but whether OSS knows them is not known: {obstacle.Reason()}.");
    }

    private static Finding Refused(OssAnswer answer, CredentialOptions? settings, string section)
    {
        var isRole = settings?.Kind is not (null or CredentialSourceKind.Static or CredentialSourceKind.Environment);
        return answer.Code switch
        {
            "InvalidAccessKeyId" => Finding.Fault(
                "access_key_unknown",
                $"{answer.Words}: there is no such AccessKey, it is disabled, or it is a temporary one without its token.",
                $"Compare {section}:AccessKeyId with the RAM console, and enable the key or make a new pair; a temporary pair needs SecurityToken as well."),
            "SignatureDoesNotMatch" => Finding.Fault(
                "secret_wrong",
                $"{answer.Words}: the AccessKey exists, but the signature is not that of its secret.",
                $"Set {section}:AccessKeySecret to the secret that was shown when the key was made, without spaces or quotes around it; if it is lost, make a new pair. If it is right, something between the gateway and OSS changes requests."),
            "SecurityTokenExpired" => Finding.Fault(
                "token_expired",
                $"{answer.Words}: the temporary credentials have ended.",
                isRole ? "Whatever hands them out hands out old ones; restart it, and look at its clock." : $"{section} holds a temporary pair, which nobody renews: use Source Sts, Oidc or EcsRamRole."),
            _ => Finding.Fault(
                "token_wrong",
                $"{answer.Words}: the security token does not belong to the AccessKey.",
                $"Set AccessKeyId, AccessKeySecret and SecurityToken of {section} from one and the same answer of STS."),
        };
    }
}
