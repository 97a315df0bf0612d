namespace SignGateway.Uploads;

/// <summary>Where an upload stands.</summary>
public enum UploadState
{
    /// <summary>A form was signed; nothing is known of the object yet.</summary>
    Issued,

    /// <summary>The object is in the bucket and belongs to the owner.</summary>
    Stored,

    /// <summary>The grant and its grace ran out without an object.</summary>
    Expired,

    /// <summary>The owner deleted the object, or revoked the grant before anything was stored.</summary>
    Deleted,

    /// <summary>There is an object, but it is not what was granted.</summary>
    Rejected,

    /// <summary>No upload but a grant for a directory, under which each object becomes an upload of its own. Its owner never sees it.</summary>
    Prefix,
}
