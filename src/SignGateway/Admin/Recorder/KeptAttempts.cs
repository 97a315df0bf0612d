using SignGateway.Uploads.InMemory;

namespace SignGateway.Admin.Recorder;

/// <summary>
/// Attempts as bytes, in the order in which they came; the first are forgotten for the last. They live long, and many small objects that do hold every request up
/// whenever the garbage collector moves them. Not for several threads at once.
/// </summary>
internal sealed class KeptAttempts(ByteBlocks blocks)
{
    private readonly Queue<Place> _places = new();

    /// <summary>Where they stand, oldest first.</summary>
    public IReadOnlyCollection<Place> Places => _places;

    /// <summary>Keeps one more, and as many as asked for in all; fewer where they fill the blocks. One that is larger than all others is not worth it.</summary>
    public void Add(long number, DateTimeOffset at, ReadOnlySpan<byte> bytes, int most)
    {
        if (blocks.Take(bytes.Length, _places.TryPeek(out var first) ? first.Start : long.MaxValue) is not { } start)
            return;
        while (_places.TryPeek(out var oldest) && blocks.IsLost(oldest.Start))
            _places.Dequeue();
        bytes.CopyTo(blocks.At(start, bytes.Length));
        _places.Enqueue(new Place(number, at, start, bytes.Length));
        while (_places.Count > most)
            ForgetOldest();
    }

    /// <summary>Forgets what came before a time.</summary>
    public void Forget(DateTimeOffset before)
    {
        while (_places.TryPeek(out var oldest) && oldest.At < before)
            ForgetOldest();
    }

    /// <summary>The bytes of one that was there; false if it is forgotten.</summary>
    public bool TryFind(Place place, out ReadOnlySpan<byte> bytes)
    {
        var isThere = _places.TryPeek(out var oldest) && oldest.Number <= place.Number;
        bytes = isThere ? blocks.At(place.Start, place.Length) : [];
        return isThere;
    }

    // To the last byte: it tells of people, and the place may not be needed again for long.
    private void ForgetOldest()
    {
        var oldest = _places.Dequeue();
        blocks.At(oldest.Start, oldest.Length).Clear();
    }

    /// <summary>Where an attempt stands, and what is asked of it without reading it. Holds no reference: it is nothing to the garbage collector.</summary>
    public readonly record struct Place(long Number, DateTimeOffset At, long Start, int Length);
}
