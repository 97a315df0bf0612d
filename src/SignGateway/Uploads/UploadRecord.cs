using System.Collections.ObjectModel;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>One line of the ledger: an upload, who owns it, and what is known of its object.</summary>
public sealed record UploadRecord
{
    /// <summary>The upload's name; its time is the time of issue.</summary>
    public required UploadId Id { get; init; }

    /// <summary>The owner, at most 128 bytes of UTF-8; empty where the upload is erased.</summary>
    public required string Owner { get; init; }

    /// <summary>Whether its owner was erased: nothing is kept of it but its id and what brings back nothing, until nothing can come of it.</summary>
    public bool IsErased => Owner.Length == 0;

    /// <summary>The prefix grant under which the object lies; null for a grant of its own.</summary>
    public UploadId? PrefixGrant { get; init; }

    /// <summary>How the object was to reach OSS.</summary>
    public UploadMethod Method { get; init; }

    /// <summary>OSS's side of an upload in parts; null until OSS has begun it, and for every other method.</summary>
    public PartedUpload? Parts { get; init; }

    /// <summary>The profile that granted the upload.</summary>
    public required string Profile { get; init; }

    /// <summary>The bucket that holds the object.</summary>
    public required string Bucket { get; init; }

    /// <summary>The object key, ASCII.</summary>
    public required string Key { get; init; }

    /// <summary>Where the upload stands.</summary>
    public required UploadState State { get; init; }

    /// <summary>The name the owner gave the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type that the policy pins.</summary>
    public required string ContentType { get; init; }

    /// <summary>The object's size in bytes; before it is stored, the size that was announced, if any.</summary>
    public long? Size { get; init; }

    /// <summary>The object's ETag without quotes; null until stored.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's CRC-64 as OSS writes it, decimal; null where unknown.</summary>
    public string? Crc64 { get; init; }

    /// <summary>What OSS read out of the image; null for anything else.</summary>
    public ImageInfo? Image { get; init; }

    /// <summary>The caller's variables, bound by the ticket.</summary>
    public IReadOnlyDictionary<string, string> Vars { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Variables that the uploader filled in at upload time; never trusted.</summary>
    public IReadOnlyDictionary<string, string> ClientVars { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>When the grant was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the grant ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the upload was first recorded as stored.</summary>
    public DateTimeOffset? StoredAt { get; init; }

    /// <summary>The road by which it was first recorded.</summary>
    public RecordedBy? RecordedBy { get; init; }

    /// <summary>How much the record can be trusted; null until stored.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The JSON object that answered the first recording; repeats get these bytes again. Null until stored.</summary>
    public string? Answer { get; init; }

    /// <summary>When the sweep looks at the upload next; null if it need not.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>Whether the owner has asked for the deletion while the object may still be there.</summary>
    public bool Deleting { get; init; }

    /// <summary>Counts the record's changes; whoever changes it names the one that was seen.</summary>
    public long Version { get; init; }
}
