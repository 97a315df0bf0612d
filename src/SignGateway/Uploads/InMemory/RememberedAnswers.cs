using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Uploads.InMemory;

/// <summary>
/// Answers by key, forgotten in the order in which they came. They stand as UTF-8 in a few large blocks, of which the garbage collector sees nothing: a hundred thousand
/// small objects that live for a day hold every request up whenever it moves them. With answers of the usual size the blocks are full at about the same time as the
/// number of keys is reached. Not for several threads at once.
/// </summary>
internal sealed class RememberedAnswers
{
    // However short answers are, and however often a key gets a new one, there is no end of room for them.
    private const int LeastBytes = 256;

    // As text, longer than any that a callback has.
    private const int UsualKeyBytes = 128;

    private readonly ByteBlocks _blocks = new();
    private readonly Dictionary<UInt128, Answer> _byKey = [];

    // With those that were forgotten meanwhile, or got a new place.
    private readonly Queue<(UInt128 Key, long Start)> _inOrder = new();

    public int Count => _byKey.Count;

    /// <summary>The answer, unless its time is over.</summary>
    public bool TryFind(string key, DateTimeOffset now, [NotNullWhen(true)] out string? text)
    {
        text = _byKey.TryGetValue(DigestOf(key), out var answer) && answer.End > now ? Encoding.UTF8.GetString(Bytes(answer)) : null;
        return text is not null;
    }

    /// <summary>Remembers an answer of a key that has none. One that is larger than all others is not worth it.</summary>
    public void Add(string key, string text, DateTimeOffset end)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (_blocks.Take(Math.Max(length, LeastBytes), _inOrder.TryPeek(out var first) ? first.Start : long.MaxValue) is not { } start)
            return;
        while (_inOrder.TryPeek(out var oldest) && _blocks.IsLost(oldest.Start))
            Drop();

        var answer = new Answer(start, length, end);
        Encoding.UTF8.GetBytes(text, Bytes(answer));
        var digest = DigestOf(key);
        _byKey.Add(digest, answer);
        _inOrder.Enqueue((digest, start));
    }

    /// <summary>Forgets what the key has, to the last byte: it may be somebody's who wants to be forgotten.</summary>
    public void Forget(string key)
    {
        if (_byKey.Remove(DigestOf(key), out var answer))
            Bytes(answer).Clear();
    }

    /// <summary>Forgets those whose time is over, as far as they are the oldest.</summary>
    public void ForgetEnded(DateTimeOffset now)
    {
        while (_inOrder.TryPeek(out var oldest) && (Find(oldest) is not { } answer || answer.End <= now))
            Drop();
    }

    /// <summary>Forgets the one that came first; false if there is none.</summary>
    public bool ForgetOldest()
    {
        while (_inOrder.Count > 0)
        {
            if (Drop())
                return true;
        }

        return false;
    }

    // False if it was gone already.
    private bool Drop() => _inOrder.Dequeue() is var oldest && Find(oldest) is not null && _byKey.Remove(oldest.Key);

    private Answer? Find((UInt128 Key, long Start) entry) => _byKey.TryGetValue(entry.Key, out var answer) && answer.Start == entry.Start ? answer : null;

    private Span<byte> Bytes(Answer answer) => _blocks.At(answer.Start, answer.Length);

    private static UInt128 DigestOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> buffer = stackalloc byte[UsualKeyBytes];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(key, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(key), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private readonly record struct Answer(long Start, int Length, DateTimeOffset End);
}
