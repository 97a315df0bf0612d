using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>A grant that is decided but not yet signed.</summary>
internal sealed record PlannedGrant(UploadId Id, string Owner, GrantRequest Request, string Bucket, string Key, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public string ContentType => Request.ContentType?.Value ?? Profile.UnnamedContentType;

    public long MinBytes => Request.Size ?? Request.Profile.Options.MinBytes;

    public long MaxBytes => Request.Size ?? Request.Profile.MaxBytesBy(Request.Method);

    public UploadRecord ToNote() => new()
    {
        Id = Id,
        Owner = Owner,
        Method = Request.Method,
        Profile = Request.Profile.Name,
        Bucket = Bucket,
        Key = Key,
        State = UploadState.Issued,
        FileName = Request.FileName.Value,
        ContentType = ContentType,
        Size = Request.Size,
        Vars = Request.Vars,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
    };

    public Ticket ToTicket() => new()
    {
        UploadId = Id,
        Method = Request.Method,
        Owner = Owner,
        Profile = Request.Profile.Name,
        Location = TicketDigest.OfLocation(Bucket, Key),
        Vars = TicketDigest.OfVars(Request.Vars),
        MinBytes = MinBytes,
        MaxBytes = MaxBytes,
        ContentType = ContentType,
        FileName = Request.FileName.Value,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
    };
}
