using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>
/// Builds and signs the form of one grant. OSS checks a field only if the policy names it, so the form carries, and the policy pins,
/// every field that OSS acts on: what the browser may change or add would otherwise be the browser's to decide.
/// </summary>
internal sealed class SignForm
{
    private readonly OssAddress _address;
    private readonly PublicUrls _urls;
    private readonly TicketSealer _sealer;
    private DayKey? _dayKey;

    public SignForm(OssAddress address, PublicUrls urls, TicketSealer sealer)
    {
        _address = address;
        _urls = urls;
        _sealer = sealer;
    }

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now)
    {
        List<FormField> fields = [new("key", grant.Key), .. PinnedFields(grant)];
        var policy = new PolicyDocument(grant.ExpiresAt)
            .Exactly("bucket", _address.Bucket)
            .ContentLengthRange(grant.MinBytes, grant.MaxBytes);
        foreach (var field in fields)
            policy.Equal(field.Name, field.Value);

        foreach (var (name, value) in grant.Request.Vars)
        {
            fields.Add(new FormField($"x:{name}", value));
            if (grant.Request.Profile.Options.PinVars)
                policy.Equal($"x:{name}", value);
        }

        AddSignature(fields, policy, grant.Request.Profile.Options.SignatureVersion, credentials, now);
        return new Grant(grant.Id, _address.PostUrl, fields, grant.Key, _address.Bucket, grant.ExpiresAt, now, grant.MaxBytes);
    }

    private IEnumerable<FormField> PinnedFields(PlannedGrant grant)
    {
        var options = grant.Request.Profile.Options;
        var ticket = grant.ToTicket(_address.Bucket);
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

    private void AddSignature(List<FormField> fields, PolicyDocument policy, SignatureVersion version, OssCredentials credentials, DateTimeOffset now)
    {
        List<FormField> identity = version == SignatureVersion.V4
            ? [
                new("x-oss-signature-version", PostSignatureV4.Algorithm),
                new("x-oss-credential", PostSignatureV4.Credential(credentials.AccessKeyId, now, _address.Region)),
                new("x-oss-date", PostSignatureV4.Date(now)),
            ]
            : [];
        if (credentials.SecurityToken is { } token)
            identity.Add(new FormField("x-oss-security-token", token));
        foreach (var field in identity)
            policy.Exactly(field.Name, field.Value);

        var encoded = policy.ToBase64();
        fields.AddRange(identity);
        fields.Add(new FormField("policy", encoded));
        if (version == SignatureVersion.V4)
        {
            fields.Add(new FormField("x-oss-signature", PostSignatureV4.Sign(SigningKey(credentials.AccessKeySecret, now), encoded)));
        }
        else
        {
            fields.Add(new FormField("OSSAccessKeyId", credentials.AccessKeyId));
            fields.Add(new FormField("Signature", PostSignatureV1.Sign(credentials.AccessKeySecret, encoded)));
        }
    }

    // Four of the five hashes of a signature are the same all day.
    private byte[] SigningKey(string secret, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (_dayKey is not { } known || known.Day != day || known.Secret != secret)
            _dayKey = known = new DayKey(secret, day, SigningKeyV4.Derive(secret, now, _address.Region));
        return known.Key;
    }

    private sealed class DayKey(string secret, DateOnly day, byte[] key)
    {
        public string Secret => secret;

        public DateOnly Day => day;

        public byte[] Key => key;
    }
}
