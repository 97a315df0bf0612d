using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>One upload as its uploader knows it: what was meant, and what was answered.</summary>
internal sealed class Upload(int number, string user, byte[] file, string contentType)
{
    public int Number { get; } = number;

    public string User { get; } = user;

    public IReadOnlyList<byte> File => file;

    public string ContentType { get; } = contentType;

    /// <summary>As storage computes it.</summary>
    public string ETag { get; } = Convert.ToHexString(MD5.HashData(file));

    /// <summary>Null until a grant was answered.</summary>
    public string? Id { get; set; }

    public string? Key { get; set; }

    /// <summary>What storage answered the form with; 0 if nothing.</summary>
    public int Posted { get; set; }

    /// <summary>The uploader was told that it is stored, by whichever road.</summary>
    public bool IsSeenStored { get; set; }

    /// <summary>The uploader asked for its deletion and may not have heard of it.</summary>
    public bool IsDeleteAsked { get; set; }

    /// <summary>The uploader was told that it is deleted.</summary>
    public bool IsSeenDeleted { get; set; }

    /// <summary>Answers that no fault excuses.</summary>
    public ConcurrentQueue<string> Oddities { get; } = [];

    public override string ToString() => $"upload {Number} of {User}, {Id ?? "never granted"}, posted {Posted}{(IsSeenStored ? ", seen stored" : "")}{(IsSeenDeleted ? ", seen deleted" : "")}";
}
