using SignGateway.Host.Demo;
using SignGateway.Host.Edge;

namespace SignGateway.Host.Hosting;

/// <summary>The static pages, with headers that let them talk to this gateway and its buckets and to nobody else.</summary>
internal static class Pages
{
    private const string Demo = "demo";
    private const string FrontPage = "index.html";
    private const string NoDevices = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static void UsePages(this WebApplication app, DemoSignIn demo)
    {
        var files = Files(new PagePolicies(app.Services));
        // Known from the start, so that what is an application's is passed on without a look at the disk.
        var names = app.Environment.WebRootFileProvider.GetDirectoryContents("").Select(entry => entry.Name).ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        if (!demo.Exists)
            names.Remove(Demo);
        // With applications behind the proxy, the front page is one of theirs.
        var frontPage = demo.Exists && !app.Configuration.HasEdge();
        if (!frontPage)
            names.Remove(FrontPage);
        app.UseWhen(
            context => FirstSegment(context.Request.Path.Value) is { Length: > 0 } name ? names.Contains(name) : frontPage,
            pages => pages.UseDefaultFiles().UseStaticFiles(files));
    }

    private static StaticFileOptions Files(PagePolicies policies) => new()
    {
        OnPrepareResponse = page =>
        {
            var headers = page.Context.Response.Headers;
            headers.CacheControl = "no-cache";
            headers["Permissions-Policy"] = NoDevices;
            headers.ContentSecurityPolicy = policies.For(page.Context.Request.Path);
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            // A page of any origin may load the client; what the client may then ask is for the CORS settings to say.
            if (page.Context.Request.Path.StartsWithSegments("/client", StringComparison.OrdinalIgnoreCase))
            {
                headers.AccessControlAllowOrigin = "*";
                headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            }
        },
    };

    private static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> path)
    {
        var rest = path.TrimStart('/');
        return rest.IndexOf('/') is var end and >= 0 ? rest[..end] : rest;
    }
}
