using System.Diagnostics;

namespace SignGateway.Credentials.Fetchers;

/// <summary>Reads what STS answers, and says of a refusal what to do about it.</summary>
internal static class StsAnswer
{
    public static FetchOutcome Read(HttpOutcome outcome, string action, DateTimeOffset now) => outcome switch
    {
        HttpOutcome.Answered { Status: 200 } granted => Granted(granted, now),
        HttpOutcome.Answered refused => Refused(refused, action, now),
        HttpOutcome.Unanswered(var reason) => new FetchOutcome.Failed($"{action} failed: {reason}"),
        var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
    };

    private static FetchOutcome Granted(HttpOutcome.Answered answered, DateTimeOffset now)
    {
        using var document = CredentialAnswer.Parse(answered.Body);
        var credentials = document is not null && document.RootElement.TryGetProperty("Credentials", out var found) ? found : default;
        return CredentialAnswer.Read(credentials, "STS", answered.Date, now);
    }

    private static FetchOutcome Refused(HttpOutcome.Answered answered, string action, DateTimeOffset now)
    {
        // Never the message: STS repeats in it what it was sent.
        using var document = CredentialAnswer.Parse(answered.Body);
        var answer = document?.RootElement ?? default;
        var (code, request) = (CredentialAnswer.Word(answer, "Code"), CredentialAnswer.Word(answer, "RequestId"));
        var reason = $"STS answered {answered.Status} {code ?? "without a code"} to {action} (request {request ?? "without id"}){Advice(code, action)}{ClockDifference.Describe(answered.Date, now)}";
        return answered.Status == 429 || code?.StartsWith("Throttling", StringComparison.Ordinal) == true
            ? new FetchOutcome.Throttled(reason)
            : new FetchOutcome.Failed(reason);
    }

    private static string Advice(string? code, string action) => code switch
    {
        "NoPermission" when action == AssumeRole.Action => ": the role's trust policy does not name the caller, or the caller lacks sts:AssumeRole on the role (a root account may assume none)",
        "NoPermission" or "AuthenticationFail.NoPermission" => ": the role's trust policy does not accept the identity provider, or the issuer, audience or subject of the identity token",
        "AuthenticationFail.OIDCToken.Expired" => ": the identity token has run out; whoever writes its file must renew it",
        "EntityNotExist.Role" => ": there is no such role; check RoleArn",
        "InvalidAccessKeyId.NotFound" => ": there is no such AccessKey; check the key pair that assumes the role",
        "InvalidAccessKeyId.Inactive" => ": the AccessKey that assumes the role is disabled; enable or replace it",
        "SignatureDoesNotMatch" => ": AccessKeySecret does not belong to AccessKeyId, or something on the way changes the request",
        "InvalidParameter.DurationSeconds" => ": DurationSeconds is more than the role's longest session",
        _ => "",
    };
}
