namespace SignGateway.Uploads.InMemory;

/// <summary>
/// One endless row of bytes, of which the last blocks are there. The garbage collector sees a few large arrays and nothing to follow or move, however much stands in them. Not for several threads at once.
/// </summary>
internal sealed class ByteBlocks
{
    /// <summary>No more fits into one place.</summary>
    public const int BlockBytes = 1024 * 1024;

    private const int MaxBlocks = 64;

    // Oldest first. The places of the row are counted from its beginning.
    private readonly List<byte[]> _blocks = [];
    private long _firstBlock;
    private int _used = BlockBytes;

    /// <summary>Takes a place of that length, and says where it begins; null if it is longer than a block, since none lies across two. Places before the first that is needed make room for it.</summary>
    public long? Take(int length, long firstNeeded)
    {
        if (length > BlockBytes)
            return null;
        if (_used + length > BlockBytes)
            Begin(firstNeeded);
        var start = (_firstBlock + _blocks.Count - 1) * BlockBytes + _used;
        _used += length;
        return start;
    }

    /// <summary>Whether what began there has made room for what came later.</summary>
    public bool IsLost(long start) => start / BlockBytes < _firstBlock;

    /// <summary>The bytes of a place that is not lost. Of a new one they are whatever was there before.</summary>
    public Span<byte> At(long start, int length) => _blocks[(int)(start / BlockBytes - _firstBlock)].AsSpan((int)(start % BlockBytes), length);

    // The oldest block comes round again once nobody needs it, so that there are as many as what is remembered at a time takes up; and when there are no more to be had.
    private void Begin(long firstNeeded)
    {
        byte[]? block = null;
        if (_blocks.Count == MaxBlocks || _blocks.Count > 0 && firstNeeded / BlockBytes > _firstBlock)
        {
            block = _blocks[0];
            _blocks.RemoveAt(0);
            _firstBlock++;
        }

        _blocks.Add(block ?? new byte[BlockBytes]);
        _used = 0;
    }
}
