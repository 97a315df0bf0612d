using SignGateway.Profiles;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>A grant that is decided but not yet signed.</summary>
internal sealed record PlannedGrant(UploadId Id, string Owner, GrantRequest Request, string Bucket, string Key, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private Ticket? _ticket;

    public string IdText { get; } = Id.ToString();

    /// <summary>What the grant promises, for whoever seals it.</summary>
    public Ticket Ticket => _ticket ??= ToTicket();

    public string ContentType => Request.IsPrefix ? "" : Request.ContentType?.Value ?? Profile.UnnamedContentType;

    public string FileName => Request.IsPrefix ? "" : Request.FileName.Value;

    public long MinBytes => Request.Size ?? Request.Profile.Options.MinBytes;

    public long MaxBytes => Request.Size ?? Request.Profile.MaxBytesBy(Request.Method);

    /// <summary>Whether there are variables that the uploader may fill in; where the vars are signed, nobody can.</summary>
    public bool HasFreeVars => Request.Method is UploadMethod.Post or UploadMethod.Sdk;

    /// <summary>The grant again, from its record: some methods need it long after it was answered.</summary>
    public static PlannedGrant Of(UploadRecord upload, Profile profile)
    {
        _ = Protocol.Values.FileName.TryParse(upload.FileName, out var fileName);
        _ = Protocol.Values.ContentType.TryParse(upload.ContentType, out var contentType);
        var request = new GrantRequest(profile, upload.Method, fileName, contentType, upload.Size, upload.Vars);
        return new PlannedGrant(upload.Id, upload.Owner, request, upload.Bucket, upload.Key, upload.IssuedAt, upload.ExpiresAt);
    }

    public UploadRecord ToNote(DateTimeOffset lookAt) => new()
    {
        Id = Id,
        Owner = Owner,
        Method = Request.Method,
        Profile = Request.Profile.Name,
        Bucket = Bucket,
        Key = Key,
        State = Request.IsPrefix ? UploadState.Prefix : UploadState.Issued,
        FileName = FileName,
        ContentType = ContentType,
        Size = Request.Size,
        Vars = Request.Vars,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        LookAt = lookAt,
    };

    private Ticket ToTicket() => new()
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
        FileName = FileName,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        Trace = GatewayActivities.Recorded,
    };
}
