using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>What happens to a token before and after the handler validates it. Whatever is refused is logged as a reason, never with the token.</summary>
internal sealed class TokenEvents(TokenRules rules, IssuerKeys? published, ILogger logger) : JwtBearerEvents
{
    public const int MaxTokenLength = 8 * 1024;
    private const string Scheme = "Bearer ";

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return;
        if (await FaultAsync(header[Scheme.Length..].Trim(), context.HttpContext.RequestAborted) is { } fault)
        {
            logger.TokenRefused(fault);
            context.Fail(fault);
        }
    }

    // For what lies behind the edge, "signed in" must mean the same as for our own routes: one user, whom we can name.
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var identity = context.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value;
        if (Caller.From(context.Principal!, identity) is null)
        {
            logger.TokenRefused(TokenRefusals.Nobody);
            context.Fail(TokenRefusals.Nobody);
        }

        return Task.CompletedTask;
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
        var dots = token.Count(character => character == '.');
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
