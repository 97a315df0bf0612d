using System.Diagnostics;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Telemetry;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Asks OSS for an upload's object and compares it with the ticket in its metadata.</summary>
public sealed class LookAtObject
{
    private readonly IBuckets _buckets;
    private readonly TicketSealer _sealer;
    private readonly ProfileCatalog _profiles;
    private readonly LookAtContent _content;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;

    /// <summary>Asks these buckets; opens tickets with this ring.</summary>
    public LookAtObject(IBuckets buckets, TicketSealer sealer, ProfileCatalog profiles, GatewayMeter meter, TimeProvider time)
    {
        _meter = meter;
        _time = time;
        _buckets = buckets;
        _sealer = sealer;
        _profiles = profiles;
        _content = new LookAtContent(profiles);
    }

    /// <summary>Looks at the object of one upload.</summary>
    public async Task<ObjectLook> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var started = _meter.TimesLooks ? _time.GetTimestamp() : 0;
        using var activity = GatewayActivities.Start(GatewayActivities.Look);
        activity.Concerns(upload.Id, upload.Profile);
        var look = await LookAsync(upload, cancellationToken);
        var (word, _) = look.Tell();
        // Whoever began to listen in between hears of the next look.
        if (started != 0)
            _meter.Looked(word, _time.GetElapsedTime(started));
        if (look is ObjectLook.Agrees { Ticket: { } ticket })
            activity.LinkTo(ticket.Trace);
        activity.Ended(word, look is ObjectLook.Unavailable ? "oss_unavailable" : null);
        return look;
    }

    private async Task<ObjectLook> LookAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        await IdentifyAsync(upload, cancellationToken) is var look && look is ObjectLook.Agrees agrees && _buckets.Find(upload.Bucket, upload.Profile) is { } home
            ? await _content.ExecuteAsync(home, upload.Key, upload.Profile, upload.ContentType, agrees, cancellationToken)
            : look;

    /// <summary>The same, for whoever only wants to know whose object it is: nothing of what is in it is read.</summary>
    public Task<ObjectLook> IdentifyAsync(UploadRecord upload, CancellationToken cancellationToken) => LookAsync(
        _buckets.Find(upload.Bucket, upload.Profile),
        upload.Bucket,
        upload.Key,
        head => upload switch
        {
            // Nobody but the holder of the grant could write there, and no form of theirs carries a ticket for each object.
            { PrefixGrant: not null } => new ObjectLook.Agrees(head, null),
            { Method: UploadMethod.Sdk } => CompareByKey(upload, head),
            _ => Compare(upload.Bucket, upload.Key, upload.Id, head),
        },
        cancellationToken);

    /// <summary>Looks at whatever is under a key; its ticket says which upload it is.</summary>
    public async Task<ObjectLook> ExecuteAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var home = _buckets.Find(bucket, null);
        var look = await LookAsync(home, bucket, key, head => Compare(bucket, key, null, head), cancellationToken);
        return home is not null && look is ObjectLook.Agrees { Ticket: { } ticket } agrees
            ? await _content.ExecuteAsync(home, key, ticket.Profile, ticket.ContentType, agrees, cancellationToken)
            : look;
    }

    private static async Task<ObjectLook> LookAsync(
        IBucket? home, string bucket, string key, Func<ObjectHead, ObjectLook> compare, CancellationToken cancellationToken)
    {
        if (home is null)
            return new ObjectLook.Unavailable($"the configuration names no bucket {bucket}");
        return await home.HeadAsync(key, cancellationToken) switch
        {
            OssOutcome<ObjectHead>.Done(var head) => compare(head),
            OssOutcome<ObjectHead>.Missing => new ObjectLook.Absent(),
            OssOutcome<ObjectHead>.Forbidden(var reason) => new ObjectLook.Unavailable(reason),
            OssOutcome<ObjectHead>.Unavailable(var reason) => new ObjectLook.Unavailable(reason),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    private ObjectLook Compare(string bucket, string key, UploadId? expected, ObjectHead head)
    {
        switch (_sealer.Open(head.Ticket, TicketPurpose.Object))
        {
            case TicketOutcome.Opened(var ticket):
                return Compare(bucket, key, expected, head, ticket);
            case TicketOutcome.Refused(var reason):
                return new ObjectLook.Foreign(reason);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    private static ObjectLook Compare(string bucket, string key, UploadId? expected, ObjectHead head, Ticket ticket)
    {
        if (ticket.UploadId != (expected ?? ticket.UploadId) || !ticket.Location.Span.SequenceEqual(TicketDigest.OfLocation(bucket, key)))
            return new ObjectLook.Foreign("the object carries another upload's ticket");
        return Difference(head, ticket.MinBytes, ticket.MaxBytes, ticket.ContentType) is { } differs ? differs : new ObjectLook.Agrees(head, ticket);
    }

    // Whoever was lent credentials for this one key need not have sent the ticket; then the note says what was granted.
    private ObjectLook CompareByKey(UploadRecord upload, ObjectHead head)
    {
        if (_sealer.Open(head.Ticket, TicketPurpose.Object) is TicketOutcome.Opened(var ticket) && ticket.UploadId == upload.Id)
            return Compare(upload.Bucket, upload.Key, upload.Id, head, ticket);
        var limits = _profiles.OptionsOf(upload.Profile);
        // Until it is stored, the record's size is the one that was announced.
        var announced = upload.StoredAt is null ? upload.Size : null;
        return Difference(head, announced ?? limits.MinBytes, announced ?? limits.MaxBytes, upload.ContentType) is { } differs ? differs : new ObjectLook.Agrees(head, null);
    }

    private static ObjectLook.Differs? Difference(ObjectHead head, long minBytes, long maxBytes, string contentType)
    {
        if (head.Size < minBytes || head.Size > maxBytes)
            return new ObjectLook.Differs("size", head.Size > maxBytes);
        if (!ContentType.SameMediaType(head.ContentType, contentType))
            return new ObjectLook.Differs("content type");
        // No policy condition can hold a field down that the form does not carry, so this one is compared instead.
        if (!string.IsNullOrEmpty(head.ContentEncoding))
            return new ObjectLook.Differs("content encoding");
        return null;
    }
}
