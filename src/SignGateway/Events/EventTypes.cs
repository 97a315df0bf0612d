using SignGateway.Uploads;

namespace SignGateway.Events;

/// <summary>The types of events: what an upload has become.</summary>
public static class EventTypes
{
    /// <summary>
    /// The object is stored, and that is certain: the gateway saw it, or the profile never looks. Comes again when another object has taken its place.
    /// </summary>
    public const string Stored = "upload.stored";

    /// <summary>There is an object, and it is not what was granted.</summary>
    public const string Rejected = "upload.rejected";

    /// <summary>Nothing came of the grant in its time.</summary>
    public const string Expired = "upload.expired";

    /// <summary>The upload was deleted, or its grant revoked.</summary>
    public const string Deleted = "upload.deleted";

    /// <summary>All types.</summary>
    public static IReadOnlyList<string> All { get; } = [Stored, Rejected, Expired, Deleted];

    /// <summary>The type of the event that tells of an upload in a state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No event tells of that state.</exception>
    public static string Of(UploadState state) => state switch
    {
        UploadState.Stored => Stored,
        UploadState.Rejected => Rejected,
        UploadState.Expired => Expired,
        UploadState.Deleted => Deleted,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No event tells of this state."),
    };
}
