using SignGateway.Host.Demo;
using SignGateway.Host.Edge;

namespace SignGateway.Host.Hosting;

/// <summary>The static pages, with headers that let them talk to this gateway and its buckets and to nobody else.</summary>
internal static class Pages
{
    public static void UsePages(this WebApplication app, DemoSignIn demo)
    {
        // With applications behind the proxy, the front page is one of theirs.
        var (frontPage, demoPages) = (demo.Exists && !app.Configuration.HasEdge(), demo.Exists);
        var files = Files(new PagePolicies(app.Services));
        app.UseWhen(
            context => (frontPage || !IsFrontPage(context.Request.Path)) && (demoPages || !context.Request.Path.StartsWithSegments("/demo", StringComparison.OrdinalIgnoreCase)),
            pages => pages.UseDefaultFiles().UseStaticFiles(files));
    }

    private static StaticFileOptions Files(PagePolicies policies) => new()
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
    };

    private static bool IsFrontPage(PathString path) => path == "/" || path.StartsWithSegments("/index.html", StringComparison.OrdinalIgnoreCase);
}
