using SignGateway.Host.Demo;
using SignGateway.Objects;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>The static pages, with headers that let them talk to this gateway and its buckets and to nobody else.</summary>
internal static class Pages
{
    public static void UsePages(this WebApplication app, DemoSignIn demo)
    {
        var origins = app.Services.GetRequiredService<BucketCatalog>().All.Select(bucket => new Uri(bucket.Address.PostUrl).GetLeftPart(UriPartial.Authority));
        var oss = string.Join(' ', origins.Distinct());
        var policy = $"default-src 'self'; img-src 'self' blob: data: {oss}; connect-src 'self' {oss}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        app.UseWhen(context => !demo.Exists && IsDemoPage(context.Request.Path), absent => absent.Run(new ProblemResult(KnownProblems.NotFound).ExecuteAsync));
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = page =>
            {
                var headers = page.Context.Response.Headers;
                headers.CacheControl = "no-cache";
                headers.XContentTypeOptions = "nosniff";
                headers.ContentSecurityPolicy = policy;
                headers["Referrer-Policy"] = "no-referrer";
                // A page of any origin may load the client; what the client may then ask is for the CORS settings to say.
                if (page.Context.Request.Path.StartsWithSegments("/client", StringComparison.OrdinalIgnoreCase))
                    headers.AccessControlAllowOrigin = "*";
            },
        });
    }

    private static bool IsDemoPage(PathString path) =>
        path == "/" || path.StartsWithSegments("/index.html", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/demo", StringComparison.OrdinalIgnoreCase);
}
