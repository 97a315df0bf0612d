using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;

namespace SignGateway.Grants;

/// <summary>Finishes a policy with the signature's own conditions and signs it.</summary>
internal sealed class PolicySigner(BucketCatalog buckets, SigningKeys keys)
{
    /// <summary>Adds the fields that carry the policy and its signature, in the order in which a form has them. The policy is theirs from here on.</summary>
    public void Sign(PolicyDocument policy, Profile profile, SignatureVersion version, OssCredentials credentials, DateTimeOffset now, List<GrantField> fields)
    {
        if (version == SignatureVersion.V4)
            SignV4(policy, profile, credentials, now, fields);
        else
            SignV1(policy, credentials, fields);
    }

    private void SignV4(PolicyDocument policy, Profile profile, OssCredentials credentials, DateTimeOffset now, List<GrantField> fields)
    {
        var day = keys.Of(profile, buckets.Of(profile).Address.Region, credentials, now);
        Add("x-oss-signature-version", PostSignatureV4.Algorithm);
        Add("x-oss-credential", day.Credential);
        Add("x-oss-date", PostSignatureV4.Date(now));
        if (credentials.SecurityToken is { } token)
            Add("x-oss-security-token", token);
        fields.Add(new GrantField("policy", policy));
        var hmac = day.Hmac.Get();
        fields.Add(new GrantField("x-oss-signature", PostSignatureV4.Sign(hmac, policy)));
        day.Hmac.Return(hmac);

        void Add(string name, string value)
        {
            policy.Exactly(name, value);
            fields.Add(new GrantField(name, value));
        }
    }

    private static void SignV1(PolicyDocument policy, OssCredentials credentials, List<GrantField> fields)
    {
        if (credentials.SecurityToken is { } token)
        {
            policy.Exactly("x-oss-security-token", token);
            fields.Add(new GrantField("x-oss-security-token", token));
        }

        fields.Add(new GrantField("policy", policy));
        fields.Add(new GrantField("OSSAccessKeyId", credentials.AccessKeyId));
        fields.Add(new GrantField("Signature", PostSignatureV1.Sign(credentials.AccessKeySecret, policy.ToBase64())));
    }
}
