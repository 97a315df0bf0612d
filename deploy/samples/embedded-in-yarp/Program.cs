using EmbeddedInYarp;
using SignGateway;
using SignGateway.Storage;

var builder = WebApplication.CreateBuilder(args);

// What an API gateway has anyway: sign-in, policies, limits, and applications behind it.
builder.AddTokens();
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(Policies.SignedIn)
    .AddPolicy(Policies.Uploaders, Policies.Uploader);
builder.AddLimits();
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
builder.Services.AddOpenApi();

// Uploads beside them.
builder.Services.AddSignGateway(builder.Configuration);
builder.Services.AddSignGatewayStorage(builder.Configuration, builder.Environment.ContentRootPath);

var app = builder.Build();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();
app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
app.MapReverseProxy();
app.MapSignGateway("/uploads").RequireAuthorization(Policies.Uploaders).RequireRateLimiting(Limits.Uploads);
app.Run();
