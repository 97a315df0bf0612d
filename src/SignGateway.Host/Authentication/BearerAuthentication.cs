using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Host.Demo;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>Bearer tokens: pinned algorithms, keys by issuer, claims as they stand in the token.</summary>
internal static class BearerAuthentication
{
    public static void AddBearerAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<BearerSettings>(builder.Configuration, BearerSettings.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BearerSettings>, BearerSettingsValidator>());
        // The framework's authentication asks for data protection; bearer tokens never use it, so no keys are kept on disk for it.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddSingleton<RememberedTokens>();
        builder.Services.AddSingleton<TokenValidator>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<BearerSettings>, DemoSignIn, TimeProvider, TokenValidator, ILoggerFactory>((options, settings, demo, time, validator, loggers) =>
                Configure(options, settings.Value, demo, time, validator, loggers.CreateLogger(typeof(BearerAuthentication))));
        builder.Services.AddSingleton(new KeySource(TokenKeys.Find));
        builder.Services.AddOptions<IdentityOptions>()
            .Configure<IOptions<BearerSettings>>((identity, settings) => identity.OwnerNamesIssuer = settings.Value.Issuers.Count > 1);
    }

    private static void Configure(JwtBearerOptions options, BearerSettings settings, DemoSignIn demo, TimeProvider time, TokenValidator validator, ILogger logger)
    {
        var published = settings.HasAuthority ? IssuerDocument.KeysOf(settings, time, logger) : null;
        var rules = new TokenRules(settings, demo, published);
        rules.ApplyTo(options.TokenValidationParameters, new TokenLifetime(time));
        options.ConfigurationManager = published;
        options.SaveToken = false;
        options.SecurityTokenValidators.Clear();
        options.SecurityTokenValidators.Add(validator);
        options.Events = new TokenEvents(rules, published, logger);
    }
}
