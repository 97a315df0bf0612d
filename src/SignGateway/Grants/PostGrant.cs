using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>
/// A signed form (PostObject). OSS checks a field only if the policy names it, so the form carries, and the policy pins,
/// every field that OSS acts on: what the browser may change or add would otherwise be the browser's to decide.
/// </summary>
internal sealed class PostGrant : IGrantMethod
{
    // All but the vars.
    private const int UsualFields = 16;

    private readonly UploadHeaders _headers;
    private readonly PolicySigner _signer;
    private readonly BucketCatalog _buckets;

    public PostGrant(BucketCatalog buckets, UploadHeaders headers, PolicySigner signer)
    {
        _headers = headers;
        _signer = signer;
        _buckets = buckets;
    }

    public UploadMethod Method => UploadMethod.Post;

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now)
    {
        var profile = grant.Request.Profile;
        var fields = new List<GrantField>(UsualFields + grant.Request.Vars.Count) { new("key", grant.Key) };
        // In a form it is a field of OSS's own that decides, whatever the file's part says.
        _headers.AddOfObject(fields, grant, contentType: "x-oss-content-type");
        fields.Add(new GrantField("success_action_status", "200"));
        fields.Add(new GrantField("callback", _headers.CallbackOf(grant)));
        var policy = new PolicyDocument(grant.ExpiresAt);
        policy.Exactly("bucket", grant.Bucket).ContentLengthRange(grant.MinBytes, grant.MaxBytes);
        foreach (var field in fields)
            field.Pin(policy);

        foreach (var (name, value) in grant.Request.Vars)
        {
            var field = new GrantField($"x:{name}", value);
            fields.Add(field);
            if (profile.Options.PinVars)
                field.Pin(policy);
        }

        _signer.Sign(policy, profile, profile.Options.SignatureVersion, credentials, now, fields);
        return new Grant(grant, now) { Url = _buckets.Of(profile).Address.PostUrl, Fields = fields };
    }
}
