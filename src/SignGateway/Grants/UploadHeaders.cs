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

    private static readonly FormField Standard = new("x-oss-storage-class", "Standard");

    // What is opened without a link of ours is downloaded, never run.
    private static readonly FormField Download = new("Content-Disposition", "attachment");
    private static readonly FormField Uncached = new("Cache-Control", "no-cache");

    private readonly GrantCallbacks _callbacks;
    private readonly TicketSealer _sealer;

    public UploadHeaders(GrantCallbacks callbacks, TicketSealer sealer)
    {
        _callbacks = callbacks;
        _sealer = sealer;
    }

    /// <summary>For the request that makes the object: PutObject, InitiateMultipartUpload.</summary>
    public List<FormField> OfObject(PlannedGrant grant)
    {
        var options = grant.Request.Profile.Options;
        var headers = new List<FormField>(7);
        if (!grant.Request.IsPrefix)
            headers.Add(new("Content-Type", grant.ContentType));
        headers.Add(new("x-oss-object-acl", options.ObjectAcl));
        headers.Add(Standard);
        headers.Add(new("x-oss-forbid-overwrite", options.AllowOverwrite ? "false" : "true"));
        headers.Add(Download);
        headers.Add(Uncached);
        // Of many objects below one prefix, none can carry a ticket of its own.
        if (!grant.Request.IsPrefix)
            headers.Add(new(OssClient.TicketMetadata, _sealer.Seal(grant.Ticket, TicketPurpose.Object)));
        return headers;
    }

    /// <summary>For the request that ends the upload, PutObject or CompleteMultipartUpload: the callback, and the values of the vars if there are any.</summary>
    public List<FormField> OfCallback(PlannedGrant grant)
    {
        List<FormField> headers = [new(Callback, Convert.ToBase64String(CallbackOf(grant)))];
        if (grant.Request.Vars.Count > 0)
            headers.Add(new(CallbackVar, CallbackVars.ToBase64(grant.Request.Vars)));
        return headers;
    }

    /// <summary>The callback itself, JSON.</summary>
    public byte[] CallbackOf(PlannedGrant grant)
    {
        Span<byte> ticket = stackalloc byte[TicketSealer.MaxLength];
        ticket = ticket[.._sealer.Seal(grant.Ticket, TicketPurpose.Callback, ticket)];
        return _callbacks.Of(grant.Request.Profile).Make(ticket, grant.ContentType, grant.Request.Vars, grant.HasFreeVars);
    }
}
