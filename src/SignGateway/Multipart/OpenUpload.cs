using SignGateway.Problems;
using SignGateway.Protocol.Multipart;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>Whether an upload takes parts.</summary>
internal static class OpenUpload
{
    /// <summary>Why it takes none, or null. A wish to delete it counts at once, though its parts may still be there.</summary>
    public static Problem? Refuse(UploadRecord upload, DateTimeOffset now) => upload switch
    {
        { Method: not UploadMethod.Multipart } => KnownProblems.UploadNotOpen.Because("It is not an upload in parts; ask for one with \"method\":\"multipart\"."),
        { State: not UploadState.Issued } or { Deleting: true } => KnownProblems.UploadNotOpen,
        _ when now >= upload.ExpiresAt => KnownProblems.UploadNotOpen.Because("Its time is over; sign a new upload."),
        _ => null,
    };

    /// <summary>How an upload that OSS has begun is cut into parts.</summary>
    public static PartPlan PlanOf(UploadRecord upload) => new(upload.Size!.Value, upload.Parts!.PartSize);
}
