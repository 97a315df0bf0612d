using System.Collections.Concurrent;
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
    private readonly BucketCatalog _buckets;
    private readonly PublicUrls _urls;
    private readonly TicketSealer _sealer;
    private readonly ConcurrentDictionary<string, DayKey> _dayKeys = new(StringComparer.Ordinal);

    public SignForm(BucketCatalog buckets, PublicUrls urls, TicketSealer sealer)
    {
        _buckets = buckets;
        _urls = urls;
        _sealer = sealer;
    }

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

        AddSignature(fields, policy, grant.Request.Profile, address.Region, credentials, now);
        return new Grant(grant.Id, address.PostUrl, fields, grant.Key, grant.Bucket, grant.ExpiresAt, now, grant.MaxBytes);
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

    private void AddSignature(List<FormField> fields, PolicyDocument policy, Profile profile, string region, OssCredentials credentials, DateTimeOffset now)
    {
        var version = profile.Options.SignatureVersion;
        List<FormField> identity = version == SignatureVersion.V4
            ? [
                new("x-oss-signature-version", PostSignatureV4.Algorithm),
                new("x-oss-credential", PostSignatureV4.Credential(credentials.AccessKeyId, now, region)),
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
            fields.Add(new FormField("x-oss-signature", PostSignatureV4.Sign(SigningKey(profile.Name, region, credentials.AccessKeySecret, now), encoded)));
        }
        else
        {
            fields.Add(new FormField("OSSAccessKeyId", credentials.AccessKeyId));
            fields.Add(new FormField("Signature", PostSignatureV1.Sign(credentials.AccessKeySecret, encoded)));
        }
    }

    // Four of the five hashes of a signature are the same all day.
    private byte[] SigningKey(string profile, string region, string secret, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (!_dayKeys.TryGetValue(profile, out var known) || known.Day != day || known.Secret != secret)
            _dayKeys[profile] = known = new DayKey(secret, day, SigningKeyV4.Derive(secret, now, region));
        return known.Key;
    }

    private sealed class DayKey(string secret, DateOnly day, byte[] key)
    {
        public string Secret => secret;

        public DateOnly Day => day;

        public byte[] Key => key;
    }
}
