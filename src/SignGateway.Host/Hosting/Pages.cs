using SignGateway.Host.Demo;
using SignGateway.Objects;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>The static pages, with headers that let them talk to this gateway and its bucket and to nobody else.</summary>
internal static class Pages
{
    public static void UsePages(this WebApplication app, DemoSignIn demo)
    {
        var oss = new Uri(app.Services.GetRequiredService<OssAddress>().PostUrl).GetLeftPart(UriPartial.Authority);
        var policy = $"default-src 'self'; img-src 'self' blob: data: {oss}; connect-src 'self' {oss}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = policy;
            headers["Referrer-Policy"] = "no-referrer";
            if (!demo.Exists && IsDemoPage(context.Request.Path))
                await new ProblemResult(KnownProblems.NotFound).ExecuteAsync(context);
            else
                await next(context);
        });
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = served => served.Context.Response.Headers.CacheControl = "no-cache" });
    }

    private static bool IsDemoPage(PathString path) =>
        path == "/" || path.StartsWithSegments("/index.html", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/demo", StringComparison.OrdinalIgnoreCase);
}
