using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>When a token counts: by this process's clock, with a minute for clocks that differ.</summary>
internal sealed class TokenLifetime(TimeProvider time)
{
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Throws what the handler would, so that the reason survives.</summary>
    public bool Check(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is null)
            throw new SecurityTokenNoExpirationException();
        if (now - expires >= ClockSkew)
            throw new SecurityTokenExpiredException();
        if (notBefore - now > ClockSkew)
            throw new SecurityTokenNotYetValidException();
        return true;
    }
}
