using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Tests.Embedding;

/// <summary>An application with a sign-in of its own that takes the library in.</summary>
internal static class Embedder
{
    /// <summary>A builder with everything that the library asks for, before the library itself is added.</summary>
    public static WebApplicationBuilder Builder(RememberedLog? log = null, string publicUrl = "https://gateway.example.com")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(TestGateway.Settings());
        builder.Configuration["SignGateway:PublicUrl"] = publicUrl;
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log ?? new RememberedLog());
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication("own").AddScheme<AuthenticationSchemeOptions, OwnSignIn>("own", null);
        builder.Services.AddAuthorization();
        return builder;
    }

    public static WebApplicationBuilder WithParts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IUploadLedger, InMemoryUploadLedger>();
        builder.Services.AddSingleton<IReplayGuard>(new InProcessReplayGuard(TimeProvider.System));
        return builder;
    }

    /// <summary>The application with the library in it, and no way out to any network.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddSignGateway(builder.Configuration);
        builder.Services.AddHttpClient("SignGateway.Oss").ConfigurePrimaryHttpMessageHandler(() => new StandInHost());
        builder.Services.AddHttpClient("SignGateway.CallbackKeys").ConfigurePrimaryHttpMessageHandler(() => new StandInHost { Answer = _ => StandInHost.Text(OssCallback.PublicKey) });
        return builder.Build();
    }

    /// <summary>Signs in whoever the header names, and renames the claim as the framework's own handlers do.</summary>
    private sealed class OwnSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["Own-User"].ToString() is not { Length: > 0 } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            var claim = new Claim(ClaimTypes.NameIdentifier, user) { Properties = { ["http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/ShortTypeName"] = "sub" } };
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([claim], "own")), Scheme.Name)));
        }
    }
}
