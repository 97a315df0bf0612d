using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>The ticket of an upload in parts, made again from its record: it begins and ends long after the grant was answered.</summary>
internal static class MultipartTicket
{
    public static Ticket Of(UploadRecord upload) => new()
    {
        UploadId = upload.Id,
        Method = upload.Method,
        Owner = upload.Owner,
        Profile = upload.Profile,
        Location = TicketDigest.OfLocation(upload.Bucket, upload.Key),
        Vars = TicketDigest.OfVars(upload.Vars),
        MinBytes = upload.Size!.Value,
        MaxBytes = upload.Size!.Value,
        ContentType = upload.ContentType,
        FileName = upload.FileName,
        IssuedAt = upload.IssuedAt,
        ExpiresAt = upload.ExpiresAt,
    };
}
