using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Demo;

namespace SignGateway.Host.Authentication;

/// <summary>Which algorithms, issuers, audiences and keys are trusted, and whose keys may sign for whom.</summary>
internal sealed class TokenRules
{
    private static readonly string[] SymmetricAlgorithms = ["HS256", "HS384", "HS512"];
    private static readonly string[] AsymmetricAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly List<(string? Issuer, SecurityKey Key)> _keys;
    private readonly IReadOnlyList<string> _issuers;
    private readonly IReadOnlyList<string> _audiences;
    private readonly string? _demoIssuer;
    private readonly IssuerKeys? _published;

    public TokenRules(BearerSettings settings, DemoSignIn demo, IssuerKeys? published)
    {
        _published = published;
        _issuers = settings.Issuers;
        _audiences = demo.Exists ? [.. settings.Audiences, DemoSignIn.Audience] : settings.Audiences;
        _demoIssuer = demo.Exists ? DemoSignIn.Issuer : null;
        _keys = settings.SigningKeys
            .Select(key => (Blank(key.Issuer), (SecurityKey)new SymmetricSecurityKey(Convert.FromBase64String(key.Value!)) { KeyId = Blank(key.Id) }))
            .ToList();
        if (demo.Exists)
            _keys.Add((DemoSignIn.Issuer, demo.Key));
        Algorithms = new HashSet<string>([.. _keys.Count > 0 ? SymmetricAlgorithms : [], .. published is null ? [] : AsymmetricAlgorithms], StringComparer.Ordinal);
    }

    /// <summary>The algorithms for which there can be a key.</summary>
    public IReadOnlySet<string> Algorithms { get; }

    public static bool IsSymmetric(string algorithm) => SymmetricAlgorithms.Contains(algorithm);

    public void ApplyTo(TokenValidationParameters parameters, TokenLifetime lifetime)
    {
        parameters.ClockSkew = TokenLifetime.ClockSkew;
        parameters.LifetimeValidator = (notBefore, expires, _, _) => lifetime.Check(notBefore, expires);
        parameters.ValidAlgorithms = Algorithms;
        parameters.CryptoProviderFactory = SignatureProviders.Shared;
        parameters.ValidAudiences = _audiences;
        parameters.IssuerValidator = (issuer, _, _) => IsTrusted(issuer) ? issuer : throw new SecurityTokenInvalidIssuerException();
        parameters.IssuerSigningKeyResolver = (_, token, keyId, validation) => KeysFor(token, keyId, validation);
    }

    // Issuers that are named are all that count, so that what the Authority publishes cannot add one; only without them is its own word taken.
    private bool IsTrusted(string issuer) =>
        _issuers.Contains(issuer, StringComparer.Ordinal) || issuer == _demoIssuer || (_issuers.Count == 0 && issuer == _published?.Current?.Issuer);

    // A key is tried for its own kind of algorithm and its own issuer only: a published key is nobody's shared secret, and one issuer cannot speak for another.
    private IEnumerable<SecurityKey> KeysFor(SecurityToken token, string? keyId, TokenValidationParameters validation)
    {
        if (token is System.IdentityModel.Tokens.Jwt.JwtSecurityToken jwt && IsSymmetric(jwt.Header.Alg))
            return _keys.Where(key => key.Issuer is null || key.Issuer == token.Issuer).Select(key => key.Key);
        if (_keys.Any(key => key.Issuer == token.Issuer) && token.Issuer != _published?.Current?.Issuer)
            return [];
        return (validation.IssuerSigningKeys ?? []).Where(key => string.IsNullOrEmpty(keyId) || string.IsNullOrEmpty(key.KeyId) || key.KeyId == keyId);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
