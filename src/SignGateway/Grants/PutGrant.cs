using System.Globalization;
using SignGateway.Objects;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>
/// A presigned URL (PutObject). Every header that OSS acts on is signed, and OSS signs in whatever <c>x-oss-</c> header it receives, so the client can neither
/// leave one out, nor change it, nor add another.
/// </summary>
internal sealed class PutGrant(BucketCatalog buckets, UploadHeaders headers, SigningKeys keys) : IGrantMethod
{
    // Signed only if they are named: all others that are sent here are signed anyway.
    private static readonly string[] AdditionalHeaders = ["cache-control", "content-disposition", "content-length"];

    public UploadMethod Method => UploadMethod.Put;

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now)
    {
        var sent = headers.OfObject(grant);
        var query = new Dictionary<string, string?>();
        foreach (var (name, value) in headers.OfCallback(grant))
        {
            if (grant.Request.CallbackInQuery)
                query.Add(name[UploadHeaders.HeaderPrefix.Length..], value);
            else
                sent.Add(new GrantField(name, value));
        }

        return new Grant(grant, now) { Url = Presign(grant, sent, query, credentials, now), Headers = sent };
    }

    private string Presign(PlannedGrant grant, List<GrantField> sent, Dictionary<string, string?> query, OssCredentials credentials, DateTimeOffset now)
    {
        var address = buckets.Of(grant.Request.Profile).Address;
        var signed = sent.ToDictionary(header => header.Name, header => header.Value);
        // Every client sends it by itself, and browsers let nobody else set it: it is signed, and not among the grant's headers.
        signed["Content-Length"] = grant.Request.Size!.Value.ToString(CultureInfo.InvariantCulture);
        var request = new SigningRequest("PUT", grant.Bucket, grant.Key, signed, query, AdditionalHeaders);
        // The life counts from the date in the URL, which has whole seconds.
        var life = TimeSpan.FromSeconds(Math.Max(1, Math.Floor((grant.ExpiresAt - now).TotalSeconds)));
        var key = keys.Of(grant.Request.Profile, address.Region, credentials, now).Key;
        var parameters = RequestSignatureV4.PresignedQuery(request, credentials, key, address.Region, now, life);
        return $"{address.PublicUrl(grant.Key)}?{RequestSignatureV4.ToText(parameters)}";
    }
}
