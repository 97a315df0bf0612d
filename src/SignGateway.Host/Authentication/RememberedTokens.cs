using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>
/// Remembers for a moment which tokens were good: a front end sends the same token with every request, and validating it costs more than everything
/// else that a request does. Remembered is the token's SHA-256, never the token; not longer than the token lives, nor longer than a minute, and not
/// once the issuer's keys have changed. A token that was refused is validated anew each time.
/// </summary>
internal sealed class RememberedTokens(TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Dictionary<Digest, Entry> _young = [];
    private Dictionary<Digest, Entry> _old = [];

    /// <summary>Who a token names, if it was good a moment ago and the keys are still the same.</summary>
    public RememberedUser? Find(ReadOnlySpan<char> token, IEnumerable<SecurityKey>? keys) =>
        Digest.TryOf(token, out var digest) && Find(digest) is { } known && known.EndsAt > time.GetUtcNow() && ReferenceEquals(known.Keys, keys) ? known.User : null;

    /// <summary>Notes that a token was good by these keys, until its end at the latest.</summary>
    public void Remember(ReadOnlySpan<char> token, IEnumerable<SecurityKey>? keys, RememberedUser user, DateTimeOffset end)
    {
        if (!Digest.TryOf(token, out var digest))
            return;
        var latest = time.GetUtcNow() + MaxAge;
        Remember(digest, new Entry(user, keys, latest < end ? latest : end));
    }

    private Entry? Find(Digest digest)
    {
        lock (_lock)
            return _young.GetValueOrDefault(digest) ?? _old.GetValueOrDefault(digest);
    }

    // Two generations: when the young one is full, the one before it is forgotten as a whole.
    private void Remember(Digest digest, Entry entry)
    {
        lock (_lock)
        {
            if (_young.Count >= MaxRemembered / 2)
                (_old, _young) = (_young, []);
            _young[digest] = entry;
        }
    }

    private readonly record struct Digest(UInt128 High, UInt128 Low)
    {
        /// <summary>False for what is no token: empty, or longer than any may be.</summary>
        public static bool TryOf(ReadOnlySpan<char> token, out Digest digest)
        {
            digest = default;
            Span<byte> text = stackalloc byte[TokenEvents.MaxTokenLength];
            if (token.IsEmpty || !Encoding.UTF8.TryGetBytes(token, text, out var length))
                return false;
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text[..length], hash);
            digest = new Digest(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
            return true;
        }
    }

    private sealed record Entry(RememberedUser User, IEnumerable<SecurityKey>? Keys, DateTimeOffset EndsAt);
}
