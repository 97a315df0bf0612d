using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Policies;
using OssSimulator.Signing;

namespace OssSimulator.Posting;

/// <summary>Decides whether a form is signed by a known key, still valid, and within its policy.</summary>
internal sealed class FormAuthorizer(SimulatorOptions options, ServerClock clock, AccessKeyRing keys)
{
    private static readonly string[] V4Fields = ["x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature"];
    private static readonly string[] V4Conditions = ["x-oss-signature-version", "x-oss-credential", "x-oss-date"];
    private static readonly string[] V1Fields = ["OSSAccessKeyId", "policy", "Signature"];
    private static readonly string[] NeverConditioned = ["policy", "x-oss-signature", "OSSAccessKeyId", "Signature"];

    public OssError? Authorize(PostForm form, string bucket, out FormGrant? grant)
    {
        grant = null;
        var isV4 = V4Fields.Any(form.Fields.ContainsKey);
        if (!isV4 && !V1Fields.Any(form.Fields.ContainsKey)) return OssErrors.NoRightByAcl;
        if ((isV4 ? CheckV4(form, out var signer) : CheckV1(form, out signer)) is { } refused) return refused;
        if (PolicyParser.Parse(form["policy"]!, out var policy) is { } malformed) return malformed;
        if (policy!.Expiration <= clock.Now) return OssErrors.PolicyExpired;
        if (isV4 && MissingCondition(form, policy) is { } missing)
        {
            return OssErrors.InvalidPolicy($"a V4 policy must have a condition on {missing}.", "0006-00000201");
        }

        grant = new FormGrant(signer!, policy.Size);
        return CheckConditions(form, bucket, policy);
    }

    private OssError? CheckV4(PostForm form, out KnownKey? signer)
    {
        signer = null;
        if (form["x-oss-signature-version"] is not CredentialScope.Algorithm)
        {
            return OssErrors.InvalidArgument("Invalid signature version.", "x-oss-signature-version", form["x-oss-signature-version"], "0002-00000701");
        }

        if (form["policy"] is not { } policy) return OssErrors.InvalidArgument("policy is missing.", "policy", ec: "0002-00000702");
        if (string.IsNullOrEmpty(form["x-oss-signature"]))
        {
            return OssErrors.InvalidArgument("The signature is blank.", "x-oss-signature", ec: "0002-00000704");
        }

        if (CredentialScope.Parse(form["x-oss-credential"] ?? "") is not { } scope || scope.Region != options.Region)
        {
            return OssErrors.InvalidArgument(
                $"Invalid credential; expected id/day/{options.Region}/oss/aliyun_v4_request.", "x-oss-credential", form["x-oss-credential"], "0002-00000710");
        }

        if (CheckDate(form["x-oss-date"] ?? "", scope) is { } late) return late;
        if (KeyRefusal.Of(keys.Find(scope.AccessKeyId, form["x-oss-security-token"], out signer)) is { } notGood) return notGood;
        var expected = V4Signature.Compute(signer!.Key.Secret, scope.Day, scope.Region, policy);
        return SameText.Equal(expected, form["x-oss-signature"]!) ? null : OssErrors.SignatureMismatch(policy);
    }

    private OssError? CheckDate(string date, CredentialScope scope)
    {
        if (!OssTime.TryParse(date, out var signedAt) || !date.StartsWith(scope.Day, StringComparison.Ordinal))
        {
            return OssErrors.InvalidArgument("Invalid date, or not the day of the credential.", "x-oss-date", date, "0002-00000709");
        }

        var age = clock.Now - signedAt;
        if (age > OssTime.LongestLife) return OssErrors.RequestExpired with { Ec = "0002-00000709" };
        return age < -OssTime.AllowedSkew ? OssErrors.ClockTooFarOff with { Ec = "0002-00000709" } : null;
    }

    private OssError? CheckV1(PostForm form, out KnownKey? signer)
    {
        signer = null;
        if (!V1Fields.All(form.Fields.ContainsKey))
        {
            return OssErrors.InvalidArgument("OSSAccessKeyId, policy and Signature go together.");
        }

        if (KeyRefusal.Of(keys.Find(form["OSSAccessKeyId"]!, form["x-oss-security-token"], out signer)) is { } notGood) return notGood;
        var expected = V1Signature.Compute(signer!.Key.Secret, form["policy"]!);
        return SameText.Equal(expected, form["Signature"]!) ? null : OssErrors.SignatureMismatch(form["policy"]!);
    }

    private static string? MissingCondition(PostForm form, PolicyDocument policy) =>
        V4Conditions.FirstOrDefault(name => !policy.Names(name))
        ?? (form["x-oss-security-token"] is not null && !policy.Names("x-oss-security-token") ? "x-oss-security-token" : null);

    private OssError? CheckConditions(PostForm form, string bucket, PolicyDocument policy)
    {
        foreach (var condition in policy.Conditions)
        {
            var isBucket = condition.Field.Equals("bucket", StringComparison.OrdinalIgnoreCase);
            if (!condition.Holds(isBucket ? bucket : form[condition.Field])) return OssErrors.ConditionFailed(condition.ToString());
        }

        if (!options.Strict) return null;
        var extra = form.Fields.Keys.FirstOrDefault(name =>
            !NeverConditioned.Contains(name, StringComparer.OrdinalIgnoreCase) && !policy.Names(name));
        return extra is null ? null : OssErrors.ExtraField(extra);
    }
}
