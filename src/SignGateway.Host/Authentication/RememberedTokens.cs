using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>
/// Validates tokens, and remembers for a moment which were good: a front end sends the same token with every request, and validating it costs more than everything
/// else that a request does. Remembered is the token's SHA-256, never the token; not longer than the token lives, nor longer than a minute, and not
/// once the issuer's keys have changed. A token that was refused is validated anew each time.
/// </summary>
internal sealed class RememberedTokens : ISecurityTokenValidator
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly JwtSecurityTokenHandler _handler;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Dictionary<Digest, Entry> _young = [];
    private Dictionary<Digest, Entry> _old = [];

    public RememberedTokens(JwtSecurityTokenHandler handler, TimeProvider time)
    {
        _handler = handler;
        _time = time;
    }

    public bool CanValidateToken => _handler.CanValidateToken;

    public int MaximumTokenSizeInBytes
    {
        get => _handler.MaximumTokenSizeInBytes;
        set => _handler.MaximumTokenSizeInBytes = value;
    }

    public bool CanReadToken(string securityToken) => securityToken.Length <= MaximumTokenSizeInBytes && _handler.CanReadToken(securityToken);

    public ClaimsPrincipal ValidateToken(string securityToken, TokenValidationParameters validationParameters, out SecurityToken validatedToken)
    {
        var digest = new Digest(SHA256.HashData(Encoding.UTF8.GetBytes(securityToken)));
        var now = _time.GetUtcNow();
        if (Find(digest) is { } known && known.EndsAt > now && ReferenceEquals(known.Keys, validationParameters.IssuerSigningKeys))
        {
            validatedToken = known.Token;
            return new ClaimsPrincipal(known.Identity);
        }

        var principal = _handler.ValidateToken(securityToken, validationParameters, out validatedToken);
        var end = now + MaxAge;
        var expires = new DateTimeOffset(validatedToken.ValidTo, TimeSpan.Zero) + validationParameters.ClockSkew;
        Remember(digest, new Entry((ClaimsIdentity)principal.Identity!, validatedToken, validationParameters.IssuerSigningKeys, end < expires ? end : expires));
        return principal;
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
        public Digest(byte[] hash)
            : this(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash.AsSpan(16)))
        {
        }
    }

    private sealed record Entry(ClaimsIdentity Identity, SecurityToken Token, IEnumerable<SecurityKey>? Keys, DateTimeOffset EndsAt);
}
