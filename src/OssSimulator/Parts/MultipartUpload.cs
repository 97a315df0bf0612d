using OssSimulator.Errors;

namespace OssSimulator.Parts;

/// <summary>A multipart upload that is neither complete nor aborted. Parts may come, and its end too, from many requests at once.</summary>
internal sealed class MultipartUpload(UploadRecord record, IEnumerable<UploadedPart> received)
{
    private readonly SortedDictionary<int, UploadedPart> parts = new(received.ToDictionary(part => part.Number));
    private readonly Lock turns = new();
    private bool isOver;

    public UploadRecord Record => record;

    public IReadOnlyList<UploadedPart> Parts
    {
        get
        {
            lock (turns) return [.. parts.Values];
        }
    }

    /// <summary>Takes a part in, instead of an earlier one of its number, which is given to <paramref name="replace"/>.</summary>
    public OssError? Keep(UploadedPart part, Action<UploadedPart?> replace)
    {
        lock (turns)
        {
            if (isOver) return OssErrors.NoSuchUpload(record.Id);
            replace(parts.GetValueOrDefault(part.Number));
            parts[part.Number] = part;
            return null;
        }
    }

    /// <summary>Ends it, once, unless the attempt is refused: it then goes on as if nobody had tried.</summary>
    public OssError? End(Func<IReadOnlyDictionary<int, UploadedPart>, OssError?> attempt)
    {
        lock (turns)
        {
            if (isOver) return OssErrors.NoSuchUpload(record.Id);
            if (attempt(parts) is { } refused) return refused;
            isOver = true;
            return null;
        }
    }
}
