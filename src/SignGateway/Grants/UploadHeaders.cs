using SignGateway.Objects;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>What is said of an object when it is made, in a form's fields or a request's headers, and how OSS calls back.</summary>
internal sealed class UploadHeaders
{
    /// <summary>What a header has in front of the name that the same thing has in a query.</summary>
    public const string HeaderPrefix = "x-oss-";

    private const string Callback = $"{HeaderPrefix}callback";
    private const string CallbackVar = $"{HeaderPrefix}callback-var";

    private readonly GrantCallbacks _callbacks;
    private readonly TicketSealer _sealer;

    public UploadHeaders(GrantCallbacks callbacks, TicketSealer sealer)
    {
        _callbacks = callbacks;
        _sealer = sealer;
    }

    /// <summary>For the request that makes the object: PutObject, InitiateMultipartUpload.</summary>
    public List<GrantField> OfObject(PlannedGrant grant)
    {
        List<GrantField> headers = [];
        AddOfObject(headers, grant, contentType: "Content-Type");
        return headers;
    }

    /// <summary>The same among others; <paramref name="contentType"/> is how the media type is called there.</summary>
    public void AddOfObject(List<GrantField> fields, PlannedGrant grant, string contentType)
    {
        var options = grant.Request.Profile.Options;
        if (!grant.Request.IsPrefix)
            fields.Add(new(contentType, grant.ContentType));
        fields.Add(new("x-oss-object-acl", options.ObjectAcl));
        fields.Add(new("x-oss-storage-class", "Standard"));
        fields.Add(new("x-oss-forbid-overwrite", options.AllowOverwrite ? "false" : "true"));
        // What is opened without a link of ours is downloaded, never run.
        fields.Add(new("Content-Disposition", "attachment"));
        fields.Add(new("Cache-Control", "no-cache"));
        // Of many objects below one prefix, none can carry a ticket of its own.
        if (!grant.Request.IsPrefix)
            fields.Add(new(OssClient.TicketMetadata, _sealer.Seal(grant.Ticket, TicketPurpose.Object)));
    }

    /// <summary>For the request that ends the upload, PutObject or CompleteMultipartUpload: the callback, and the values of the vars if there are any.</summary>
    public List<GrantField> OfCallback(PlannedGrant grant)
    {
        List<GrantField> headers = [new(Callback, Convert.ToBase64String(CallbackOf(grant)))];
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
