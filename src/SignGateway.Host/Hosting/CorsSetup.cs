using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Lets listed origins call the user routes; the callback route needs none.</summary>
internal static class CorsSetup
{
    public const string Policy = "SignGateway";

    public static void AddUserCors(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<CorsOptions>(builder.Configuration, CorsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<CorsOptions>, OriginsValidator>();
        builder.Services.AddCors();
        builder.Services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((cors, ours) => cors.AddPolicy(Policy, new CorsPolicyBuilder()
                .WithOrigins([.. ours.Value.Origins])
                .WithMethods("GET", "POST", "DELETE")
                .WithHeaders("Authorization", "Content-Type", "Idempotency-Key")
                .WithExposedHeaders("Location", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
                .Build()));
    }

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
