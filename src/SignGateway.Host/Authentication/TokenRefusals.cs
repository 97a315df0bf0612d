using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>Why a token is refused, for the log; nothing that the token says is in it.</summary>
internal static class TokenRefusals
{
    public const string TooLong = "it is over 8 KB.";
    public const string Encrypted = "it has five parts, so it is encrypted.";
    public const string Malformed = "it is not three parts of Base64url, the first a header with an algorithm.";
    public const string Algorithm = "its algorithm is not one that is taken here.";
    public const string KeysMissing = "the issuer's signing keys have never been fetched.";
    public const string Nobody = "it names no user, or more than one.";

    public static string For(Exception exception) => exception switch
    {
        NobodyException => Nobody,
        SecurityTokenInvalidAlgorithmException => Algorithm,
        SecurityTokenInvalidAudienceException => "its audience is none of ValidAudiences.",
        SecurityTokenInvalidIssuerException => "its issuer is not trusted.",
        SecurityTokenNoExpirationException => "it has no end.",
        SecurityTokenExpiredException => "it has expired.",
        SecurityTokenNotYetValidException => "it is not valid yet.",
        SecurityTokenSignatureKeyNotFoundException => "no key of its issuer has its key id.",
        SecurityTokenInvalidSignatureException => "its signature is wrong.",
        _ => $"it cannot be validated ({exception.GetType().Name}).",
    };
}
