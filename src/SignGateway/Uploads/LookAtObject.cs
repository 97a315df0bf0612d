using System.Diagnostics;
using SignGateway.Objects;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Asks OSS for an upload's object and compares it with the ticket in its metadata.</summary>
public sealed class LookAtObject
{
    private readonly IBucket _bucket;
    private readonly TicketSealer _sealer;

    /// <summary>Asks this bucket; opens tickets with this ring.</summary>
    public LookAtObject(IBucket bucket, TicketSealer sealer)
    {
        _bucket = bucket;
        _sealer = sealer;
    }

    /// <summary>Looks at the object of one upload.</summary>
    public async Task<ObjectLook> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        await _bucket.HeadAsync(upload.Key, cancellationToken) switch
        {
            OssOutcome<ObjectHead>.Done(var head) => Compare(upload, head),
            OssOutcome<ObjectHead>.Missing => new ObjectLook.Absent(),
            OssOutcome<ObjectHead>.Forbidden(var reason) => new ObjectLook.Unavailable(reason),
            OssOutcome<ObjectHead>.Unavailable(var reason) => new ObjectLook.Unavailable(reason),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };

    private ObjectLook Compare(UploadRecord upload, ObjectHead head)
    {
        if (_sealer.Open(head.Ticket, TicketPurpose.Object) is not TicketOutcome.Opened(var ticket))
            return new ObjectLook.Foreign("the object carries no ticket of ours");
        if (ticket.UploadId != upload.Id || !ticket.Location.Span.SequenceEqual(TicketDigest.OfLocation(upload.Bucket, upload.Key)))
            return new ObjectLook.Foreign("the object carries another upload's ticket");
        if (head.Size < ticket.MinBytes || head.Size > ticket.MaxBytes)
            return new ObjectLook.Differs("size");
        if (!ContentType.SameMediaType(head.ContentType, ticket.ContentType))
            return new ObjectLook.Differs("content type");
        // No policy condition can hold a field down that the form does not carry, so this one is compared instead.
        if (!string.IsNullOrEmpty(head.ContentEncoding))
            return new ObjectLook.Differs("content encoding");
        return new ObjectLook.Agrees(head, ticket);
    }
}
