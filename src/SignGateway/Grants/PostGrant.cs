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
    private readonly PublicUrls _urls;
    private readonly TicketSealer _sealer;
    private readonly PolicySigner _signer;

    public PostGrant(BucketCatalog buckets, PublicUrls urls, TicketSealer sealer, PolicySigner signer)
    {
        _buckets = buckets;
        _urls = urls;
        _sealer = sealer;
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

    private IEnumerable<FormField> PinnedFields(PlannedGrant grant)
    {
        var options = grant.Request.Profile.Options;
        var ticket = grant.ToTicket();
        yield return new("x-oss-content-type", grant.ContentType);
        yield return new("x-oss-object-acl", options.ObjectAcl);
        yield return new("x-oss-storage-class", "Standard");
        yield return new("x-oss-forbid-overwrite", options.AllowOverwrite ? "false" : "true");
        // What is opened without a link of ours is downloaded, never run.
        yield return new("Content-Disposition", "attachment");
        yield return new("Cache-Control", "no-cache");
        yield return new("success_action_status", "200");
        yield return new(OssClient.TicketMetadata, _sealer.Seal(ticket, TicketPurpose.Object));
        yield return new("callback", GrantCallback.Make(
            _urls, options, _sealer.Seal(ticket, TicketPurpose.Callback), grant.ContentType, grant.Request.Vars.Keys));
    }
}
