using System.Net;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace SignGateway.Host.Http;

/// <summary>
/// The headers of every answer of our own, errors and files included, unless the answer says something else itself. What an application behind the proxy answers
/// is left as it is, but for the request's name.
/// </summary>
internal static class AnswerHeaders
{
    // A year, for this host only: what its siblings do is not for us to say.
    private const string Hsts = "max-age=31536000";

    public static void UseAnswerHeaders(this WebApplication app)
    {
        Func<object, Task> finish = app.Environment.IsDevelopment() ? Finish : FinishOnPublicHost;
        app.Use((context, next) =>
        {
            RequestId.Settle(context);
            // At the very end: a failure clears what was there before.
            context.Response.OnStarting(finish, context);
            return next(context);
        });
    }

    private static Task FinishOnPublicHost(object state)
    {
        var context = (HttpContext)state;
        if (context.Request.IsHttps && !IsPassedOn(context) && !IsThisMachine(context.Request.Host.Host))
            context.Response.Headers.StrictTransportSecurity = Hsts;
        return Finish(state);
    }

    private static Task Finish(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.TryAdd(RequestId.Header, context.TraceIdentifier);
        if (IsPassedOn(context))
            return Task.CompletedTask;

        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        // Fetches under CORS do not ask for it.
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-site");
        // Nearly all that is answered is somebody's own, and much of it works by itself: grants, links.
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }

    private static bool IsPassedOn(HttpContext context) =>
        context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination is not null && context.Features.Get<IForwarderErrorFeature>() is null;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
