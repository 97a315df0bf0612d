using System.IdentityModel.Tokens.Jwt;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Demo;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>Bearer tokens: pinned algorithms, keys by issuer, claims as they stand in the token.</summary>
internal static partial class BearerAuthentication
{
    private const int MaxTokenLength = 8 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private static readonly string[] SymmetricAlgorithms = ["HS256", "HS384", "HS512"];
    private static readonly string[] AsymmetricAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static void AddBearerAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<BearerSettings>(builder.Configuration, BearerSettings.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BearerSettings>, BearerSettingsValidator>());
        // The framework's authentication asks for data protection; bearer tokens never use it, so no keys are kept on disk for it.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<BearerSettings>, DemoSignIn, TimeProvider, ILoggerFactory>((options, settings, demo, time, loggers) =>
                Configure(options, settings.Value, demo, time, loggers.CreateLogger(typeof(BearerAuthentication))));
        builder.Services.AddOptions<IdentityOptions>()
            .Configure<IOptions<BearerSettings>>((identity, settings) => identity.OwnerNamesIssuer = settings.Value.Issuers.Count > 1);
    }

    private static void Configure(JwtBearerOptions options, BearerSettings settings, DemoSignIn demo, TimeProvider time, ILogger logger)
    {
        options.Authority = settings.Authority;
        if (!string.IsNullOrWhiteSpace(settings.MetadataAddress))
            options.MetadataAddress = settings.MetadataAddress;
        options.RequireHttpsMetadata = settings.RequireHttpsMetadata;
        options.SaveToken = false;
        options.SecurityTokenValidators.Clear();
        options.SecurityTokenValidators.Add(new RememberedTokens(new JwtSecurityTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenLength }, time));

        var keys = Keys(settings, demo);
        var parameters = options.TokenValidationParameters;
        parameters.ClockSkew = ClockSkew;
        parameters.ValidAlgorithms = [.. keys.Count > 0 ? SymmetricAlgorithms : [], .. settings.HasAuthority ? AsymmetricAlgorithms : []];
        parameters.ValidIssuers = demo.Exists ? [.. settings.Issuers, DemoSignIn.Issuer] : settings.Issuers;
        parameters.ValidateAudience = settings.Audiences.Count > 0;
        parameters.ValidAudiences = demo.Exists ? [.. settings.Audiences, DemoSignIn.Audience] : settings.Audiences;
        parameters.IssuerSigningKeyResolver = (_, token, _, validation) =>
            keys.Where(key => key.Issuer is null || key.Issuer == token.Issuer).Select(key => key.Key)
                .Concat(validation.IssuerSigningKeys ?? []);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = RefuseOddTokens,
            OnTokenValidated = RefuseTokensOfNobody,
            OnAuthenticationFailed = context =>
            {
                // Only the kind of failure: messages of the handler may quote the token.
                TokenRefused(logger, context.Exception.GetType().Name);
                return Task.CompletedTask;
            },
        };
    }

    private static List<(string? Issuer, SecurityKey Key)> Keys(BearerSettings settings, DemoSignIn demo)
    {
        var keys = settings.SigningKeys
            .Select(key => (Blank(key.Issuer), (SecurityKey)new SymmetricSecurityKey(Convert.FromBase64String(key.Value!)) { KeyId = Blank(key.Id) }))
            .ToList();
        if (demo.Exists)
            keys.Add((DemoSignIn.Issuer, demo.Key));
        return keys;
    }

    // Encrypted tokens have five parts, and opening one may cost more than it is worth; none is ever expected here.
    private static Task RefuseOddTokens(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > MaxTokenLength + "Bearer ".Length || header.Count(character => character == '.') > 2)
            context.NoResult();
        return Task.CompletedTask;
    }

    // For what lies behind the edge, "signed in" must mean the same as for our own routes: one user, whom we can name.
    private static Task RefuseTokensOfNobody(TokenValidatedContext context)
    {
        var identity = context.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value;
        if (Caller.From(context.Principal!, identity) is null)
            context.Fail("The token names no user, or more than one.");
        return Task.CompletedTask;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [LoggerMessage(4001, LogLevel.Information, "A bearer token was refused: {Reason}")]
    private static partial void TokenRefused(ILogger logger, string reason);
}
