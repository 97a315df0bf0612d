using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>A page of uploads of whichever owner, newest first. A filter that is null lets everything through.</summary>
/// <param name="Limit">How many at the most.</param>
public sealed record UploadSearch(int Limit)
{
    /// <summary>Only uploads older than this one.</summary>
    public UploadId? Before { get; init; }

    /// <summary>Only this upload.</summary>
    public UploadId? Id { get; init; }

    /// <summary>Only this owner's uploads.</summary>
    public string? Owner { get; init; }

    /// <summary>Only uploads whose object key begins so, in whichever bucket.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Only uploads of this profile.</summary>
    public string? Profile { get; init; }

    /// <summary>Only uploads in this state.</summary>
    public UploadState? State { get; init; }

    /// <summary>Only uploads with this evidence.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Only uploads of this media type, or of all that begin so where it ends in <c>/*</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Only uploads of at least so many bytes.</summary>
    public long? MinSize { get; init; }

    /// <summary>Only uploads of at most so many bytes.</summary>
    public long? MaxSize { get; init; }

    /// <summary>Only uploads issued at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only uploads issued before this time.</summary>
    public DateTimeOffset? To { get; init; }
}
