using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;

namespace SignGateway.Grants;

/// <summary>Finishes a policy with the signature's own conditions and signs it.</summary>
internal sealed class PolicySigner(BucketCatalog buckets, SigningKeys keys)
{
    /// <summary>The fields that carry the policy and its signature, in the order in which a form has them.</summary>
    public IReadOnlyList<FormField> Sign(PolicyDocument policy, Profile profile, SignatureVersion version, OssCredentials credentials, DateTimeOffset now)
    {
        var region = buckets.Of(profile).Address.Region;
        List<FormField> fields = version == SignatureVersion.V4
            ? [
                new("x-oss-signature-version", PostSignatureV4.Algorithm),
                new("x-oss-credential", PostSignatureV4.Credential(credentials.AccessKeyId, now, region)),
                new("x-oss-date", PostSignatureV4.Date(now)),
            ]
            : [];
        if (credentials.SecurityToken is { } token)
            fields.Add(new FormField("x-oss-security-token", token));
        foreach (var field in fields)
            policy.Exactly(field.Name, field.Value);

        var encoded = policy.ToBase64();
        fields.Add(new FormField("policy", encoded));
        if (version == SignatureVersion.V4)
        {
            fields.Add(new FormField("x-oss-signature", PostSignatureV4.Sign(keys.Of(profile, region, credentials, now), encoded)));
        }
        else
        {
            fields.Add(new FormField("OSSAccessKeyId", credentials.AccessKeyId));
            fields.Add(new FormField("Signature", PostSignatureV1.Sign(credentials.AccessKeySecret, encoded)));
        }

        return fields;
    }
}
