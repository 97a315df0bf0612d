using System.Collections.Concurrent;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>One upload as its uploader knows it: what was meant, and what was answered.</summary>
internal sealed class Upload(int number, string user, byte[] file, string contentType)
{
    public int Number { get; } = number;

    public string User { get; } = user;

    public IReadOnlyList<byte> File => file;

    public string ContentType { get; } = contentType;

    /// <summary>Null until a grant was answered.</summary>
    public string? Id { get; set; }

    public string? Key { get; set; }

    /// <summary>What storage answered the form with; 0 if nothing.</summary>
    public int Posted { get; set; }

    /// <summary>The ETag that the uploader was told of, by whichever road; null if never told that it is stored.</summary>
    public string? SeenETag { get; set; }

    public bool IsSeenStored => SeenETag is not null;

    /// <summary>The uploader asked for its deletion and may not have heard of it.</summary>
    public bool IsDeleteAsked { get; set; }

    /// <summary>The uploader was told that it is deleted.</summary>
    public bool IsSeenDeleted { get; set; }

    /// <summary>Answers that no fault excuses.</summary>
    public ConcurrentQueue<string> Oddities { get; } = [];

    public override string ToString() => $"upload {Number} of {User}, {Id ?? "never granted"}, posted {Posted}{(IsSeenStored ? ", seen stored" : "")}{(IsSeenDeleted ? ", seen deleted" : "")}";
}
