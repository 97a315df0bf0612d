using SignGateway.Host.Demo;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>The static pages, with headers that let them talk to this gateway and its buckets and to nobody else.</summary>
internal static class Pages
{
    public static void UsePages(this WebApplication app, DemoSignIn demo)
    {
        var policies = new PagePolicies(app.Services);
        app.UseWhen(context => !demo.Exists && IsDemoPage(context.Request.Path), absent => absent.Run(new ProblemResult(KnownProblems.NotFound).ExecuteAsync));
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = page =>
            {
                var headers = page.Context.Response.Headers;
                headers.CacheControl = "no-cache";
                headers.XContentTypeOptions = "nosniff";
                headers.ContentSecurityPolicy = policies.For(page.Context.Request.Path);
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
