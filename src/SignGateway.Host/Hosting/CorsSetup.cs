using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using SignGateway.Host.Http;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Lets listed origins call the user routes. OSS needs no leave, and the admin page is of our own origin.</summary>
internal static class CorsSetup
{
    public const string Policy = "SignGateway";

    private const string AdminRoutes = "/v1/admin/";

    public static void AddUserCors(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<CorsOptions>(builder.Configuration, CorsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<CorsOptions>, OriginsValidator>();
        builder.Services.AddCors();
        builder.Services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((cors, ours) => cors.AddPolicy(Policy, new CorsPolicyBuilder()
                .WithOrigins([.. ours.Value.Origins.Select(origin => origin.TrimEnd('/'))])
                .WithMethods("GET", "POST", "DELETE")
                .WithHeaders("Authorization", "Content-Type", "Idempotency-Key", RequestId.Header)
                .WithExposedHeaders("Location", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", RequestId.Header)
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
                .Build()));
    }

    /// <summary>Opens the gateway's routes to the listed origins, but for those of administrators.</summary>
    public static void RequireUserCors(this IEndpointConventionBuilder routes) => routes.Add(endpoint =>
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && !path.StartsWith(AdminRoutes, StringComparison.Ordinal))
            endpoint.Metadata.Add(new EnableCorsAttribute(Policy));
    });

    private sealed class OriginsValidator : IValidateOptions<CorsOptions>
    {
        public ValidateOptionsResult Validate(string? name, CorsOptions options)
        {
            var faults = options.Origins
                .Select((origin, index) => (origin, index))
                .Where(item => !Uri.TryCreate(item.origin, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "" })
                .Select(item => $"{CorsOptions.Section}:Origins:{item.index} is '{item.origin}'; write an origin such as https://app.example.com.")
                .ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
