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
    private readonly BucketCatalog _buckets;
    private readonly UploadHeaders _headers;
    private readonly PolicySigner _signer;

    public PostGrant(BucketCatalog buckets, UploadHeaders headers, PolicySigner signer)
    {
        _buckets = buckets;
        _headers = headers;
        _signer = signer;
    }

    public UploadMethod Method => UploadMethod.Post;

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now)
    {
        var address = _buckets.Of(grant.Request.Profile).Address;
        List<FormField> fields = [new("key", grant.Key), .. PinnedFields(grant)];
        var policy = new PolicyDocument(grant.ExpiresAt)
            .Exactly("bucket", grant.Bucket)
            .ContentLengthRange(grant.MinBytes, grant.MaxBytes);
        foreach (var field in fields)
            policy.Equal(field.Name, field.Value);

        foreach (var (name, value) in grant.Request.Vars)
        {
            fields.Add(new FormField($"x:{name}", value));
            if (grant.Request.Profile.Options.PinVars)
                policy.Equal($"x:{name}", value);
        }

        var profile = grant.Request.Profile;
        fields.AddRange(_signer.Sign(policy, profile, profile.Options.SignatureVersion, credentials, now));
        return new Grant(grant, now) { Url = address.PostUrl, Fields = fields };
    }

    private IEnumerable<FormField> PinnedFields(PlannedGrant grant) =>
    [
        // In a form it is a field of OSS's own that decides, whatever the file's part says.
        .. _headers.OfObject(grant).Select(header => header.Name == "Content-Type" ? header with { Name = "x-oss-content-type" } : header),
        new("success_action_status", "200"),
        new("callback", _headers.CallbackOf(grant)),
    ];
}
