using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace SignGateway.Host.Authentication;

/// <summary>What happens to a token before the handler validates it, and once it is refused. Whatever is refused is logged as a reason, never with the token.</summary>
internal sealed class TokenEvents(TokenRules rules, IssuerKeys? published, ILogger logger) : JwtBearerEvents
{
    public const int MaxTokenLength = 8 * 1024;

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (await FaultAsync(BearerToken.Of(context.Request).ToString(), context.HttpContext.RequestAborted) is { } fault)
        {
            logger.TokenRefused(fault);
            context.Fail(fault);
        }
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        var reason = TokenRefusals.For(context.Exception);
        logger.TokenRefused(reason);
        context.Fail(reason);
        return Task.CompletedTask;
    }

    // Encrypted tokens have five parts, and opening one may cost more than it is worth; none is ever expected here.
    private async Task<string?> FaultAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length == 0)
            return null;
        if (token.Length > MaxTokenLength)
            return TokenRefusals.TooLong;
        var dots = token.AsSpan().Count('.');
        if (dots != 2)
            return dots == 4 ? TokenRefusals.Encrypted : TokenRefusals.Malformed;
        if (TokenHeader.Read(token) is not { } header)
            return TokenRefusals.Malformed;
        if (!rules.Algorithms.Contains(header.Algorithm))
            return TokenRefusals.Algorithm;
        if (published is not null && !TokenRules.IsSymmetric(header.Algorithm) && !await published.LearnAsync(header.KeyId, cancellationToken))
            return TokenRefusals.KeysMissing;
        return null;
    }
}
