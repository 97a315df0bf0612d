using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using SignGateway.Problems;

namespace SignGateway.Grants;

/// <summary>The <c>Idempotency-Key</c> of a request, and the digest that tells a repeat from a conflict.</summary>
internal sealed record IdempotencyClaim(string Route, string Key, byte[] BodyDigest)
{
    private const int MaxLength = 255;

    public static Problem? Read(HttpRequest request, string route, byte[] body, out IdempotencyClaim? claim)
    {
        claim = null;
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values))
            return null;
        if (values is not [{ Length: > 0 and <= MaxLength } key] || !key.All(character => character is > ' ' and <= '~'))
            return KnownProblems.RequestMalformed.Because($"Idempotency-Key must be sent once, with 1 to {MaxLength} visible ASCII characters.");
        claim = new IdempotencyClaim(route, key, SHA256.HashData(body));
        return null;
    }
}
