using SignGateway.Objects;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Policies;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>What is said of an object when it is made, in a form's fields or a request's headers, and how OSS calls back.</summary>
internal sealed class UploadHeaders
{
    /// <summary>What a header has in front of the name that the same thing has in a query.</summary>
    public const string HeaderPrefix = "x-oss-";

    private const string Callback = $"{HeaderPrefix}callback";
    private const string CallbackVar = $"{HeaderPrefix}callback-var";

    private readonly PublicUrls _urls;
    private readonly TicketSealer _sealer;

    public UploadHeaders(PublicUrls urls, TicketSealer sealer)
    {
        _urls = urls;
        _sealer = sealer;
    }

    /// <summary>For the request that makes the object: PutObject, InitiateMultipartUpload.</summary>
    public IEnumerable<FormField> OfObject(PlannedGrant grant)
    {
        var options = grant.Request.Profile.Options;
        if (!grant.Request.IsPrefix)
            yield return new("Content-Type", grant.ContentType);
        yield return new("x-oss-object-acl", options.ObjectAcl);
        yield return new("x-oss-storage-class", "Standard");
        yield return new("x-oss-forbid-overwrite", options.AllowOverwrite ? "false" : "true");
        // What is opened without a link of ours is downloaded, never run.
        yield return new("Content-Disposition", "attachment");
        yield return new("Cache-Control", "no-cache");
        // Of many objects below one prefix, none can carry a ticket of its own.
        if (!grant.Request.IsPrefix)
            yield return new(OssClient.TicketMetadata, _sealer.Seal(grant.ToTicket(), TicketPurpose.Object));
    }

    /// <summary>For the request that ends the upload, PutObject or CompleteMultipartUpload: the callback, and the values of the vars if there are any.</summary>
    public IEnumerable<FormField> OfCallback(PlannedGrant grant)
    {
        yield return new(Callback, CallbackOf(grant));
        if (grant.Request.Vars.Count > 0)
            yield return new(CallbackVar, CallbackVars.ToBase64(grant.Request.Vars));
    }

    /// <summary>The callback itself, Base64.</summary>
    public string CallbackOf(PlannedGrant grant) => GrantCallback.Make(
        _urls, grant.Request.Profile.Options, _sealer.Seal(grant.ToTicket(), TicketPurpose.Callback), grant.ContentType, grant.Request.Vars.Keys, grant.FreeVars);
}
