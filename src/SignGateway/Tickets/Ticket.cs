using System.Diagnostics;

namespace SignGateway.Tickets;

/// <summary>What a grant promised, bound so that nobody but the gateway can make or change it.</summary>
public sealed record Ticket
{
    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>How the object was to reach OSS.</summary>
    public UploadMethod Method { get; init; }

    /// <summary>The owner, at most 128 bytes of UTF-8.</summary>
    public required string Owner { get; init; }

    /// <summary>The profile, at most 32 bytes.</summary>
    public required string Profile { get; init; }

    /// <summary>Digest of bucket and object key, or of bucket and directory; see <see cref="TicketDigest.OfLocation"/>.</summary>
    public required ReadOnlyMemory<byte> Location { get; init; }

    /// <summary>Digest of the caller's vars; see <see cref="TicketDigest.OfVars"/>.</summary>
    public required ReadOnlyMemory<byte> Vars { get; init; }

    /// <summary>Smallest size in bytes.</summary>
    public required long MinBytes { get; init; }

    /// <summary>Largest size in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The media type, at most 127 characters; empty in the ticket of a prefix grant.</summary>
    public required string ContentType { get; init; }

    /// <summary>The file's name, at most 255 bytes of UTF-8; empty in the ticket of a prefix grant.</summary>
    public required string FileName { get; init; }

    /// <summary>Whether <see cref="Location"/> is a directory under which the uploader chooses names and types.</summary>
    public bool IsPrefix => FileName.Length == 0;

    /// <summary>When the grant was issued, whole milliseconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the grant ends, whole milliseconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The recorded activity that signed, which what comes of the grant goes on with; default if there was none, or no room for it.</summary>
    public ActivityContext Trace { get; init; }
}
